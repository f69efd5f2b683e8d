// Goes a clinician's way by touch, in a real Chromium with the screen of a telephone.
// node walk.mjs FOLDER-OF-PACKAGES CHROMIUM PROFILE < {"key", "hosts", "now", "steps": [[what, …], …]}
// `now` is what the telephone's clock says at first; `key` signs in at https://code.example, which `hosts` lays on a port of this machine. Told are what the steps
// answered, how often the screen was touched until the end of each, what each screen said, who was asked, at which
// addresses of the network, and which scripts broke off.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, program, profile] = process.argv.slice(2);
const found = createRequire(`${folder}/package.json`);
const { default: puppeteer } = await import(pathToFileURL(found.resolve("puppeteer-core")));
const { key, hosts, now, steps } = JSON.parse(readFileSync(0, "utf8"));
const PHONE = { width: 360, height: 640, hasTouch: true, isMobile: true };
const browser = await puppeteer.launch({
  executablePath: program,
  userDataDir: profile,
  protocolTimeout: 120000,
  acceptInsecureCerts: true,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--lang=nl-NL",
    "--accept-lang=nl-NL", `--host-resolver-rules=${hosts}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
  ],
});
const [asked, reached, said] = [new Set(), new Set(), []];
const soon = { polling: 100, timeout: 60000 };
const field = (name, inner) => `[data-key-path="${name}"] ${inner}`;
const CARD = field("body", '[data-component-name="x-card"]');
let page;
let taps = 0;

const look = async (one) => {
  one.on("request", (request) => asked.add(new URL(request.url()).origin));
  one.on("response", (response) => response.remoteAddress().ip && reached.add(response.remoteAddress().ip));
  one.on("pageerror", (error) => said.push(error.message));
  await one.setViewport(PHONE);
  await one.evaluateOnNewDocument((ahead) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...said) {
        super(...(said.length ? said : [Real.now() + ahead]));
      }
      static now = () => Real.now() + ahead;
    };
  }, Date.parse(now) - Date.now());
  return one;
};
/** What can be touched: it is shown, works, and says these words. */
const shown = async (selector, words) => {
  const one = await page.waitForFunction(
    (at, name) =>
      [...document.querySelectorAll(at)].find(
        (seen) =>
          seen.checkVisibility() && !seen.closest("[inert]") && !seen.disabled && seen.ariaDisabled !== "true" &&
          `${seen.ariaLabel ?? ""} ${seen.innerText}`.replace(/[\u2068\u2069]/gu, "").includes(name),
      ),
    soon,
    selector,
    words,
  );
  return one.asElement();
};
/** Touches it once it lies still: a form that is still being drawn moves what stands in it. */
const touch = async (one) => {
  for (let tries = 0; ; tries++) {
    try {
      await one.scrollIntoView();
      await new Promise((done) => setTimeout(done, 150));
      await one.tap();
      return taps++;
    } catch (error) {
      if (tries === 50 || /detached/u.test(error.message)) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
};
/** A part of a field, once it is there: a form draws what is far below only when somebody comes near. */
const near = async (name, inner) => {
  for (let down = 0; down < 200 && !(await page.$(field(name, "*"))); down++) {
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("*")) if (one.scrollHeight > one.clientHeight + 50) one.scrollTop += 400;
    });
    await new Promise((done) => setTimeout(done, 50));
  }
  await page.$eval(field(name, "*"), (one) => one.scrollIntoView());
  return page.waitForSelector(field(name, inner), { visible: !inner.includes("file"), ...soon });
};
/** Puts the cursor behind the words of a part of a text, or around them, and lets the editor see it. */
const cursor = async (root, words, around) => {
  await root.evaluate(
    (editor, said, all) => {
      const one = [...editor.querySelectorAll("h2, p, li")].find((seen) => seen.innerText.includes(said));
      const letters = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
      const first = letters.nextNode();
      while (letters.nextNode());
      const last = letters.currentNode;
      one.scrollIntoView({ block: "center" });
      editor.focus();
      getSelection().setBaseAndExtent(all ? first : last, all ? 0 : last.length, last, last.length);
    },
    words,
    around,
  );
  await new Promise((done) => setTimeout(done, 150));
};
/** Writes words where the cursor is, and waits until they stand there as a part of their own. */
const put = async (root, words) => {
  await page.keyboard.sendCharacter(words);
  await page.waitForFunction(
    (editor, said) => [...editor.querySelectorAll("p, li")].some((one) => one.innerText.trim() === said),
    soon,
    root,
    words,
  );
};
/** Writes one paragraph or point after another, the first behind these words. */
const write = async (root, after, said) => {
  for (const words of said) {
    await cursor(root, after, false);
    await page.keyboard.press("Enter");
    await new Promise((done) => setTimeout(done, 150));
    await put(root, words);
    after = words;
  }
};

const DO = {
  open: async (url, until) => {
    await page.goto(url, { waitUntil: "load" });
    await page.waitForSelector(until, { visible: true, ...soon });
  },
  go: async (hash, until) => {
    await page.evaluate((to) => (location.hash = to), hash);
    await page.waitForSelector(until, { visible: true, ...soon });
  },
  /** Touches what says these words; one touch that a page not yet awake lost is made again until `until` is there. */
  tap: async (selector, words, until) => {
    if (!until) return touch(await shown(selector, words)).catch(async () => touch(await shown(selector, words))); // drawn anew
    const before = taps;
    for (let tries = 0; tries < 12 && !(await page.$(until)); tries++) {
      await touch(await shown(selector, words)).catch(() => null);
      await page.waitForSelector(until, { visible: true, timeout: 5000 }).catch(() => null);
    }
    await page.waitForSelector(until, { visible: true, ...soon });
    taps = before + 1;
  },
  /** Touches what leads to another page in the same window. */
  leave: async (selector, words) => {
    const one = await shown(selector, words);
    await Promise.all([page.waitForNavigation({ timeout: 60000 }), touch(one)]);
  },
  /** Touches what leads to a page of its own, and goes on there. */
  follow: async (selector, words) => {
    const before = new Set(await browser.pages());
    await touch(await shown(selector, words));
    for (let tries = 0; tries < 600; tries++) {
      const fresh = (await browser.pages()).find((one) => !before.has(one) && one.url().startsWith("https://"));
      if (fresh) {
        page = await look(fresh);
        asked.add(new URL(page.url()).origin);
        return page.url();
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error("nothing opened");
  },
  fill: async (selector, words) => {
    await touch(await shown(selector, ""));
    await page.keyboard.sendCharacter(words);
  },
  say: async (name, words) => {
    const input = await near(name, ":is(input, textarea)");
    await touch(input);
    await input.focus();
    await page.keyboard.sendCharacter(words);
  },
  /** Sets a day; the wheel on which a telephone shows days is its own, and no touch of ours. */
  day: async (name, day) =>
    (await near(name, 'input[type="date"]')).evaluate((one, value) => {
      one.value = value;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }, day),
  /** Chooses what bears these words; a touch that a form in motion lost is made again, and is the same one. */
  choose: async (name, words) => {
    await near(name, "label");
    const boxes = (at) =>
      [...document.querySelectorAll(at)].map((one) => Boolean(one.checked || one.ariaChecked === "true")).join();
    const all = field(name, ":is(input, [role=checkbox], [role=radio])");
    const [before, first] = [taps, await page.evaluate(boxes, all)];
    for (let tries = 0; tries < 8 && (await page.evaluate(boxes, all)) === first; tries++) {
      await touch(await shown(field(name, "label"), words));
      await new Promise((done) => setTimeout(done, 700));
    }
    taps = before + 1;
  },
  add: async (name, words) => {
    await near(name, "button");
    await touch(await shown(field(name, "button"), words));
  },
  photo: async (name, path) => {
    await (await near(name, 'input[type="file"]')).uploadFile(path);
    await page.waitForSelector(field(name, "img"), soon);
  },
  /** Writes paragraphs below a heading, or after a paragraph, of the text. */
  below: async (heading, said) => {
    await near("body", "h2");
    await write(await page.$(field("body", '[contenteditable="true"]')), heading, said);
  },
  /** Fills in the points of a card of the text, in the place of the one that waits there. */
  card: async (number, [first, ...said]) => {
    await near("body", "h2");
    await page.waitForFunction((at, n) => document.querySelectorAll(at).length > n, soon, CARD, number);
    const card = (await page.$$(CARD))[number];
    await card.evaluate((one) => one.scrollIntoView({ block: "center" }));
    await card.waitForSelector("li", soon);
    const root = await card.$('[contenteditable="true"]');
    await cursor(root, "…", true);
    await put(root, first);
    await write(root, first, said);
  },
  see: (selector, words) => shown(selector, words).then(() => null),
  /** Saves and waits until the form is gone; a touch that a busy machine lost is made again, and is the same one. */
  save: async (words) => {
    const before = taps;
    for (let tries = 0; tries < 12 && (await page.$(field("title", "*"))); tries++) {
      await touch(await shown("button", words)).catch(() => null);
      await page.waitForFunction((at) => !document.querySelector(at), { ...soon, timeout: 8000 }, field("title", "*")).catch(() => null);
    }
    taps = before + 1;
  },
  gone: (selector) => page.waitForFunction((at) => !document.querySelector(at), soon, selector).then(() => null),
  /** All that a person reads or hears. */
  words: () =>
    page.evaluate(() =>
      [document.title, document.body.innerText, ...[...document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")].flatMap((one) =>
        ["aria-label", "title", "placeholder", "alt"].map((name) => one.getAttribute(name) ?? ""))].join("\n"),
    ),
  /** The pieces of a text that stand open, and how many are folded. */
  pieces: () =>
    page.evaluate(() => {
      const folded = document.querySelectorAll("details .piece").length;
      const open = [...document.querySelectorAll(".piece")].filter((one) => !one.closest("details"));
      return { open: open.map((one) => one.innerText), folded };
    }),
  wider: () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  axe: async (width, scheme) => {
    await page.setViewport({ ...PHONE, width });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.evaluate(readFileSync(found.resolve("axe-core/axe.min.js"), "utf8"));
    const faults = await page.evaluate(async () =>
      (await axe.run()).violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((one) => one.html)}`),
    );
    await page.setViewport(PHONE);
    return faults;
  },
  shot: (path) => page.screenshot({ path }).then(() => null),
};

try {
  page = await look((await browser.pages())[0] ?? (await browser.newPage()));
  if (key) await browser.setCookie({ name: "key", value: key, domain: "code.example", path: "/", secure: true });
  const [told, touched, screens] = [[], [], []];
  for (const [what, ...more] of steps) {
    told.push((await DO[what](...more).catch(async (error) => {
      throw new Error(`${what} ${more}: ${error.message}\n${await DO.words().catch(() => "")}`);
    })) ?? null);
    touched.push(taps);
    if (page.url().startsWith("http://127.0.0.1")) screens.push(await DO.words());
  }
  const answer = { told, taps: touched, screens, asked: [...asked], reached: [...reached], said };
  await new Promise((done) => process.stdout.write(JSON.stringify(answer), done));
} finally {
  await browser.close();
}
process.exit();

// Writes in the editor as a person would, in a real Chromium whose chosen folder is a private one of the page.
// node writing.mjs FOLDER-OF-PACKAGES CHROMIUM PROFILE < {"url", "lang", "width", "files": {path: text}, "steps": [[what, …], …]}
// Told are what the steps answered, what was asked of other machines, and what the page said that was amiss.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, program, profile] = process.argv.slice(2);
const found = createRequire(`${folder}/package.json`);
const { default: puppeteer } = await import(pathToFileURL(found.resolve("puppeteer-core")));
const input = [];
for await (const chunk of process.stdin) input.push(chunk);
const { url, lang, width, files, steps, without = "", dark = false } = JSON.parse(Buffer.concat(input).toString("utf8"));
const browser = await puppeteer.launch({
  executablePath: program,
  userDataDir: profile,
  protocolTimeout: 60000,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", `--lang=${lang}`,
    `--accept-lang=${lang}`, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ],
});
const page = await browser.newPage();
const [asked, said] = [[], []];
const soon = { polling: 100, timeout: 30000 };
const field = (name, inner) => `[data-key-path="${name}"] ${inner}`;
const ASKED = '[role="alertdialog"], [role="dialog"]';
const editing = '[data-key-path="body"] [contenteditable="true"]';

const opened = `(async (path, make) => {
  let place = await navigator.storage.getDirectory();
  const parts = path.split("/");
  const name = parts.pop();
  for (const part of parts) place = await place.getDirectoryHandle(part, { create: make });
  return place.getFileHandle(name, { create: make });
})`;
const kept = (path) =>
  page.evaluate(`${opened}(${JSON.stringify(path)}, false).then((h) => h.getFile()).then((f) => f.text()).catch(() => null)`);
/** Scrolls until a field is there: a form draws what is far below only when somebody comes near. */
const near = async (name) => {
  for (let down = 0; down < 200 && !(await page.$(field(name, "*"))); down++) {
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("*")) if (one.scrollHeight > one.clientHeight + 50) one.scrollTop += 400;
    });
    await new Promise((done) => setTimeout(done, 50));
  }
  await page.$eval(field(name, "*"), (one) => one.scrollIntoView());
};

const DO = {
  // until it is taken: a button may be drawn before it can be pressed
  enter: (button) =>
    page.waitForFunction(
      (words) => {
        [...document.querySelectorAll("button")].find((one) => one.innerText.includes(words))?.click();
        return /Artikelen|Articles/u.test(document.body.innerText);
      },
      { ...soon, polling: 500 },
      button,
    ),
  go: async (hash, until) => {
    await page.evaluate((to) => (location.hash = to), hash);
    await page.waitForSelector(until, { visible: true, timeout: 30000 });
  },
  near,
  /** Waits until these words stand on the page. */
  said: (words) => page.waitForFunction((said) => document.body.innerText.includes(said), soon, words).then(() => null),
  press: async (name) => (await page.waitForSelector(`::-p-aria(${name})`, { visible: true, timeout: 30000 })).click(),
  /** Answers a question of the editor, again where the press was not taken. */
  shut: async (name) => {
    for (let tries = 0; tries < 100 && (await page.$(ASKED)); tries++) {
      await (await page.$(`::-p-aria(${name})`))?.click().catch(() => null);
      await new Promise((done) => setTimeout(done, 300));
    }
  },
  /** Chooses from a menu, which a page that still moves may close again. */
  choose: async (menu, words) => {
    for (let tries = 0; tries < 60 && !(await page.$('[role="dialog"]')); tries++) {
      await page.evaluate(
        (opener, said) => {
          const shown = [...document.querySelectorAll('[role="menuitem"]')].filter((one) => one.checkVisibility());
          (shown.find((one) => one.innerText.includes(said)) ?? document.querySelector(`[aria-label="${opener}"]`))?.click();
        },
        menu,
        words,
      );
      await new Promise((done) => setTimeout(done, 500));
    }
    await page.waitForSelector('[role="dialog"]', { visible: true, timeout: 30000 });
  },
  key: (name) => page.keyboard.press(name),
  /** Another page of the site; what that one then asks of the browser is asked of it too. */
  visit: async (path, until) => {
    await page.goto(new URL(path, url), { waitUntil: "load" });
    await page.waitForSelector(until, { visible: true, timeout: 30000 });
  },
  /** Answers the question that is on the screen, and waits until the page has spoken of it. */
  answer: async (words, heard = "") => {
    await page.$eval("#answer", (one) => (one.value = ""));
    await page.type("#answer", words);
    await page.waitForFunction((said) => document.querySelector("#said").innerText.includes(said), soon, heard);
    return page.$eval("#said", (one) => one.innerText);
  },
  next: async () => {
    const before = await page.$eval("#progress", (one) => one.innerText);
    await page.click("#next");
    const moved = (was) => document.querySelector("#end").checkVisibility() || document.querySelector("#progress").innerText !== was;
    await page.waitForFunction(moved, soon, before);
  },
  click: async (selector, until) => {
    await page.click(selector);
    await page.waitForSelector(until, { visible: true, timeout: 30000 });
  },
  seen: (selector) => page.$$eval(selector, (all) => all.filter((one) => one.checkVisibility()).map((one) => one.innerText)),
  off: (selector) => page.$eval(selector, (one) => one.disabled),
  value: (selector) => page.$eval(selector, (one) => one.value),
  wide: () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
  type: async (name, words) => {
    const input = field(name, "input, textarea");
    const value = () => page.$eval(input, (one) => one.value).catch(() => "");
    // a form that is still being drawn may take the focus away, or the field
    for (let tries = 0; tries < 20; tries++) {
      await page.waitForSelector(input, { visible: true, timeout: 30000 });
      const before = await value();
      await page.focus(input);
      await page.keyboard.press("End");
      await page.keyboard.type(words);
      const now = await value();
      if (now === before + words) return;
      if (now && now !== before) throw new Error(`${name} now says ${now}`);
      await new Promise((done) => setTimeout(done, 300));
    }
    throw new Error(`${name} took no words`);
  },
  write: async (below, words) => {
    await page.waitForFunction((at) => !document.querySelector(at), soon, ASKED);
    await page.waitForFunction((at) => document.querySelector(`${at} h2`), soon, editing);
    await page.evaluate(
      (at, heading) => {
        const one = [...document.querySelectorAll(`${at} h2, ${at} p`)].find((h) => h.innerText.includes(heading));
        document.querySelector(at).focus();
        getSelection().selectAllChildren(one);
        getSelection().collapseToEnd();
      },
      editing,
      below,
    );
    if (words === null) for (const _ of below) await page.keyboard.press("Backspace");
    else {
      await page.keyboard.press("Enter");
      await page.keyboard.type(words);
    }
  },
  /** Touches the line below a heading, and writes on it. */
  under: async (heading, words) => {
    const below = () =>
      page.waitForFunction(
        (at, said) => {
          const head = [...document.querySelectorAll(`${at} h2`)].find((one) => one.innerText.includes(said));
          return head?.nextElementSibling?.localName === "p" && head.nextElementSibling;
        },
        soon,
        editing,
        heading,
      );
    const there = (one) => one.isConnected && one.contains(getSelection().anchorNode);
    // a form that is still being drawn moves what stands in it, or draws it once more
    let line = await below();
    for (let tries = 0; tries < 50 && !(await line.evaluate(there)); tries++) {
      await line.click().catch(() => null);
      await new Promise((done) => setTimeout(done, 200));
      line = await below();
    }
    const height = await line.evaluate((one) => one.getBoundingClientRect().height);
    if (height < 16) throw new Error(`the line below it is ${height} px high`);
    await page.keyboard.type(words);
  },
  /** Chooses the status of a text by its word; presses again where the form moved away below the pointer. */
  state: async (words) => {
    await page.waitForFunction((at) => !document.querySelector(at), soon, ASKED);
    for (let tries = 0; tries < 50; tries++) {
      await near("status");
      for (const one of await page.$$(field("status", "[role=radio]"))) {
        const [says, on] = await one.evaluate((radio) => [radio.parentElement.innerText, radio.ariaChecked]);
        if (!says.includes(words)) continue;
        if (on === "true") return;
        await one.click().catch(() => null);
      }
      await new Promise((done) => setTimeout(done, 200));
    }
    throw new Error(`the status could not become ${words}`);
  },
  /** Writes at the end of a text without headings, or takes what stands there away. */
  put: async (words, gone = "") => {
    await page.waitForFunction((at) => !document.querySelector(at), soon, ASKED);
    await page.focus(editing);
    await page.evaluate((at) => (getSelection().selectAllChildren(document.querySelector(at)), getSelection().collapseToEnd()), editing);
    // a dialog that closes may take the focus once more
    const text = () => page.$eval(editing, (one) => one.innerText.trim());
    const rest = (await text()).slice(0, gone ? -gone.trim().length : undefined).trim();
    for (let tries = 0; gone && tries < 200 && (await text()) !== rest; tries++) {
      await page.focus(editing);
      await page.evaluate((at) => (getSelection().selectAllChildren(document.querySelector(at)), getSelection().collapseToEnd()), editing);
      await page.keyboard.press("Backspace");
    }
    await page.keyboard.type(words);
  },
  /** Chooses an option by its words, from the list that a field unfolds. */
  pick: async (name, words) => {
    await near(name);
    await page.focus(field(name, '[role="combobox"]'));
    await page.keyboard.press("Enter");
    const shown = (said) =>
      [...document.querySelectorAll('[role="option"]')].find((one) => one.checkVisibility() && one.innerText.includes(said));
    const chosen = (at, said) => document.querySelector(at).innerText.includes(said);
    for (let tries = 0; tries < 20 && !(await page.evaluate(chosen, field(name, '[role="grid"]'), words)); tries++) {
      await (await page.waitForFunction(shown, soon, words)).click().catch(() => null);
      await new Promise((done) => setTimeout(done, 500));
    }
  },
  photo: async (name, path) => {
    await near(name);
    await (await page.$(field(name, 'input[type="file"]'))).uploadFile(path);
    await page.waitForSelector(field(name, "img"), { timeout: 30000 });
  },
  /** Saves, and waits until the file is another and the list is back; presses again where a press was not taken. */
  save: async (button, path) => {
    const before = await kept(path);
    for (let tries = 0; tries < 600; tries++) {
      const now = await kept(path);
      const open = await page.$('[data-key-path="body"]');
      const back = await page.evaluate(() => !/\/(?:entries|new)\b/u.test(location.hash));
      if (now && now !== before && !open && back) return now;
      if (open && tries % 50 === 0) await (await page.$(`::-p-aria(${button})`))?.click().catch(() => null);
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`${path} was not saved: ${await DO.words()}`);
  },
  refused: async (button) => {
    for (let tries = 0; tries < 20 && !(await page.$(ASKED)); tries++) {
      await DO.press(button).catch(() => null); // a dialog that has come covers it
      await page.waitForSelector(ASKED, { visible: true, timeout: 1500 }).catch(() => null);
    }
    return (await page.waitForSelector(ASKED, { visible: true, timeout: 30000 })).evaluate((one) => one.innerText);
  },
  /** Saves a new text, of which only the folder is known beforehand; answers its path and its words. */
  made: async (button, folder) => {
    for (let tries = 0; tries < 600; tries++) {
      const [name] = await DO.names(folder).catch(() => []);
      const path = `${folder}/${name}`;
      const now = name && (await kept(path));
      if (now && !/\/(?:entries|new)\b/u.test(await page.evaluate("location.hash"))) return [path, now];
      if (!name && tries % 50 === 0) await (await page.$(`::-p-aria(${button})`))?.click().catch(() => null);
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`nothing was saved: ${await DO.words()}`);
  },
  names: (path) =>
    page.evaluate(`(async () => { const handle = await ${opened}(${JSON.stringify(`${path}/.none`)}, true);
      const at = await ${JSON.stringify(path.split("/"))}.reduce(async (h, n) => (await h).getDirectoryHandle(n), navigator.storage.getDirectory());
      await at.removeEntry(handle.name); const all = []; for await (const n of at.keys()) all.push(n); return all.sort(); })()`),
  bytes: (path) =>
    page.evaluate(`${opened}(${JSON.stringify(path)}, false).then((h) => h.getFile()).then(async (f) =>
      btoa([...new Uint8Array(await f.arrayBuffer())].map((b) => String.fromCharCode(b)).join("")))`),
  /** All that a person reads or hears. */
  words: () =>
    page.evaluate(() =>
      [document.title, document.body.innerText, ...[...document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")].flatMap((one) =>
        ["aria-label", "title", "placeholder", "alt"].map((name) => one.getAttribute(name) ?? ""))].join("\n"),
    ),
  axe: async () => {
    await page.evaluate(readFileSync(found.resolve("axe-core/axe.min.js"), "utf8"));
    return page.evaluate(async () => (await axe.run()).violations.map(({ id, impact, nodes }) => `${impact} ${id} (${nodes.length})`));
  },
  focused: () => page.evaluate(() => scrollY === 0 && document.querySelector('[data-key-path="title"]').getBoundingClientRect().top > 0),
  shot: async (path) => {
    await new Promise((done) => setTimeout(done, 1000)); // pages slide over one another
    await page.screenshot({ path });
  },
};

try {
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.setRequestInterception(true);
  page.on("request", (one) => (without && one.url().endsWith(without) ? one.abort() : one.continue()));
  page.on("request", (one) => asked.push(one.url()));
  page.on("console", (one) => ["error", "warn"].includes(one.type()) && said.push(`${one.text()} ${one.location()?.url ?? ""}`.trim()));
  page.on("dialog", (one) => one.accept()); // whoever leaves a page with answers on it is asked
  page.on("pageerror", (error) => said.push(error.message));
  await page.evaluateOnNewDocument("window.showDirectoryPicker = () => navigator.storage.getDirectory()");
  await page.goto(new URL("../robots.txt", url).href);
  for (const [path, text] of Object.entries({ ...files, ".git/HEAD": "", "content/images/.keep": "" })) {
    await page.evaluate(`${opened}(${JSON.stringify(path)}, true).then(async (h) => {
      const out = await h.createWritable(); await out.write(${JSON.stringify(text)}); await out.close(); })`);
  }
  said.length = 0;
  await page.goto(url, { waitUntil: "load" });
  const told = [];
  for (const [what, ...more] of steps) told.push((await DO[what](...more).catch((error) => {
    throw new Error(`${what} ${more}: ${error.message}`);
  })) ?? null);
  const elsewhere = asked.filter((one) => !/^(?:blob:|data:|http:\/\/127\.0\.0\.1[:/])/u.test(one));
  await new Promise((done) => process.stdout.write(JSON.stringify({ told, elsewhere, said }), done));
} finally {
  await browser.close();
}
process.exit();

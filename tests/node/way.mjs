// Goes a way through a site by keyboard alone, and hears it as a screen reader does: from Chromium's
// accessibility tree. node way.mjs FOLDER-OF-PACKAGES CHROMIUM PROFILE < {"url": "...", "way": [step, …]}
// A step is {"to": {"role", "name"}, "press"?, "type"?, "wait"?}: Tab until there, then type or press, then wait
// for a selector. Told is, for each step, what was heard at its end: role, name, and how many stops it took.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, program, profile] = process.argv.slice(2);
const found = createRequire(`${folder}/package.json`).resolve("puppeteer-core");
const { default: puppeteer } = await import(pathToFileURL(found));
const { url, way } = JSON.parse(readFileSync(0, "utf8"));
const MOST = 150;
const browser = await puppeteer.launch({
  executablePath: program,
  userDataDir: profile,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});

const heard = async (page) => {
  // of the element that has the focus, since the tree of the whole page may be a moment behind it
  const root = await page.evaluateHandle(() => document.activeElement);
  for (let asked = 0; asked < 40; asked++) {
    const now = await page.accessibility.snapshot({ root, interestingOnly: false });
    if (now) return { role: now.role, name: now.name ?? "" };
    await new Promise((done) => setTimeout(done, 50)); // a busy machine is behind with that element too
  }
  return { role: "", name: "" };
};
// a leap within the page moves the place from which Tab goes on, but only with the next frame that is drawn
const leapt = (page, href) =>
  page.waitForFunction(
    (to) => location.hash === to && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))),
    { timeout: 20000 },
    href,
  );

try {
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 640 });
  await page.goto(url, { waitUntil: "load" });
  const told = [];
  for (const { to, press, type, wait } of way) {
    let now = { role: "", name: "" }, stops = 0;
    for (; stops < MOST; stops++) {
      await page.keyboard.press("Tab");
      now = await heard(page);
      if (now.role === to.role && new RegExp(to.name, "i").test(now.name)) break;
    }
    if (stops === MOST) throw new Error(`nobody says ${to.role} ${to.name} at ${page.url()}`);
    const href = await page.evaluate(() => document.activeElement.getAttribute("href"));
    if (type) await page.keyboard.type(type, { delay: 20 });
    const leads = press && href && !href.startsWith("#");
    await Promise.all([leads ? page.waitForNavigation({ waitUntil: "load" }) : null, press ? page.keyboard.press(press) : null]);
    if (press && href?.startsWith("#")) await leapt(page, href);
    if (wait) await page.waitForSelector(wait, { visible: true, timeout: 20000 });
    told.push({ ...now, href, stops: stops + 1, at: new URL(page.url()).pathname });
  }
  console.log(JSON.stringify(told));
} finally {
  await browser.close();
}
process.exit();

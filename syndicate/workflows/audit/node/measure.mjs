// Measures a site in a real Chromium and tells, as JSON, what it found; it judges nothing.
// node measure.mjs < {"chromium", "profile", "address", "pages": [path, …], "only": "every" | "closely" | "lighthouse"}
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import puppeteer from "puppeteer-core";
import * as inpage from "./inpage.mjs";
import { axe, keyboard } from "./walk.mjs";

const { chromium, profile, address, pages, only } = JSON.parse(readFileSync(0, "utf8"));
const SLOW = 30000;
const browser = await puppeteer.launch({
  executablePath: chromium,
  userDataDir: profile,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ],
});

const phone = { width: 360, height: 640, isMobile: true, hasTouch: true };

/** Open a page with nothing kept from an earlier one; tell what it asked for, said and weighed. */
async function visit(page, path) {
  const session = await page.createCDPSession();
  const requests = new Map();
  const said = [];
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Log.enable");
  session.on("Network.requestWillBeSent", ({ requestId, request, type }) =>
    requests.set(requestId, { url: request.url, type, bytes: 0 }));
  // headers are not counted: a host of today sends them squeezed, this loopback does not
  session.on("Network.responseReceived", ({ requestId, response }) => {
    if (requests.has(requestId)) requests.get(requestId).bytes = -response.encodedDataLength;
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (requests.has(requestId)) requests.get(requestId).bytes += encodedDataLength;
  });
  session.on("Log.entryAdded", ({ entry }) => said.push(`${entry.level}: ${entry.text}`));
  const heard = (message) => said.push(`${message.type()}: ${message.text()}`);
  const failed = (error) => said.push(`error: ${error.message}`);
  page.on("console", heard).on("pageerror", failed);
  const response = await page.goto(address + path, { waitUntil: "load", timeout: SLOW });
  await wait(50);
  const found = {
    status: response.status(),
    ...(await page.evaluate(inpage.told)),
    cookies: (await session.send("Network.getCookies")).cookies.map((cookie) => cookie.name),
    first: await page.evaluate(inpage.first),
    requests: [...requests.values()].map((one) => ({ ...one, bytes: Math.max(0, one.bytes) })),
    said,
  };
  page.off("console", heard).off("pageerror", failed);
  await session.detach();
  return found;
}

/** Look at the open page in a narrow window, and with its text twice as large. */
async function stretched(page) {
  await page.setViewport({ width: 320, height: 640 });
  const narrow = await page.evaluate(inpage.wide);
  await page.setViewport({ width: 360, height: 640 });
  await page.evaluate(inpage.double);
  return { narrow, large: await page.evaluate(inpage.wide) };
}

/** Tell the words of the open page that it has with scripts and lacks without. */
async function withoutScript(page, path) {
  const running = await page.evaluate(inpage.words);
  await page.setJavaScriptEnabled(false);
  await page.goto(address + path, { waitUntil: "load", timeout: SLOW });
  const plain = new Set(await page.evaluate(inpage.words));
  await page.setJavaScriptEnabled(true);
  return [...new Set(running)].filter((word) => !plain.has(word));
}

async function ground(page, scheme) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

async function every() {
  const page = await browser.newPage();
  const found = {};
  for (const path of pages) {
    await page.setViewport(phone);
    found[path] = await visit(page, path);
    found[path].grounds = [await ground(page, "light"), await ground(page, "dark")];
    await page.emulateMediaFeatures([]);
    found[path].missing = found[path].requests.some(({ type }) => type === "Script") ? await withoutScript(page, path) : [];
    Object.assign(found[path], await stretched(page));
  }
  await page.close();
  return found;
}

async function closely() {
  const page = await browser.newPage();
  const found = {};
  for (const path of pages) {
    found[path] = { axe: await axe(page, address + path), keyboard: await keyboard(page, address + path) };
  }
  await page.close();
  return found;
}

/** Run Lighthouse as on a phone; a second time where the first fell short, since a busy machine is slow. */
async function lighthouse() {
  const { default: run } = await import("lighthouse");
  const { port } = new URL(browser.wsEndpoint());
  const flags = { port: Number(port), logLevel: "error", onlyCategories: ["performance", "accessibility", "best-practices", "seo"] };
  const found = {};
  for (const path of pages) {
    for (let time = 0; time < 2; time++) {
      const { lhr } = await run(address + path, flags);
      const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(100 * score)]));
      const audits = Object.values(lhr.audits);
      const told = {
        ...scores,
        lcp: lhr.audits["largest-contentful-paint"].numericValue,
        cls: lhr.audits["cumulative-layout-shift"].numericValue,
        failed: Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs)
          .filter(({ weight, id }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
          .map(({ id }) => id),
      };
      if (!found[path] || told.performance > found[path].performance) found[path] = told;
      if (Object.values(scores).every((score) => score >= 95)) break;
    }
  }
  return found;
}

try {
  console.log(JSON.stringify(await { every, closely, lighthouse }[only]()));
} finally {
  await browser.close();
}
process.exit();

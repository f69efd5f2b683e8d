// Two close looks at one page: axe-core in four combinations, and a walk through it by keyboard.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { focused } from "./inpage.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MOST_STOPS = 400;
const ASKED = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "color-contrast-enhanced": { enabled: true } }, // 7:1
  resultTypes: ["violations"],
};

/** Tell what axe faults at 360 and 1280 px, in light and dark: [rule, its tags, where, in which window]. */
export async function axe(page, address) {
  const found = [];
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const width of [360, 1280]) {
      await page.setViewport({ width, height: 800 });
      await page.goto(address, { waitUntil: "load" });
      await page.evaluate(AXE);
      const { violations } = await page.evaluate((asked) => window.axe.run(document, asked), ASKED);
      for (const { id, tags, nodes } of violations) {
        const kind = tags.includes("best-practice") ? "best-practice" : "wcag";
        found.push({ id, kind, where: nodes[0].target.join(" "), seen: nodes.length, window: `${width} ${scheme}` });
      }
    }
  }
  await page.emulateMediaFeatures([]);
  return found;
}

/** Walk through a page with Tab until it is over; tell what was wrong at which stop. */
export async function keyboard(page, address) {
  const wrong = new Set();
  let stops = 0;
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]); // no page still on its way
  for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 800 });
    await page.goto(address, { waitUntil: "load" });
    let last = -1;
    for (stops = 0; stops < MOST_STOPS; stops++) {
      await page.keyboard.press("Tab");
      const now = await page.evaluate(focused);
      if (now === null || (now.at === 0 && stops > 0)) break;
      if (stops === 0 && now.href !== "#main") wrong.add(`the first stop is no skip link: ${now.name}`);
      if (now.at === last) { wrong.add(`no way on from ${now.name}`); break; }
      if (!now.shown) wrong.add(`focus cannot be seen on ${now.name}`);
      if (!now.inside) wrong.add(`focus is off the screen on ${now.name}`);
      if (now.covered) wrong.add(`something covers ${now.name}`);
      if (now.ahead) wrong.add(`tabindex above 0 on ${now.name}`);
      last = now.at;
    }
    if (stops === MOST_STOPS) wrong.add(`no end after ${MOST_STOPS} stops`);
  }
  await page.goto(address, { waitUntil: "load" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => Boolean(document.activeElement.closest("main")) || !document.querySelector("main a, main button, main input"));
  await page.emulateMediaFeatures([]);
  if (!inside) wrong.add("the skip link does not lead into the text");
  return [...wrong];
}

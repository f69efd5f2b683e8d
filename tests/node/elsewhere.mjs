// Runs steps in a real Firefox over WebDriver BiDi: node elsewhere.mjs FOLDER-OF-PACKAGES FIREFOX PROFILE
// < [{"url": "...", "run": "the body of an async function"}, …]; tells, as JSON, what each returned.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, program, profile] = process.argv.slice(2);
const found = createRequire(`${folder}/package.json`).resolve("puppeteer-core");
const { default: puppeteer } = await import(pathToFileURL(found));
const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, userDataDir: profile });
try {
  const page = await browser.newPage();
  const told = [];
  for (const { url, run } of JSON.parse(readFileSync(0, "utf8"))) {
    await page.goto(url, { waitUntil: "load" });
    told.push(await page.evaluate(`(async () => { ${run} })()`));
  }
  console.log(JSON.stringify(told));
} finally {
  await browser.close();
}
process.exit();

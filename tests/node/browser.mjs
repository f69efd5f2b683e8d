// Visits pages with a real Chromium over its DevTools protocol and tells, as JSON, what each of them did.
// node browser.mjs CHROMIUM PROFILE-FOLDER < {"pages": [address, …], "ask": "an expression",
//   "first": [["Emulation.…", {…}], …] before all, "then": [["Input.…", {…}], …] on each page that has loaded}
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const [program, profile] = process.argv.slice(2);
const { pages, ask, first = [], then = [] } = JSON.parse(readFileSync(0, "utf8"));
const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-port=0",
  `--user-data-dir=${profile}`, "about:blank",
];
const chromium = spawn(program, flags, { stdio: "ignore" });
const gone = new Promise((done) => chromium.once("exit", done));

async function port() {
  for (let tries = 0; tries < 300; tries++) {
    try {
      const [found] = readFileSync(`${profile}/DevToolsActivePort`, "utf8").split("\n");
      if (found) return found;
    } catch {}
    await wait(100);
  }
  throw new Error("Chromium did not start within 30 seconds");
}

async function talk(address) {
  const socket = new WebSocket(address);
  await new Promise((open, fail) => Object.assign(socket, { onopen: open, onerror: fail }));
  const asked = new Map();
  const heard = new Set();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    if (!said.id) return heard.forEach((hear) => hear(said));
    const { done, fail } = asked.get(said.id);
    asked.delete(said.id);
    return said.error ? fail(new Error(said.error.message)) : done(said.result);
  };
  const send = (method, params = {}) =>
    new Promise((done, fail) => {
      asked.set(++last, { done, fail });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return { send, hear: (one) => heard.add(one), deaf: (one) => heard.delete(one) };
}

const KEPT = `(async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map((d) => d.name), ...(await caches.keys().catch(() => [])),
  ...(await navigator.serviceWorker?.getRegistrations() ?? []).map((r) => r.scope)])()`;
// how a page that was told to may say what its policy let happen
const VIOLATED = `window.violated = []; document.addEventListener("securitypolicyviolation", (e) =>
  window.violated.push(e.effectiveDirective + " " + e.blockedURI));`;

async function visit(browser, address) {
  const requests = [], said = [];
  let loaded;
  const load = new Promise((done) => (loaded = done));
  const hear = ({ method, params }) => {
    if (method === "Network.requestWillBeSent") requests.push(params.request.url);
    if (method === "Log.entryAdded") said.push(`${params.entry.level}: ${params.entry.text}`);
    if (method === "Runtime.consoleAPICalled") said.push(`${params.type}: ${params.args[0]?.value}`);
    if (method === "Runtime.exceptionThrown") said.push(params.exceptionDetails.text);
    if (method === "Page.loadEventFired") loaded();
  };
  browser.hear(hear);
  const { errorText } = await browser.send("Page.navigate", { url: address });
  if (errorText) throw new Error(`${address}: ${errorText}`);
  await Promise.race([load, wait(20000).then(() => { throw new Error(`${address}: no load event`); })]);
  await wait(50);
  const value = async (expression) =>
    (await browser.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })).result.value;
  const answers = [];
  for (const [method, params] of then) answers.push(await browser.send(method, params));
  const result = {
    answers,
    kept: address.startsWith("file:") ? [] : await value(KEPT),
    asked: ask ? await value(ask) : null,
    cookies: (await browser.send("Network.getAllCookies")).cookies.map((c) => c.name),
    violations: await value("window.violated"),
    requests, said,
  };
  browser.deaf(hear);
  return result;
}

try {
  const list = await (await fetch(`http://127.0.0.1:${await port()}/json`)).json();
  const browser = await talk(list.find((t) => t.type === "page").webSocketDebuggerUrl);
  for (const domain of ["Page", "Network", "Log", "Runtime"]) await browser.send(`${domain}.enable`);
  await browser.send("Page.addScriptToEvaluateOnNewDocument", { source: VIOLATED });
  for (const [method, params] of first) await browser.send(method, params);
  const told = {};
  for (const page of pages) told[page] = await visit(browser, page);
  await new Promise((done) => process.stdout.write(JSON.stringify(told), done));
} finally {
  chromium.kill("SIGTERM");
  const late = globalThis.setTimeout(() => chromium.kill("SIGKILL"), 5000);
  await gone;
  clearTimeout(late);
}

process.exit();

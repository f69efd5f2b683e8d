// Loaded before anything else: what listens here listens on this machine alone, and better-sqlite3, which would
// have to be compiled, is the SQLite of Node itself (sqlite.mjs).
import { registerHooks } from "node:module";
import net from "node:net";

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  const asked = typeof first === "object" ? first : { port: first };
  return listen.call(this, { ...asked, host: "127.0.0.1" }, ...rest.filter((one) => typeof one === "function"));
};

const url = new URL("./sqlite.mjs", import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === "better-sqlite3" ? { url, shortCircuit: true } : next(name, context),
});

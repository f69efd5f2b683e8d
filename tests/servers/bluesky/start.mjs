// A Bluesky network on this machine: a personal data server and the directory of identities, in memory; with the
// address of a PostgreSQL also the application's own server, which counts likes and tells of replies.
//
//     node --import ./preload.mjs start.mjs [postgresql://...]
//
// prints one line of JSON when it is ready, and for each line that it is told another one, once the application's
// server has taken in all that was written until then. It ends with its standard input.
import { TestBsky, TestBsync, TestPds, TestPlc, mockNetworkUtilities } from "@atproto/dev-env";
import net from "node:net";
import readline from "node:readline";
import { setTimeout } from "node:timers/promises";

const [database] = process.argv.slice(2);

async function freePort() {
  const server = net.createServer();
  await new Promise((ready) => server.listen(0, ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

async function appView(plc, pdsPort) {
  const key = "bsync-api-key";
  const bsync = await TestBsync.create({ apiKeys: [key], dbUrl: database, dbSchema: "bsync" });
  const view = await TestBsky.create({
    plcUrl: plc.url,
    pdsPort,
    repoProvider: `ws://localhost:${pdsPort}`,
    bsyncUrl: bsync.url,
    bsyncApiKey: key,
    dbPostgresUrl: database,
    dbPostgresSchema: "appview",
  });
  bsync.ctx.dataplaneClients = [view.ctx.dataplane];
  return view;
}

const plc = await TestPlc.create({});
const port = await freePort();
const view = database ? await appView(plc, port) : undefined;
const asked = view ? { bskyAppViewUrl: view.url, bskyAppViewDid: view.ctx.cfg.serverDid } : {};
const pds = await TestPds.create({ port, didPlcUrl: plc.url, ...asked });
mockNetworkUtilities(pds, view);

async function caughtUp() {
  const last = await pds.ctx.sequencer.curr();
  do {
    await setTimeout(5);
    await view.sub.processAll();
  } while (last && !((await view.sub.getCursor()) >= last));
}

console.log(JSON.stringify({ port: pds.port, counts: Boolean(view) }));
for await (const _ of readline.createInterface({ input: process.stdin })) {
  if (view) await caughtUp();
  console.log("{}");
}
process.exit(0);

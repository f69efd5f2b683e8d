// reads {module, table, texts, own} as JSON on stdin; says per text what the browser's guard finds
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const asked = JSON.parse(readFileSync(0, "utf-8"));
const { findings } = await import(pathToFileURL(asked.module));
const table = JSON.parse(readFileSync(asked.table, "utf-8"));
process.stdout.write(JSON.stringify(asked.texts.map((text) => findings(text, table, asked.own))));

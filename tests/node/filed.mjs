// Reads and writes texts as the browser editor does, under Node.js: node filed.mjs FOLDER-OF-PACKAGES < {"spec", "given": [{"text", "change"}]}
// `change` is laid over what a form holds of the text; told is what was read, and what is then written.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { filed } from "../../syndicate/editor/file.js";

const [folder] = process.argv.slice(2);
const { default: yaml } = await import(pathToFileURL(createRequire(`${folder}/package.json`).resolve("yaml")));
const input = [];
for await (const chunk of process.stdin) input.push(chunk);
const { spec, given } = JSON.parse(Buffer.concat(input).toString("utf8"));
const file = filed(spec, yaml);
const told = given.map(({ text, change }) => {
  try {
    // a file comes to the editor without the white space around it
    const { origin, ...read } = text === null ? {} : file.read(text.trim());
    const written = file.write({ origin, ...read, ...change });
    return { read, written: `${written.trim()}\n` };
  } catch (error) {
    return { refused: error.message };
  }
});
await new Promise((done) => process.stdout.write(JSON.stringify(told), done));

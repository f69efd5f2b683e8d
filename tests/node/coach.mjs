// reads {editor, lang, common, texts, answers} as JSON on stdin; says what the coach of the browser finds in each
// text, and the text and the address that the answers of the interview become
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const asked = JSON.parse(readFileSync(0, "utf-8"));
const ours = (name) => import(pathToFileURL(`${asked.editor}/${name}`));
const { coached, praised, sentences, titled } = await ours("coach.js");
const { address, composed } = await ours("answers.js");
const table = JSON.parse(readFileSync(`${asked.editor}/plain.json`, "utf-8"));
const common = new Set(asked.common);
const texts = asked.texts.map((text) => ({
  found: coached(text, asked.lang, table, common),
  sentences: sentences(text, table),
  titled: titled(text, table),
  praised: Object.fromEntries(["title", "card", "text"].map((kind) => [kind, praised(text, kind, asked.lang, table)])),
}));
const answers = asked.answers.map(([screens, said, point, title]) => {
  const { body, spans } = composed(screens, said, point);
  return { body, spans, address: address({ title }, body) };
});
process.stdout.write(JSON.stringify({ texts, answers }));

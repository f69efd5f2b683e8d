/**
 * Says what makes a text hard to read, in the browser, while it is written: the same sentences and words as
 * syndicate/rules/coach finds, from its own patterns and lists (plain.json). A finding is
 * { code, line, begin, sentence, said: {nl, en}, mend: {nl, en} }; lines count from 0, `begin` is the sentence's own
 * first words. The caller leaves out a text in which something may point at a patient.
 */

const SHOWN_FIRST = 6;
const made = new WeakMap();

/**
 * Return what is hard in the Markdown of an article: long sentences, hard words, abbreviations, the worst first.
 * `table` is the parsed plain.json, `lang` the language of the text, `common` the words that everybody meets.
 */
export function coached(text, lang, table, common = new Set()) {
  const found = sentences(text, table);
  const long = found
    .filter(({ words }) => words > table.longest)
    .sort((a, b) => b.words - a.words)
    .map((one) => finding("plain.sentence-longest", one, { count: one.words }, table));
  const spoken = table.spoken[lang.split("-")[0]];
  const looked = spoken ? [hardWords(found, spoken, table, common), abbreviations(found, spoken, table)] : [];
  const weight = (group) => group.length * table.found[group[0].code].weight;
  return [long, ...looked].filter((group) => group.length).sort((a, b) => weight(b) - weight(a)).flat();
}

/** Return what is wrong with a title: the finding of one that is too long, or nothing. */
export function titled(title, table) {
  const length = [...new Intl.Segmenter().segment(title.trim())].length;
  if (length <= table.title) return [];
  return [finding("plain.title", { line: 0, text: title }, { length }, table)];
}

/** Return a kind word for an answer, {nl, en}, or null: `kind` says what was asked (title, card or text). */
export function praised(text, kind, lang, table) {
  const said = text.trim();
  if (!said) return null;
  if (kind === "title") return said.endsWith("?") ? table.praise.asks : null;
  if (kind === "card") return table.praise.calls;
  const example = table.spoken[lang.split("-")[0]]?.example;
  if (example && regexp(example).test(said)) return table.praise.example;
  const found = sentences(said, table);
  const mean = found.reduce((all, one) => all + one.words, 0) / (found.length || 1);
  const short = found.length > 1 && mean <= table.mean && found.every((one) => one.words <= table.longest);
  return short ? table.praise.short : null;
}

/** Return the sentences of a Markdown text: [{line, words, text}], as syndicate/rules/plain.py does. */
export function sentences(text, table) {
  const { link, tag, marks, shortened, end, word } = compiled(table);
  const found = [];
  for (const { start, block } of blocks(text, table)) {
    const bare = block.replace(link, "$1").replace(tag, " ").replace(marks, "").replace(shortened, "$1");
    let begin = 0;
    for (const stop of [...[...bare.matchAll(end)].map((one) => one.index + one[0].length), bare.length]) {
      const sentence = bare.slice(begin, stop);
      const words = [...sentence.matchAll(word)].length;
      const lead = sentence.length - sentence.trimStart().length;
      if (words) found.push({ line: start + breaks(bare.slice(0, begin + lead)), words, text: sentence.trim() });
      begin = stop;
    }
  }
  return found;
}

/** The paragraphs and list items of a text, each with the line on which it starts. */
function blocks(text, table) {
  const { fence, notProse, item } = compiled(table);
  const found = [];
  let [block, fenced] = [[], false];
  [...text.split("\n"), ""].forEach((line, number) => {
    const fences = fence.test(line);
    const prose = line.trim() !== "" && !fences && !fenced && !notProse.test(line);
    const listed = prose ? item.exec(line) : null;
    if (block.length && (listed || !prose)) {
      found.push({ start: number - block.length, block: block.join("\n") });
      block = [];
    }
    if (prose) block.push(listed ? line.slice(listed[0].length) : line);
    fenced = fenced !== fences;
  });
  return found;
}

function hardWords(found, spoken, table, common) {
  const { word } = compiled(table);
  return unexplained(found, spoken, table, "plain.hard-word", function* look(text) {
    for (const { 0: said, index } of text.matchAll(word)) {
      const low = said.toLowerCase();
      const plain = forms(low, table).map((form) => own(spoken.better, form)).find(Boolean) ?? "";
      const named = index > 0 && said[0] !== said[0].toLowerCase();
      if (plain || (!named && learned(low, spoken, table, common))) yield [said, plain];
    }
  });
}

function abbreviations(found, spoken, table) {
  const { abbreviated } = compiled(table);
  return unexplained(found, spoken, table, "plain.abbreviation", function* look(text) {
    for (const [said] of text.matchAll(abbreviated)) {
      const word = said.replace(/s$/u, "");
      if (!table.known.includes(word)) yield [word, own(spoken.in_full, word) ?? ""];
    }
  });
}

/** Each word that `look` finds, once, with the sentence where it first stands, unless that says what it is. */
function unexplained(found, spoken, table, code, look) {
  const told = new Set();
  const hints = [];
  found.forEach((sentence, place) => {
    for (const [word, plain] of look(sentence.text)) {
      if (told.has(word.toLowerCase())) continue;
      told.add(word.toLowerCase());
      const around = [found[place - 1]?.text ?? "", sentence.text, found[place + 1]?.text ?? ""];
      if (explained(word, plain, around, spoken, table)) continue;
      const way = table.better[code][plain ? "known" : "unknown"];
      hints.push(finding(code, sentence, { word, better: filled(way, { word, plain }) }, table));
    }
  });
  return hints;
}

/** Whether the sentence of a word, the one before it or the one after it say what it is. */
function explained(word, plain, [before, text, after], spoken, table) {
  const spot = word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  const ending = `${spot}[\\p{L}\\p{N}_]{0,2}`;
  const bracketed = `\\([^()]{0,80}${table.bound}${ending}${table.bound}|${table.bound}${ending}[”’"']?\\s{0,3}\\(`;
  if (new RegExp(bracketed, "u").test(text) || regexp(spoken.cues).test(text)) return true;
  if (new RegExp(`^(?:${spoken.that.source})`, spoken.that.flags).test(after)) return true;
  if (new RegExp(spot + spoken.is, "u").test(text)) return true;
  return plain !== "" && `${before} ${text} ${after}`.toLowerCase().includes(plain.split(" (")[0].toLowerCase());
}

/** Whether a rare word is made as learned words are. */
function learned(word, spoken, table, common) {
  if (word.length < table.shortest_learned || !/^\p{L}+$/u.test(word)) return false;
  const all = forms(word, table);
  const shaped = all.some((form) => spoken.ends.some((end) => form.endsWith(end)));
  if (!shaped && !table.starts.some((start) => word.startsWith(start))) return false;
  return !all.some((form) => met(form, common));
}

/** Whether everybody meets a word, or the last part of a word that is put together. */
function met(word, common) {
  const starts = Math.max(1, word.length - 5);
  return [...Array(starts).keys()].some((start) => common.has(word.slice(start)));
}

function forms(word, table) {
  return [word, ...table.inflected.filter((end) => word.endsWith(end)).map((end) => word.slice(0, -end.length))];
}

function finding(code, { line, text }, facts, table) {
  const { said, mend } = table.found[code];
  const sentence = shown(text, table);
  const first = sentence.split(" ");
  const begin = first.length > SHOWN_FIRST ? `${first.slice(0, SHOWN_FIRST).join(" ")} …` : sentence;
  return { code, line, begin, sentence, said: filled(said, facts), mend: filled(mend, facts) };
}

/** A sentence in one line without its full stop, cut where it is long. */
function shown(text, table) {
  const line = text.split(/\s+/u).filter(Boolean).join(" ").replace(/\.+$/u, "");
  const signs = [...line];
  if (signs.length <= table.shown) return line;
  const cut = signs.slice(0, table.shown).join("");
  return `${cut.slice(0, cut.lastIndexOf(" ") < 0 ? cut.length : cut.lastIndexOf(" "))} …`;
}

function filled(said, facts) {
  const one = (lang) => said[lang].replace(/\{(\w+)\}/gu, (_, name) => facts[name]?.[lang] ?? facts[name] ?? "");
  return { nl: one("nl"), en: one("en") };
}

const own = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);
const breaks = (text) => text.split("\n").length - 1;
const regexp = ({ source, flags }) => new RegExp(source, flags);

function compiled(table) {
  if (!made.has(table)) {
    const { fence, not_prose: notProse, item, ...anywhere } = table.shapes;
    const first = ({ source, flags }) => new RegExp(`^(?:${source})`, flags);
    const all = Object.entries(anywhere).map(([name, { source, flags }]) => [name, new RegExp(source, `g${flags}`)]);
    made.set(table, { fence: first(fence), notProse: first(notProse), item: first(item), ...Object.fromEntries(all) });
  }
  return made.get(table);
}

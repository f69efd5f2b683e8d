/**
 * The text below the fields, after a rich text editor had it: what the editor only wrote in another way (`_so_`
 * for `*so*`, wider lines in a table) goes back to how the author wrote it, line by line.
 */

const RULED = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/u;

/** The empty lines of a new text hold this sign, or the editor would leave them out. */
const LINE = /^\u200b+/gmu;

/** Return the text as it now is, with every line that says the same as one of `was` as that one was written. */
export function settled(now, was) {
  const before = new Map();
  keyed(was).forEach(({ key, line }) => before.set(key, [...(before.get(key) ?? []), line]));
  const lines = keyed(closed(filled(now))).map(({ key, line }) => before.get(key)?.shift() ?? line);
  return lines.join("\n");
}

/** A text without the signs of lines that wait for words, and without those that nobody wrote on. */
function filled(text) {
  return text.includes("\u200b") ? text.replace(LINE, "").replace(/\n{3,}/gu, "\n\n").trimEnd() : text;
}

/** A short form holds its marks close, with no empty line between. */
function closed(text) {
  return text.replace(/^(:::[ \t]*\S[^\n]*\n)\n+/gmu, "$1").replace(/\n\n+(?=:::[ \t]*$)/gmu, "\n");
}

/** Each line with what tells it apart: its words, and of a table's rule the line above it. */
function keyed(text) {
  let above = "";
  return text.split("\n").map((line) => {
    const plain = upright(line.trimEnd());
    const key = RULED.test(plain) && above.includes("|") ? `${above}\n${plain.split("|").filter(Boolean).length}` : plain;
    above = plain;
    return { key, line };
  });
}

/** A line with *so* for _so_, and with bold words that run through a link in one piece. */
function upright(line) {
  return line
    .replace(/(?<![\p{L}\p{N}_\\])_(?=\S)([^_\n]*[^\s_\\])_(?![\p{L}\p{N}_])/gu, "*$1*")
    .replace(/\*\*( *)\[\*\*/gu, "$1[")
    .replace(/\*\*\]\(([^)\s]*)\)\*\*/gu, "]($1)");
}

/** The answers of the interview as one text, and as the address at which the editor shows them in its form. */

const ITEM = /^(?:[-*+]|\d{1,3}[.)])\s/u;

/**
 * Return { body, spans }: the text under its questions, and of each screen the lines of its answer, [from, to).
 * `screens` are those of the text: {heading, card}. Unanswered, it is the text with which the form begins.
 */
export function composed(screens, answers, point) {
  const lines = [];
  let above = "";
  const spans = screens.map(({ heading, card }, place) => {
    if (heading !== above) lines.push(`## ${heading}`, "");
    above = heading;
    const said = (answers[place] ?? "").trim().split("\n").map((line) => line.trimEnd().replace(/^\s*•\s*/u, "- "));
    if (card) lines.push(`::: ${card}`);
    const from = lines.length;
    lines.push(...(card ? points(said, point) : said[0] ? paragraphs(said) : []));
    const to = lines.length;
    lines.push(...(card ? [":::", ""] : [""]));
    return [from, to];
  });
  return { body: lines.join("\n"), spans };
}

/** Whoever presses Enter means a new paragraph; the points of a list stay together. */
function paragraphs(said) {
  const apart = (line, before) => line && before && !(ITEM.test(line) && ITEM.test(before));
  return said.flatMap((line, at) => (apart(line, said[at - 1]) ? ["", line] : [line]));
}

function points(said, point) {
  const full = said.map((line) => line.trim()).filter(Boolean);
  return full.length ? full.map((line) => (ITEM.test(line) ? line : `- ${line}`)) : [point];
}

/** Return where the editor opens a new article with these fields (a line each) and this text, below admin/. */
export function address(fields, body) {
  // the editor takes what stands between < and > out of a text that comes this way
  const kept = body.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const lines = Object.entries(fields).map(([name, value]) => [name, value.trim().split(/\s+/u).join(" ")]);
  const asked = [...lines.filter(([, value]) => value), ["body", kept]];
  const query = asked.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `#/collections/articles/new?${query.join("&")}`;
}

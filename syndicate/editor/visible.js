/** A text as a reader sees it: the same as syndicate/rules/secrecy/visible.py. */

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;
const DASHES = /[\u2010-\u2015\u2212]/gu;
const INSIDE =
  /<\/?(?:b|i|em|strong|u|s|mark|small|span|sub|sup)>|(?<=[\p{L}\p{N}_])\*{1,3}(?=[\p{L}\p{N}_])/gu;
const PARAGRAPHS = /(\n[ \t>]*\n)/u;
const COMMENT = /<!--(?<inside>[^]{0,2000}?)-->(?<goesOn>[\p{L}\p{N}_]*)/gu;
const INLINE =
  /<\/?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr)(?:\s[^<>]{0,1000})?\/?>/giu;
const LINKED = /\[(?<words>[^[\]]{1,500})\](?:\([^()\n]{0,1000}\)|\[[^[\]\n]{0,200}\])/gu;
const ESCAPE = /\\(?=[^\p{L}\p{N}_\s])|(?<=\p{L})\\(?=\p{L})/gu;
const ENTITY = /&(?:#(?<ten>[0-9]{1,7})|#[xX](?<sixteen>[0-9a-fA-F]{1,6})|(?<name>[A-Za-z][A-Za-z0-9]{1,30}));/gu;
const NO_SIGN = /^[\u0001-\u0008\u000b\u000e-\u001f\u007f\p{Noncharacter_Code_Point}]$/u;
// Of the names of HTML those that stand for a sign of numbers and addresses, a space or a dash, or for nothing.
const NAMED = {
  amp: "&", AMP: "&", apos: "'", ast: "*", bsol: "\\", colon: ":", comma: ",", commat: "@", equals: "=", excl: "!",
  grave: "`", gt: ">", GT: ">", lbrack: "[", lcub: "{", lowbar: "_", lpar: "(", lsqb: "[", lt: "<", LT: "<",
  num: "#", percnt: "%", period: ".", plus: "+", quest: "?", quot: '"', QUOT: '"', rbrack: "]", rcub: "}",
  rpar: ")", rsqb: "]", semi: ";", sol: "/", verbar: "|", vert: "|",
  emsp: " ", ensp: " ", hairsp: " ", nbsp: " ", NewLine: " ", NonBreakingSpace: " ", numsp: " ", puncsp: " ",
  Tab: " ", thinsp: " ", ThinSpace: " ",
  dash: "-", horbar: "-", hyphen: "-", mdash: "-", minus: "-", ndash: "-",
  lrm: "", NoBreak: "", rlm: "", shy: "", ZeroWidthSpace: "", zwj: "", zwnj: "",
};
const ACCENTED = /^(?<letter>[A-Za-z])(?<accent>acute|grave|circ|uml|tilde|cedil|ring|caron)$/u;
const ACCENTS = {
  acute: "\u0301", grave: "\u0300", circ: "\u0302", uml: "\u0308",
  tilde: "\u0303", cedil: "\u0327", ring: "\u030a", caron: "\u030c",
};

/** One form per digit, dash and space, no invisible signs; lines stay lines. */
export function legible(text) {
  const plain = text.normalize("NFKC").replace(INVISIBLE, "").replace(DASHES, "-");
  return plain.replace(/(?![0-9])\p{Nd}/gu, (sign) => String(valueOf(sign.codePointAt(0))));
}

/** A text without the marks inside its words. */
export function unmarked(text) {
  return text.replace(INSIDE, "");
}

/** Each paragraph that a page shows otherwise than it is written: [{text, line}], lines from 0. */
export function bare(text) {
  let line = 0;
  return text.split(PARAGRAPHS).flatMap((written) => {
    const first = line;
    line += breaks(written);
    const words = written
      .replace(COMMENT, (...match) => match.at(-1).goesOn + "\n".repeat(breaks(match.at(-1).inside)))
      .replace(INLINE, "")
      .replace(LINKED, "$<words>")
      .replace(ESCAPE, "");
    const shown = legible(words.replace(ENTITY, (...match) => read(match[0], match.at(-1))));
    return shown === written ? [] : [{ text: shown, line: first }];
  });
}

/** How many lines a text goes on for. */
export function breaks(text) {
  return text.split("\n").length - 1;
}

/** What an entity stands for; one that is not known stays as it is written. */
function read(entity, { ten, sixteen, name }) {
  if (name === undefined) return signOf(ten === undefined ? parseInt(sixteen, 16) : Number(ten));
  const { letter, accent } = ACCENTED.exec(name)?.groups ?? {};
  const whole = letter && (letter + ACCENTS[accent]).normalize("NFC");
  if (whole?.length === 1) return whole;
  return Object.hasOwn(NAMED, name) ? NAMED[name] : entity;
}

/** The sign of a number, as HTML reads it: 128 to 159 are those of Windows. */
function signOf(code) {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
  const old = code >= 0x80 && code <= 0x9f;
  const sign = old ? new TextDecoder("windows-1252").decode(Uint8Array.of(code)) : String.fromCodePoint(code);
  if (NO_SIGN.test(sign)) return "";
  return /^(?!\ufeff)\s$/u.test(sign) ? " " : sign;
}

/** The value of a digit of any script: they stand in tens, from 0 on. */
function valueOf(code) {
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

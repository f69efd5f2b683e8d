/**
 * Looks for what leads to one person, in the browser, before a text is saved: the formal level of
 * syndicate/rules/secrecy, from the same table (identifiers.json). A finding says where and what, never
 * which: it holds no value.
 *
 * One thing differs from Python: telephone numbers of other countries are found by patterns (with + or 00),
 * not by libphonenumber. What belongs to the practice itself is not known here either; `own` may name it.
 */

import { bare, breaks, legible, unmarked } from "./visible.js";

const BLANK = "§";
const ADDRESS =
  /https?:\/\/(?<host>[^\s<>"'`()[\]/:?#]{1,253})[^\s<>"'`)\]]{0,2000}/giu;
const YEAR_OR_DAY =
  /^(?:(?:19|20)[0-9]{2}(?: ?[-/] ?(?:19|20)[0-9]{2})?|[0-9]{1,2}([./-])[0-9]{1,2}\1(?:19|20)[0-9]{2})$/u;
// How lines read on: the same as syndicate/rules/secrecy/flow.py
const LINE =
  /(?<head>[ \t]*(?:>[ \t]*)*)(?<said>[^\r\n\v\f\x85\u2028\u2029]*)(?:\r\n?|[\n\v\f\x85\u2028\u2029]|$)/dgu;
const HARD = /(?:\\|<br ?\/?>)$/iu;
const WORDY = /[0-9A-Za-z\u{c0}-\u{10ffff}]/u;
const HEADING = /^#{1,6}[ \t]/u;
const NUMBERED = /^(?<number>[0-9]{1,9})[.)][ \t]/u;
const APART = /^(?:[-*+•·][ \t]|#{1,6}[ \t]|\||```|~~~|:[ \t]|\[[^\]]{1,80}\](?::|[ \t]*$))/u;
const FIELD = /^["']?[A-Za-z_][A-Za-z0-9_.-]{0,60}["']?[ \t]?[:=](?:[ \t]|$)/u;
const ADDRESSED = /[ ][0-9]{1,3}[ ]?[A-Za-z]?,[ ]?[A-ZÀ-Þ][A-Za-zÀ-ɏ'-]{1,30}$/u;
const BLOCK_TAG =
  /^<(?!\/?(?:a|abbr|b|bdi|br|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|time|u)(?![a-z0-9]))[a-z\/!]/iu;
const HYPHENATED = /[0-9A-Za-z\u{c0}-\u{10ffff}]-$/u;
const made = new WeakMap();

/**
 * Return what may identify a patient in a text: [{kind, line, said: {nl, en}}], one a line and kind.
 * `table` is the parsed identifiers.json. `own` holds texts with the practice's own data (telephone,
 * address, e-mail), which are no finding. Lines count from 1.
 */
export function findings(text, table, own = []) {
  const known = new Set(own.flatMap((words) => keysOf(legible(words), table)));
  const plain = unmarked(legible(text));
  const seen = new Set();
  const found = [];
  for (const part of [{ text: plain, line: 0 }, ...bare(plain)]) {
    const flow = flowing(part.text);
    for (const { kind, start, key } of traces(flow.text, table)) {
      const line = 1 + part.line + breaks(part.text.slice(0, flow.origin(start)));
      if (known.has(key) || seen.has(`${kind} ${line}`)) continue;
      seen.add(`${kind} ${line}`);
      found.push({ kind, line, said: { ...table.kinds[kind] } });
    }
  }
  return found.sort((a, b) => a.line - b.line);
}

/** The keys of the practice's own data, in every way that a text may shorten them. */
function keysOf(words, table) {
  const { recognisers, checks } = compiled(table);
  const keys = traces(words, table).map((trace) => trace.key);
  const short = keys.filter((key) => key.startsWith("+31")).flatMap((key) => [key.slice(-6), key.slice(-7)]);
  const home = `adres: ${words}`;
  const streets = recognisers
    .filter((one) => one.check === "street")
    .flatMap((one) => recognised(one, home, lowered(home), table, checks));
  return [...keys, ...short, ...streets.map((trace) => trace.key)];
}

/** A legible text with one space for each line break inside a paragraph, and where each sign stood before. */
function flowing(text) {
  const seams = [];
  let [flow, last, before] = ["", 0, null];
  for (const line of linesOf(text)) {
    if (before && readsOn(before, line)) {
      const end = trimmed(before.said);
      flow += text.slice(last, before.begin + end.length) + (HYPHENATED.test(end) ? "" : " ");
      last = line.begin;
      seams.push({ at: flow.length, shift: last - flow.length });
    }
    before = line;
  }
  const origin = (at) => at + (seams.findLast((seam) => seam.at <= at)?.shift ?? 0);
  return { text: flow + text.slice(last), origin };
}

function linesOf(text) {
  let [listed, inside] = [false, false];
  return [...text.matchAll(LINE)].map(({ groups, indices }) => {
    const { head, said } = groups;
    const number = NUMBERED.exec(said)?.groups.number;
    const numbered = number !== undefined && (listed || !inside || Number(number) === 1);
    inside = WORDY.test(said);
    listed = inside && (numbered || listed);
    return { said, begin: indices.groups.said[0], depth: head.split(">").length, numbered };
  });
}

/** Whether a line goes on with the sentence of the one before it. */
function readsOn(before, line) {
  if (line.numbered || line.depth > before.depth || APART.test(line.said) || BLOCK_TAG.test(line.said)) return false;
  if (FIELD.test(before.said) && FIELD.test(line.said)) return false;
  if (HEADING.test(before.said) || before.said.startsWith("|")) return false;
  if (before.said.includes("|") && line.said.includes("|")) return false;
  return !ADDRESSED.test(trimmed(before.said)) && WORDY.test(before.said) && WORDY.test(line.said);
}

/** A line without what ends it: spaces, a backslash, <br>. */
function trimmed(said) {
  const cut = (words) => words.slice(0, words.search(/[ \t]*$/u));
  return cut(cut(said).replace(HARD, ""));
}

/** Small letters, sign for sign: İ alone would become two. */
function lowered(text) {
  return text.replaceAll("İ", "I").toLowerCase();
}

function traces(text, table) {
  const { recognisers, publications, checks } = compiled(table);
  text = withoutPublications(text, table.hosts, publications);
  let low = lowered(text);
  const found = [];
  for (const one of recognisers) {
    if (one.signs && !one.signs.some((sign) => low.includes(sign))) continue;
    const fresh = recognised(one, text, low, table, checks);
    found.push(...fresh.filter((trace) => trace.key));
    text = blanked(text, fresh);
    low = blanked(low, fresh);
  }
  return found.sort((a, b) => a.start - b.start || (a.kind < b.kind ? -1 : 1));
}

function compiled(table) {
  if (!made.has(table)) {
    made.set(table, {
      recognisers: table.recognisers.map((row) => recogniser(row, table.parts)),
      publications: new RegExp(table.publications.join("|"), "gu"),
      venue: around(table.public.venue, table.parts),
      person: around(table.public.person, table.parts),
      checks: checksWith(table),
    });
  }
  return made.get(table);
}

function around(pattern, parts, before = "", after = "") {
  return pattern ? new RegExp(before + spelledOut(pattern, parts).toLowerCase() + after, "u") : null;
}

function recogniser(row, parts) {
  const written = spelledOut(row.pattern, parts);
  return {
    ...row,
    pattern: new RegExp(row.case ? written : written.toLowerCase(), "dgu"),
    before: around(row.before, parts, "(?:", ")$"),
    after: around(row.after, parts, "^(?:", ")"),
    near: around(row.near, parts),
    within: row.within ?? 0,
    least: row.least ?? 0,
  };
}

function spelledOut(pattern, parts) {
  let full = pattern;
  while (/«[a-zA-Z_]+»/u.test(full)) full = full.replace(/«([a-zA-Z_]+)»/gu, (_, name) => parts[name]);
  return full;
}

function withoutPublications(text, hosts, publications) {
  const gap = (match) => BLANK.repeat(match.length);
  const plain = text.replace(ADDRESS, (match, name) => {
    const host = name.toLowerCase();
    return hosts.some((known) => host === known || host.endsWith(`.${known}`)) ? gap(match) : match;
  });
  const spans = [...lowered(plain).matchAll(publications)];
  return blanked(plain, spans.map((m) => ({ start: m.index, end: m.index + m[0].length })));
}

/** A text without these stretches, which lie in order. */
function blanked(text, spans) {
  let [done, at] = ["", 0];
  for (const { start, end } of spans) {
    const from = Math.max(at, start);
    done += text.slice(at, from) + BLANK.repeat(Math.max(0, end - from));
    at = Math.max(at, end);
  }
  return done + text.slice(at);
}

function recognised(one, text, low, table, checks) {
  const found = [];
  for (const match of (one.case ? text : low).matchAll(one.pattern)) {
    let [start, end] = match.indices.groups.value;
    if (one.check === "iban97") end = endOfIban(text, start, end, table.iban_lengths);
    if (one.check === "street") start = startOfWord(text, start);
    const value = text.slice(start, end);
    if (digitsOf(value).length < one.least || !fits(one, low, start, end, table)) continue;
    const key = checks[one.check](value, match.groups);
    if (key !== null) found.push({ kind: one.kind, start, end, key });
  }
  return found;
}

/** Tell whether what stands around a stretch lets it be a trace. */
function fits(one, low, start, end, table) {
  if (one.before?.test(low.slice(Math.max(0, start - 40), start))) return false;
  if (one.after?.test(low.slice(end, end + 40))) return false;
  if (one.near && !one.near.test(low.slice(Math.max(0, start - one.within), end + one.within))) return false;
  if (one.venue && isPublic(low, start, end, compiled(table))) return false;
  return !one.shaped || groupedAsOne(low, start, end);
}

/** Whether an address is that of a place where everybody comes, and nobody is spoken of beside it. */
function isPublic(low, start, end, { venue, person }) {
  const from = Math.max(0, start - 90);
  const said = low.slice(from, start).split(/(?<! st)[.!?;]\s|\n/u).at(-1);
  return venue.test(said) && !person.test(low.slice(from, end + 60));
}

/** Nine digits written as one number: one kind of separator, no odd groups. */
function groupedAsOne(text, start, end) {
  const number = text.slice(start, end);
  const separators = new Set(number.replace(/[0-9]/gu, ""));
  if (separators.size === 0) return true;
  if (separators.size > 1) return false;
  const [separator] = separators;
  const sizes = number.split(separator).map((group) => group.length);
  const before = text[start - 1] === separator && /[0-9]/u.test(text[start - 2] ?? "");
  const after = text[end] === separator && /[0-9]/u.test(text[end + 1] ?? "");
  const longer = separator !== " " && (before || after);
  return !longer && (Math.min(...sizes) >= 2 || Math.max(...sizes) === 1);
}

/** Where an account number ends: every country has one length, and a sentence goes on. */
function endOfIban(text, start, end, lengths) {
  let wanted = lengths[text.slice(start, start + 2).toUpperCase()] ?? 0;
  for (let at = start; at < end; at += 1) {
    if (/[\p{L}\p{N}]/u.test(text[at])) wanted -= 1;
    if (wanted === 0) return /^[\p{L}\p{N}]/u.test(text.slice(at + 1)) ? start : at + 1;
  }
  return start;
}

/** Where the word begins of which a pattern found the end (straat). */
function startOfWord(text, start) {
  const least = Math.max(0, start - 40);
  while (start > least && /[\p{L}'’-]/u.test(text[start - 1])) start -= 1;
  return start;
}

function digitsOf(value) {
  return value.replace(/[^0-9]/gu, "");
}

function compact(value) {
  return value.replace(/[^A-Za-z0-9]/gu, "").toUpperCase();
}

/** The eleven-test of the citizen service number. */
function bsn11(value) {
  const digits = digitsOf(value).padStart(9, "0");
  if (digits.length !== 9 || /^0+$/u.test(digits)) return null;
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0 ? digits : null;
}

/** ISO 13616: mod 97 of the number with its first four signs last, letters as 10 to 35. */
function iban97(value) {
  const number = compact(value);
  let rest = 0;
  for (const sign of number.slice(4) + number.slice(0, 4)) {
    const digits = String(parseInt(sign, 36));
    rest = Number(`${rest}${digits}`) % 97;
  }
  return number && rest === 1 ? number : null;
}

/** A number that a word beside it calls a patient's; a word in small letters is a word, a year or day is that. */
function numbered(value) {
  const letters = /^([A-Za-z]+) /u.exec(value)?.[1] ?? "";
  if (letters !== letters.toUpperCase() || YEAR_OR_DAY.test(value)) return null;
  return compact(value);
}

function checksWith(table) {
  const publicPhones = new RegExp(table.public_phones, "u");
  return {
    bsn11,
    called: (value) => digitsOf(value).padStart(9, "0"),
    compact,
    iban97,
    numbered,
    unlabelled: (value) => {
      const digits = digitsOf(value);
      return digits.length === 9 && bsn11(digits) ? null : numbered(value);
    },
    // nobody born before 1900 is anybody's patient
    date: (value) => {
      const year = /(?<![0-9])[0-9]{4}(?![0-9])/u.exec(value);
      return year && Number(year[0]) < 1900 ? null : value.toLowerCase();
    },
    email: (value) => value.toLowerCase(),
    postcode: (value, { digits, house }) => {
      const written = [...value.matchAll(/([0-9]{4})[ _-]?([A-Za-z]{2})/gu)];
      const letters = written.find((match) => match[1] === digits)?.[2] ?? "";
      const small = table.words_after_numbers.includes(letters);
      const never = table.never_postcode.includes(letters.toUpperCase());
      return small || never ? null : `${digits}${letters.toUpperCase()} ${house}`;
    },
    street: (value, { street, house }) => {
      const words = (street ?? (house ? value.slice(0, value.indexOf(house)) : value)).toLowerCase().match(/\p{L}+/gu);
      return words ? `${words.at(-1)} ${house ?? ""}` : null;
    },
    phone: (value) => phone(value, publicPhones),
    spelled: (value) => spelled(value, table.digit_words, publicPhones),
    plate: (value) => {
      const groups = (value.match(/[A-Za-z]+/gu) ?? []).map((group) =>
        group === group.toUpperCase() ? group : group.toLowerCase(),
      );
      return groups.some((group) => table.no_plate.includes(group)) ? null : compact(value);
    },
  };
}

/** A telephone number of which digits are written as words; tens count as two digits. */
function spelled(value, words, publicPhones) {
  const parts = value.toLowerCase().match(/\p{L}+|[0-9]+/gu) ?? [];
  const isDigits = (part) => /^[0-9]/u.test(part);
  const sizes = parts.map((part) => (part in words ? 1 : isDigits(part) ? part.length : 2));
  const size = sizes.reduce((all, one) => all + one, 0);
  if (size < 8 || size > 11) return null;
  if (!parts.every((part) => part in words || isDigits(part))) return parts.join(" ");
  return phone(parts.map((part) => words[part] ?? part).join(""), publicPhones);
}

/** +31612345678 of a telephone number, "" of a public one; six or seven digits stay as they are. */
function phone(value, publicPhones) {
  if (/^\+ ?[0-9]{1,3}(?:\.[0-9]{3})+$/u.test(value)) return null;
  const plain = value.replaceAll("(0)", "").replace(/nul[ -]?zes/giu, "06").replace(/o/giu, "0");
  const digits = digitsOf(plain);
  let key = `+31${digits.replace(/^0/u, "")}`;
  if (plain.startsWith("+")) key = `+${digits}`;
  else if (digits.startsWith("00")) key = `+${digits.slice(2)}`;
  else if (/^31[0-9]{9}$/u.test(digits)) key = `+${digits}`;
  else if (!digits.startsWith("0") && digits.length !== 9) return digits.startsWith("116") ? "" : digits;
  key = key.replace(/^\+310/u, "+31");
  return publicPhones.test(key) ? "" : key;
}

/**
 * One text of the practice, between the file in which it lies and the fields of a form. What nobody changed in
 * the form stays in the file as it was written: every other line, its order, its comments. So whoever reads a
 * change reads that change alone. Values are texts, as syndicate/content/front_matter.py reads them.
 */

import { settled } from "./body.js";

export const ORIGIN = "origin";
const FENCED = /^---[ \t]*\n(?<head>[^]*?\n)??(?:---|\.\.\.)[ \t]*(?:\n(?<rest>[^]*))?$/u;
const NOTHING = new Set([null, undefined, "", "~", "null", "Null", "NULL"]);
const fold = (value) => (typeof value === "string" ? value.trim().split(/\s+/u).join(" ") : value);
const list = (value, signs) => {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [value];
  const sign = [...signs].find((one) => value.includes(one)) ?? "\n";
  return value.split(sign);
};
const named = (names) => (item) => {
  if (typeof item !== "string") return item;
  const cells = item.split("|");
  return Object.fromEntries(names.map((name, at) => [name, cells.length === names.length ? cells[at] : at ? "" : item]));
};
const SHAPES = {
  texts: (value) => list(value, "\n").map(fold),
  tags: (value) => list(value, "\n;,").map(fold),
  people: (value) => list(value, "\n;,").map(fold),
  consents: (value) => list(value, "\n;,").map(fold),
  sources: (value) => list(value, "\n").map(named(["title", "publisher", "year", "url"])),
  teasers: (value) => list(value, "\n").map(named(["text"])),
  season: (value) => (typeof value === "object" ? `${value.first_week}-${value.last_week}` : fold(value)),
  focus: (value) => (Array.isArray(value) ? value.join(" ") : fold(value)),
  picture: (value) => `/${fold(value).replace(/^\{static\}/u, "").replace(/^\/+/u, "")}`,
  yes: (value) => ["true", "yes", "ja", true].includes(typeof value === "string" ? value.toLowerCase() : value),
};

/**
 * Return { read, write } for the files of one collection. `spec.fields` has the kind of each field of its form,
 * `spec.aliases` other names of a field, `spec.topics` the name of each topic by its id; `yaml` is the library.
 */
export function filed(spec, yaml) {
  const shape = (name, value) => clean((SHAPES[spec.fields[name]] ?? fold)(value));
  const kind = (name) => (spec.topics && name === "topic" ? (value) => spec.topics[value] ?? value : (value) => value);

  function parsed(text) {
    const parts = FENCED.exec(text)?.groups;
    if (!parts) throw new Error("This text has no fields above it that a form could show.");
    const head = parts.head ?? "";
    const doc = yaml.parseDocument(head, { schema: "failsafe" });
    const items = doc.contents === null ? [] : doc.contents.items;
    if (doc.errors.length || !Array.isArray(items)) throw new Error("The fields of this text cannot be read.");
    const pairs = new Map();
    for (const { key, value } of items) {
      const plain = String(key.value).trim().toLowerCase().replaceAll("-", "_");
      const name = spec.aliases[plain] ?? plain;
      const end = value?.range ? Math.max(value.range[1] - 1, key.range[1]) : key.range[1];
      const stop = head.indexOf("\n", end) + 1 || head.length;
      const given = value === null ? "" : value.toJS(doc);
      pairs.set(name, { written: key.value, from: key.range[0], stop, given, flow: value?.flow === true });
    }
    return { head, pairs, rest: parts.rest ?? "" };
  }

  /** What a form shows of a text: a status that nobody wrote is a draft's, and is written once it is saved. */
  const read = (text) => ({ ...defaulted(spec), ...held(text) });

  function held(text) {
    const { pairs, rest } = parsed(text);
    const value = { [ORIGIN]: text, body: rest.trim() };
    for (const name of Object.keys(spec.fields)) {
      const pair = pairs.get(name);
      const shaped = pair && !NOTHING.has(pair.given) ? kind(name)(shape(name, pair.given)) : undefined;
      if (shaped !== undefined) value[name] = shaped;
    }
    return value;
  }

  function write(value) {
    const origin = value[ORIGIN] || "---\n---\n";
    const was = held(origin);
    const { head, pairs, rest } = parsed(origin);
    let [made, at, added] = ["", 0, ""];
    const places = new Map([...pairs].sort(([, a], [, b]) => a.from - b.from));
    for (const name of Object.keys(spec.fields).filter((one) => !places.has(one))) places.set(name, null);
    for (const [name, pair] of places) {
      if (!(name in spec.fields)) continue;
      const now = clean(value[name]);
      if (alike(now, was[name])) continue;
      const line = now === undefined ? "" : lines(pair?.written ?? name, outward(spec.fields[name], now), pair?.flow);
      if (!pair) added += line;
      else [made, at] = [made + head.slice(at, pair.from) + line, pair.stop];
    }
    const body = settled((value.body ?? "").trim(), was.body);
    const text = body === was.body ? rest : `\n${body}\n`;
    return `---\n${made}${head.slice(at)}${added}---\n${text}`;
  }

  function lines(name, value, flow) {
    // as texts, so that 2024 is written without quotes; only what would be read as nothing gets them
    const doc = new yaml.Document({ [name]: value }, { schema: "failsafe", customTags: ["null"] });
    if (flow) doc.get(name, true).flow = true;
    return doc.toString({ lineWidth: 0, flowCollectionPadding: false });
  }

  return { read, write };
}

const defaulted = (spec) => (spec.fields.status === "status" ? { status: "draft" } : {});

/** A picture stands in a file as our own tasks write it; what is no text becomes one. */
function outward(kind, value) {
  if (kind === "picture") return value.replace(/^\/+/u, "");
  if (kind === "yes") return value ? "true" : "false";
  return value;
}

/** A value without what is empty in it; undefined where nothing is left. */
function clean(value) {
  if (typeof value === "string") return value.trim() || undefined;
  if (Array.isArray(value)) {
    const kept = value.map(clean).filter((item) => item !== undefined);
    return kept.length ? kept : undefined;
  }
  if (value === null || typeof value !== "object") return value ?? undefined;
  const kept = Object.entries(value).map(([name, item]) => [name, clean(item)]);
  const full = kept.filter(([, item]) => item !== undefined);
  return full.length ? Object.fromEntries(full) : undefined;
}

/** Whether two values say the same, in whatever order their parts stand. */
function alike(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => alike(item, other[at]));
  }
  if (one && other && typeof one === "object" && typeof other === "object") {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names.every((name) => alike(one[name], other[name]));
  }
  return one === other;
}

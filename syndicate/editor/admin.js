/** Starts the editor: its form, the reading and writing of files, and the guard before anything is saved. */

import { card } from "./cards.js";
import { filed } from "./file.js";
import { findings } from "./guard.js";
import CMS, { Document, parseDocument } from "./sveltia/cms.js";

const fetched = async (name) => (await fetch(new URL(name, import.meta.url))).json();
const [config, table] = await Promise.all([fetched("config.json"), fetched("identifiers.json")]);
const SAID = {
  nl: {
    holds: "staat",
    mend: "Haal het weg en sla opnieuw op.",
    lacks: "Om openbaar te zijn heeft deze tekst nog nodig:",
    kept: "Bewaard. Alleen wie hier inlogt, ziet deze tekst.",
    handed: "Bewaard. Binnen een uur ziet u op Het bureau hoe het ermee staat. Het adres heeft uw beheerder.",
    draft: "Vul dat in, of kies bij Status Concept: dan is alles bewaard en ziet niemand het nog.",
  },
  en: {
    holds: "there is",
    mend: "Take it out and save again.",
    lacks: "To be public this text still needs:",
    kept: "Saved. Only who signs in here sees this text.",
    handed: "Saved. Within an hour the desk shows how it stands. Whoever looks after your site has its address.",
    draft: "Fill that in, or choose Draft as its status: then all is kept and nobody sees it yet.",
  },
}[config.lang];

for (const [name, spec] of Object.entries(config.files)) {
  const file = filed(spec, { Document, parseDocument });
  CMS.registerCustomFormat(name, "md", {
    fromFile: file.read,
    toFile: (value) => whole(guarded(file.write(value)), file),
  });
}
CMS.registerEditorComponent(card(config.card));
CMS.registerEventListener({ name: "preSave", handler: ({ entry }) => dated(named(entry)) });
CMS.registerEventListener({ name: "postSave", handler: ({ entry }) => told(entry) });
document.getElementById("wait").remove();
await CMS.init({ config: config.cms });

/** A text that shows no person's formal data; otherwise a refusal that says where, and never which. */
function guarded(text) {
  const found = findings(text, table, config.own);
  if (found.length === 0) return text;
  const lines = text.split("\n");
  const told = found.map(({ line, said }) => `${place(lines, line)} ${SAID.holds} ${said[config.lang]}.`);
  const words = [...new Set(told), SAID.mend].join(" ");
  throw new Error("saving_failed", { cause: new Error(words) });
}

/** A text that says all that a public one must; otherwise a refusal: the site could not be published with it. */
function whole(text, file) {
  const held = file.read(text);
  if (held.status !== "published" || held.note) return text;
  const lacking = config.needed.filter((name) => held[name] === undefined);
  if (lacking.length === 0) return text;
  const told = lacking.map((name) => config.labels[name]).join(", ");
  throw new Error("saving_failed", { cause: new Error(`${SAID.lacks} ${told}. ${SAID.draft}`) });
}

/** Where a line stands, in words of the form: under which heading of the text, or in which field. */
function place(lines, line) {
  const fence = lines.indexOf("---", 1) + 1;
  const nl = config.lang === "nl";
  if (line > fence) {
    const above = lines.slice(fence, line - 1).findLast((one) => one.startsWith("#"));
    const heading = above?.replace(/^#+\s*/u, "");
    return heading && findings(above, table, config.own).length === 0
      ? `${nl ? "Onder" : "Under"} “${heading}”`
      : nl ? "In de tekst" : "In the text";
  }
  const field = lines.slice(0, line).findLast((one) => /^[a-z_]+:/u.test(one))?.replace(/:.*$/u, "");
  return `${nl ? "Bij" : "At"} “${config.labels[field] ?? (nl ? "de velden" : "the fields")}”`;
}

/** A new text gets the name that stays, and its address; a translation has the one of its original. */
function named(entry) {
  if (!entry.get("newRecord")) return entry;
  const slug = entry.get("slug");
  const original = entry.getIn(["data", "translation_of"]);
  const name = original ? slug.replace(/\.[^.]*$/u, "") : slug;
  const lang = entry.getIn(["data", "lang"]) || config.site_lang;
  return entry.update("data", (data) =>
    data.set("uid", original || name).set("slug", original ? `${name}-${lang}` : name).set("lang", lang),
  );
}

/** What is made public without a day is so from today on. */
function dated(entry) {
  if (entry.getIn(["data", "status"]) !== "published" || entry.getIn(["data", "date"])) return entry;
  const day = new Date().toLocaleDateString("sv-SE"); // as a file writes it
  return entry.update("data", (data) => data.set("date", day));
}

/** Says for a while what comes of a text that was just saved. */
function told(entry) {
  document.getElementById("after")?.remove();
  const line = document.createElement("p");
  Object.assign(line, { id: "after", role: "status" });
  document.body.append(line);
  // a status is read aloud when its words come, not when it does
  setTimeout(() => (line.textContent = SAID[entry.getIn(["data", "status"]) === "draft" ? "kept" : "handed"]));
  line.addEventListener("click", () => line.remove());
  setTimeout(() => line.remove(), 20_000);
}

/**
 * Asks the questions of a text one by one, says at once what would make the answer better, and opens the editor's
 * form with what was answered. The answers stand in this window alone until the form has them: a telephone that
 * drops the page gives them back, and whoever closes the window keeps nothing.
 */

import { address, composed } from "./answers.js";
import { coached, praised, titled } from "./coach.js";
import common from "./common.js";
import { findings } from "../guard.js";

const MOST = 3;
const PAUSE = 400; // milliseconds without a key before the page says something
const KEPT = "answers";
const at = (id) => document.getElementById(id);
const fetched = async (name) => (await fetch(new URL(name, import.meta.url))).json();

try {
  const names = ["interview.json", "plain.json", "../identifiers.json"];
  const [asked, plain, people] = await Promise.all(names.map(fetched));
  interview(asked, { plain, people, common: new Set(common) });
  at("failed").remove();
} catch (error) {
  at("failed").className = "now";
  throw error;
}

function interview({ lang, site_lang: siteLang, screens, todo, words, own, point }, tables) {
  const safe = restored(screens.length);
  const answers = [...safe];
  const ofText = screens.flatMap(({ heading }, number) => (heading ? [number] : []));
  const said = (name, facts = {}) => words[name].replace(/\{(\w+)\}/gu, (_, fact) => facts[fact]);
  let [place, pause, leaving] = [0, 0, false];

  for (const [id, name] of [["back", "back"], ["again", "back"], ["form", "form"], ["ended", "end"], ["kept", "kept"], ["where", "kept"]]) {
    at(id).textContent = words[name];
  }
  at("answer").addEventListener("input", () => {
    answers[place] = at("answer").value;
    named();
    clearTimeout(pause);
    pause = setTimeout(speak, PAUSE);
  });
  at("question").addEventListener("submit", (event) => {
    event.preventDefault();
    go(place + 1);
  });
  at("back").addEventListener("click", () => go(place - 1));
  at("again").addEventListener("click", () => go(screens.length - 1));
  at("form").addEventListener("click", () => {
    leaving = true;
    keep([]);
    const fields = screens.flatMap(({ field }, number) => (field ? [[field, answers[number]]] : []));
    location.assign(new URL(`../${address(Object.fromEntries(fields), whole().body)}`, location.href));
  });
  // each screen has its place in the history: the browser's own back button is the page's
  addEventListener("hashchange", () => show(true));
  addEventListener("beforeunload", (event) => {
    if (!leaving && answers.some((one) => one.trim())) event.preventDefault();
  });
  // a telephone that puts the page away may drop it
  addEventListener("visibilitychange", () => place < screens.length && speak());
  show(false);

  function go(to) {
    location.hash = `#${to + 1}`;
  }

  function show(moved) {
    const wanted = Number(location.hash.slice(1)) || 1;
    place = Math.min(Math.max(wanted - 1, 0), screens.length);
    clearTimeout(pause);
    at("question").hidden = place === screens.length;
    at("end").hidden = place < screens.length;
    if (place === screens.length) return finish();
    at("progress").textContent = said("progress", { n: place + 1, all: screens.length });
    at("asked").textContent = screens[place].asked;
    at("how").textContent = screens[place].how;
    const choice = screens[place].kind === "choice";
    at("answer").hidden = choice;
    at("answer").value = answers[place];
    at("answer").lang = siteLang;
    at("choices").hidden = !choice;
    at("choices").replaceChildren(...(choice ? chosen(screens[place]) : []));
    at("back").hidden = place === 0;
    at("where").hidden = place > 0; // said before the first answer, and again before the form
    named();
    speak();
    if (moved) (choice ? at("choices").querySelector("input:checked, input") : at("answer"))?.focus();
    return undefined;
  }

  /** What there is to choose from; whoever writes a text does not read it as its second reader. */
  function chosen({ field, options }) {
    const writer = answers[screens.findIndex((screen) => screen.field === "authors")];
    const offered = field === "reviewed_by" ? options.filter(({ value }) => value !== writer) : options;
    return offered.map(({ label, value }) => {
      const one = Object.assign(document.createElement("input"), { type: "radio", name: field, value });
      one.checked = answers[place] === value;
      one.addEventListener("change", () => {
        answers[place] = value;
        named();
        speak();
      });
      return element("label", "", one, label);
    });
  }

  /** To go on without an answer is to skip, and the button says so. */
  function named() {
    at("next").textContent = words[place === 0 || answers[place].trim() ? "next" : "skip"];
  }

  function whole() {
    const [asked, told] = [screens, answers].map((all) => ofText.map((number) => all[number]));
    return composed(asked, told, point);
  }

  /** The text in which an answer stands, and its lines there, [from, to). */
  function shown(screen) {
    const { body, spans } = whole();
    return screens[screen].heading ? [body, ...spans[ofText.indexOf(screen)]] : [answers[screen], 0, Infinity];
  }

  /** What of one person stands in an answer, by paragraph: a number may not be said again here. */
  function stops(screen) {
    const [text, from, to] = shown(screen);
    const lines = text.split("\n");
    return findings(text, tables.people, own)
      .filter(({ line }) => line > from && line <= to)
      .map((one) => {
        const n = lines.slice(from, one.line).filter((line) => line.trim()).length;
        return { wrong: true, words: `${said("holds", { n, said: one.said[lang] })} ${words.take_out}` };
      });
  }

  /** What would make an answer better. A text with something of one person in it is not quoted. */
  function hints(screen) {
    if (screens[screen].kind === "choice") return [];
    const [text, from, to] = shown(screen);
    const title = screens[screen].kind === "title";
    const found = title ? titled(text, tables.plain) : coached(text, siteLang, tables.plain, tables.common);
    return found
      .filter(({ line }) => line >= from && line < to)
      .map((one) => ({ about: one.begin, words: `${one.said[lang]} ${one.mend[lang]}` }));
  }

  function speak() {
    const stopped = stops(place);
    safe[place] = stopped.length ? "" : answers[place];
    keep(safe);
    const found = stopped.length ? stopped : hints(place);
    const good = stopped.length ? null : praised(answers[place], screens[place].kind, siteLang, tables.plain);
    const lines = found.slice(0, MOST).map(({ wrong, about, words: told }) =>
      element("li", wrong ? "wrong" : "", ...(about ? [element("q", "", about), " "] : []), told),
    );
    const kind = good ? [element("p", "good", good[lang])] : [];
    const fresh = element("div", "", ...kind, ...(lines.length ? [element("ul", "", ...lines)] : []));
    // what was said already is not read aloud again
    if (fresh.innerHTML !== at("said").innerHTML) at("said").replaceChildren(...fresh.childNodes);
  }

  function finish() {
    const wrong = screens.flatMap((screen, number) => (stops(number).length ? [number] : []));
    const text = [...answers.filter((_, number) => !ofText.includes(number)), whole().body].join("\n\n");
    const stopped = wrong.length > 0 || findings(text, tables.people, own).length > 0;
    const open = answers.flatMap((one, number) => (one.trim() ? [] : [number]));
    const unanswered = open.filter((number) => number > 0); // without a title there is no draft
    const short = open.includes(0) || ofText.every((number) => open.includes(number));
    const given = screens.flatMap(({ field }, number) => (open.includes(number) ? [] : [field]));
    const lacking = todo.filter(({ field }) => !given.includes(field));
    at("form").disabled = stopped || short;
    const mend = linked(wrong, (asked) => said("mend", { question: asked }));
    at("stopped").replaceChildren(
      ...(stopped ? [element("p", "", words.stopped), mend] : []),
      ...(short ? [element("p", "", words.needs)] : []),
    );
    at("left").replaceChildren(
      ...(unanswered.length ? [element("h2", "", words.open), linked(unanswered, (asked) => asked)] : []),
      element("h2", "", words.todo),
      element("ul", "", ...lacking.map(({ label, hint }) => element("li", "", `${label}. ${hint}`))),
    );
    at("ended").focus();
  }

  /** A list of questions, each of which leads back to it. */
  function linked(numbers, worded) {
    const lines = numbers.map((number) => {
      const link = element("a", "", worded(screens[number].asked));
      link.href = `#${number + 1}`;
      return element("li", "", link);
    });
    return element("ul", "", ...lines);
  }
}

/** The answers of this window, as they were when its page was left; none where the browser keeps nothing. */
function restored(many) {
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
  } catch {}
  return Array.from({ length: many }, (_, number) => String(kept[number] ?? ""));
}

function keep(answers) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(answers));
  } catch {}
}

function element(name, kind, ...inside) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...inside);
  return made;
}

// The page for the consulting room: searches its own list, shows a code large, copies a link, prints a slip.
(() => {
  "use strict";
  const form = document.querySelector(".search");
  const field = form.querySelector("input");
  const said = document.querySelector(".found");
  const rows = [...document.querySelectorAll(".texts > li")];
  const dialog = document.querySelector(".slip");
  const part = (name) => dialog.querySelector(name);
  const shown = () => rows.filter((row) => !row.hidden).map((row) => row.querySelector(".code"));

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const fits = (row, words) => words.every((word) => ` ${row.dataset.words}`.includes(word.length < 3 ? ` ${word}` : word));

  const look = () => {
    const asked = plain(field.value).split(/\s+/).filter(Boolean);
    let found = rows.filter((row) => fits(row, asked));
    // a word with a typing error is found by its beginning
    for (let off = 1; off < 4 && !found.length; off++) {
      const begun = asked.map((word) => word.slice(0, Math.max(3, word.length - off)));
      found = rows.filter((row) => fits(row, begun));
    }
    for (const row of rows) row.hidden = !found.includes(row);
    const count = found.length === 1 ? form.dataset.single : form.dataset.several.replace("{count}", found.length);
    said.textContent = asked.length ? (found.length ? count : form.dataset.none) : "";
  };

  const show = (code) => {
    const { title, lang, dir, url, page, say } = code.dataset;
    Object.assign(part(".title"), { textContent: title, lang, dir });
    const picture = Object.assign(new Image(), { src: code.href, alt: part(".square").dataset.alt });
    part(".square").replaceChildren(picture);
    part(".say bdi").textContent = say;
    for (const point of dialog.querySelectorAll(".point")) point.hidden = point.dataset.lang !== lang;
    part(".copy").dataset.url = url;
    part(".page").href = page;
    part("[role=status]").textContent = "";
    dialog.showModal();
  };

  document.addEventListener("click", async (event) => {
    const code = event.target.closest(".code");
    const copy = event.target.closest(".copy");
    if (code && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      show(code);
    } else if (copy) {
      const told = dialog.open ? part("[role=status]") : said;
      await navigator.clipboard.writeText(copy.dataset.url);
      told.textContent = form.dataset.copied;
    } else if (event.target.closest(".print")) print();
    else if (event.target === dialog || event.target.closest(".close")) dialog.close();
  });
  field.addEventListener("input", look);
  field.addEventListener("keydown", (event) => {
    const [first] = shown();
    if (event.key === "Enter" && first) show(first);
  });
  // down into the list, and up again to the field
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...shown()];
    const next = stops[stops.indexOf(document.activeElement?.closest("li[data-words]")?.querySelector(".code") ?? field) + step];
    if (!step || dialog.open || !next || !document.activeElement.closest(".search, .texts")) return;
    event.preventDefault();
    next.focus();
  });

  form.hidden = false;
  // browsers give the clipboard to safe addresses only
  for (const copy of document.querySelectorAll(".copy")) copy.hidden = !navigator.clipboard;
  if (location.hash === "#words") field.focus();
  look();
})();

// The search page: asks the site's own index (pagefind), in this browser; nothing that is typed leaves it.
// The index is loaded only once somebody uses the field.
(() => {
  "use strict";
  const form = document.querySelector(".search");
  const field = form.querySelector("input");
  const results = document.querySelector(".results");
  const said = document.querySelector(".found");
  const register = document.getElementById("register");
  const root = new URL(form.dataset.root, document.baseURI);
  const MOST = 20;
  let index;
  let last = 0;

  const load = () => {
    index ??= import(new URL("pagefind/pagefind.js", root).href).then(async (found) => {
      await found.options({ baseUrl: root.pathname });
      await found.init();
      return found;
    });
    return index;
  };

  const shown = (data) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = data.url;
    link.textContent = data.meta.title;
    item.append(link);
    for (const [kind, text] of [["topic", data.meta.topic], ["summary", data.meta.summary]]) {
      if (!text) continue;
      const line = document.createElement("p");
      line.className = kind;
      line.textContent = text;
      item.append(line);
    }
    return item;
  };

  const count = (number) => {
    if (number === 0) return form.dataset.none;
    return number === 1 ? form.dataset.single : form.dataset.several.replace("{count}", String(number));
  };

  // a word with a typing error is found by its beginning
  const asked = async (words) => {
    const found = await load();
    for (let text = words; text.length > 2; text = text.slice(0, -1)) {
      const answer = await found.search(text);
      if (answer.results.length || text.length <= words.length - 3) return answer.results;
    }
    return words.length > 2 ? [] : (await found.search(words)).results;
  };

  const look = async () => {
    const mine = ++last;
    const words = field.value.trim();
    // after the #, so that no server and no other site ever sees it
    history.replaceState(null, "", words ? `#${encodeURIComponent(words)}` : location.pathname);
    if (!words) {
      results.replaceChildren();
      results.hidden = true;
      register.hidden = false;
      said.textContent = "";
      return;
    }
    try {
      const found = await asked(words);
      const data = await Promise.all(found.slice(0, MOST).map((each) => each.data()));
      if (mine !== last) return;
      results.replaceChildren(...data.map(shown));
      results.hidden = !data.length;
      register.hidden = data.length > 0;
      said.textContent = count(found.length);
    } catch {
      if (mine !== last) return;
      register.hidden = false;
      said.textContent = form.dataset.failed;
    }
  };

  let waiting;
  field.addEventListener("focus", () => load().catch(() => {}), { once: true });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 150);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    clearTimeout(waiting);
    look();
  });
  // down to the results, and up again to the field
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...results.querySelectorAll("a")];
    const here = stops.indexOf(document.activeElement);
    const next = stops[here + step];
    if (!step || here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });
  form.hidden = false;
  const given = decodeURIComponent(location.hash.slice(1));
  if (given && !document.getElementById(given)) {
    field.value = given;
    look();
  }
})();

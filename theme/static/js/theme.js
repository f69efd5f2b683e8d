// Expertstatus theme, MIT; explained in base.html
(() => {
  "use strict";
  const page = document.documentElement;
  const night = matchMedia("(prefers-color-scheme: dark)");
  const system = () => (night.matches ? "dark" : "light");
  const shown = () => page.dataset.scheme || system();

  const keep = (scheme) => {
    try {
      if (scheme) localStorage.setItem("scheme", scheme);
      else localStorage.removeItem("scheme");
    } catch (refused) {}
  };
  const kept = () => {
    try {
      return localStorage.getItem("scheme");
    } catch (refused) {}
  };

  const wear = (scheme) => {
    if (scheme === "dark" || scheme === "light") page.dataset.scheme = scheme;
    else delete page.dataset.scheme;
    for (const colour of document.querySelectorAll("meta[name=theme-color]")) {
      const own = colour.dataset.scheme;
      colour.media = page.dataset.scheme ? (own === shown() ? "all" : "not all") : `(prefers-color-scheme: ${own})`;
    }
    const button = document.querySelector(".scheme");
    if (button) button.setAttribute("aria-pressed", shown() === "dark");
  };
  wear(kept());

  const offer = (button, act) => {
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", act);
  };
  document.addEventListener("DOMContentLoaded", () => {
    wear(kept());
    night.addEventListener?.("change", () => wear(kept()));
    addEventListener("storage", (change) => change.key === "scheme" && wear(change.newValue));
    offer(document.querySelector(".scheme"), () => {
      const other = shown() === "dark" ? "light" : "dark";
      keep(other === system() ? "" : other);
      wear(other === system() ? "" : other);
    });

    const share = document.querySelector(".share");
    const url = document.querySelector("link[rel=canonical]")?.href;
    if (!share || !url) return;
    if (navigator.clipboard) {
      const said = share.querySelector("[role=status]");
      offer(share.querySelector(".copy"), async () => {
        await navigator.clipboard.writeText(url);
        said.textContent = said.dataset.done;
      });
    }
    if (navigator.share) {
      offer(share.querySelector(".send"), () => navigator.share({ title: document.title, url }).catch(() => {}));
    }
  });
})();

// The screen in the waiting room: one text at a time, and a new build within the hour.
(() => {
  "use strict";
  const SECONDS = 15;
  const HOUR = 3600;
  const list = document.querySelector(".slides");
  const slides = [...list.children];
  const still = document.querySelector(".still");
  let at = 0;

  const show = (next) => {
    list.classList.toggle("moved", next !== at);
    at = (next + slides.length) % slides.length;
    slides.forEach((slide, place) => slide.classList.toggle("now", place === at));
  };
  const held = () => still.getAttribute("aria-pressed") === "true";

  if (slides.length > 1) {
    list.classList.add("turning");
    show(0);
    setInterval(() => held() || show(at + 1), SECONDS * 1000);
    still.hidden = false;
    still.addEventListener("click", () => still.setAttribute("aria-pressed", !held()));
    document.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step) show(at + step);
    });
  }
  // a screen without network keeps what it shows
  setInterval(async () => {
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => undefined);
    if (answer?.ok) location.reload();
  }, HOUR * 1000);
})();

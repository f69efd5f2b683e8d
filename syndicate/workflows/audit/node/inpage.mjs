// What is asked of a page from within: each function runs in the browser and sees nothing of this file.

/** What any page tells of itself: its links, its ids, its text, what it keeps, what it shows too small. */
export async function told() {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const name = (element) => element.outerHTML.slice(0, 100);
  const lines = [...document.querySelectorAll("main p, main li, main td")].filter(seen);
  const small = lines.filter((line) => parseFloat(getComputedStyle(line).fontSize) < 14);
  const tall = (link) => Math.max(...[...link.getClientRects()].map((box) => box.height), 0);
  return {
    links: [...document.links].map((link) => link.href),
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    hidden: Boolean(document.querySelector('meta[name="robots"][content*="noindex"]')),
    article: document.querySelector('meta[property="og:type"]')?.content === "article",
    lang: document.documentElement.lang,
    pictures: document.querySelectorAll("main img").length,
    broken: [...document.images].filter((i) => i.loading !== "lazy" && seen(i) && !i.naturalWidth).map(name),
    text: [...document.querySelectorAll(".prose p, .lead")].filter(seen).map((line) => parseFloat(getComputedStyle(line).fontSize)),
    small: small.map(name),
    low: [...document.querySelectorAll('a[href^="tel:"]')].filter((a) => seen(a) && tall(a) < 44).map(name),
    kept: [
      ...Object.keys(localStorage), ...Object.keys(sessionStorage),
      ...(await indexedDB.databases()).map((base) => base.name),
      ...(await caches.keys().catch(() => [])),
      ...((await navigator.serviceWorker?.getRegistrations()) ?? []).map((one) => one.scope),
    ],
  };
}

/** The words that a reader sees in the text of a page, without what only a script can do. */
export function words() {
  const made = "button, output, input, select, textarea, dialog, search, [role=search], [role=status], [aria-live]";
  const said = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (!(node instanceof HTMLElement) || node.matches(made)) return " ";
    if (node.localName !== "body" && !node.checkVisibility() && node.localName !== "details") return " ";
    return [...node.childNodes].map(said).join("") + (getComputedStyle(node).display === "inline" ? "" : " ");
  };
  return said(document.body).split(/\s+/).filter(Boolean);
}

/** How far a page is wider than its window, and what of it has been cut off. */
export function wide() {
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
    const { overflowX, textOverflow } = getComputedStyle(element);
    const clipped = (overflowX === "hidden" || overflowX === "clip") && element.clientWidth > 1;
    return clipped && textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1;
  });
  return { over, cut: cut.map((element) => element.outerHTML.slice(0, 100)) };
}

/** Double the size of the text, and of the text alone. */
export function double() {
  const root = document.documentElement;
  root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
}

/** What stands in the first screen of an article: title, summary, and a way to "when do I call". */
export function first() {
  const top = (element) => element?.getBoundingClientRect().top ?? Infinity;
  const bottom = (element) => element?.getBoundingClientRect().bottom ?? Infinity;
  const calls = (link) => {
    const href = link.getAttribute("href");
    if (href.startsWith("tel:")) return true;
    const aim = href.startsWith("#") && href.length > 1 && document.getElementById(href.slice(1));
    if (!aim) return false;
    const whole = aim.closest("section, aside") ?? aim;
    if (whole.querySelector('a[href^="tel:"]') || whole.matches(".care, [class*=care]")) return true;
    for (let next = aim.nextElementSibling; next && next.localName !== aim.localName; next = next.nextElementSibling) {
      if (next.querySelector('a[href^="tel:"]')) return true;
    }
    return false;
  };
  const ways = [...document.querySelectorAll("body a[href]")].filter(calls);
  return {
    title: bottom(document.querySelector("h1")) <= innerHeight,
    summary: top(document.querySelector(".p-summary, .lead")) < innerHeight - 20,
    way: ways.some((link) => top(link) >= 0 && bottom(link) <= innerHeight),
  };
}

/** Where the keyboard stands now: what has the focus, how it shows, and whether it can be seen. */
export function focused() {
  const now = document.activeElement;
  if (!now || now === document.body || now === document.documentElement) return null;
  const box = now.getBoundingClientRect();
  const line = now.getClientRects()[0] ?? box; // of a link over several lines the box has corners of others
  const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
  const above = document.elementFromPoint(x, y);
  const rings = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  // a card shows the focus of the link that it is
  const around = [now, now.parentElement, now.parentElement?.parentElement, now.closest("li, article")].filter(Boolean);
  const shown = rings(getComputedStyle(now, "::after")) || around.some((one) => rings(getComputedStyle(one)));
  window.stops = (window.stops ?? new Map());
  if (!window.stops.has(now)) window.stops.set(now, window.stops.size);
  return {
    at: window.stops.get(now),
    name: now.outerHTML.slice(0, 80),
    href: now.getAttribute("href"),
    shown,
    inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    covered: Boolean(above) && above !== now && !now.contains(above) && !above.contains(now),
    ahead: now.tabIndex > 0,
    after: [...window.stops.keys()].at(-2)?.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_PRECEDING || 0,
  };
}

"""page: what a site owes whoever reads it: that nothing is sold, that it replaces no consult, whom to call
always in the same place, and the four pages on which a practice says how it works.

Our theme says all of it; a theme or a page of the practice's own may lose it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from syndicate.model import Finding, Page, Practice, Severity, Words
from syndicate.rules.page import THEME
from syndicate.rules.rule import Rule

NO_ADVERTS = Rule(
    "page.no-adverts",
    Severity.ERROR,
    Words(
        "De pagina zegt dat er geen advertenties op de site staan.",
        "The page says that the site has no advertisements.",
    ),
    Words(
        "De pagina zegt niet dat er geen advertenties zijn.",
        "The page does not say that there are no advertisements.",
    ),
    Words(
        "Zet `Geen advertenties, geen cookies, geen trackers` in het sjabloon in theme/.",
        "Put `No advertisements, no cookies, no trackers` into the template in theme/.",
    ),
    "HONcode 7-8 (financial disclosure, advertising policy)",
)
NO_SUBSTITUTE = Rule(
    "page.no-substitute",
    Severity.ERROR,
    Words(
        "Een artikel zegt dat het geen persoonlijk advies vervangt.",
        "An article says that it does not replace personal advice.",
    ),
    Words(
        "De pagina zegt niet dat zij geen persoonlijk advies vervangt.",
        "The page does not say that it does not replace personal advice.",
    ),
    Words(
        "Zet `Deze informatie vervangt geen persoonlijk advies van uw eigen zorgverlener` in het sjabloon in "
        "theme/.",
        "Put `This information does not replace the personal advice of your own care provider` into the "
        "template in theme/.",
    ),
    "HONcode 2 (complementarity)",
)
NUMBERS = Rule(
    "page.numbers",
    Severity.ERROR,
    Words(
        "Op elke pagina staan nummers en uren van de praktijk, steeds op dezelfde plaats.",
        "Every page has the numbers and hours of the practice, always in the same place.",
    ),
    Words(
        "De nummers of uren van de praktijk staan niet op de pagina, of op een andere plaats dan elders.",
        "The practice's numbers or hours are not on the page, or in another place than elsewhere.",
    ),
    THEME,
    "WCAG 2.2, 3.2.6 (consistent help)",
)
PAGES = Rule(
    "page.owed",
    Severity.ERROR,
    Words(
        "Van elke pagina leidt een link naar privacy, klachten, wie u bent en hoe u controleert.",
        "Every page leads to privacy, complaints, who you are and how you check.",
    ),
    Words(
        "De site heeft geen pagina over {what} waar elke pagina naar leidt.",
        "The site has no page on {what} that every page leads to.",
    ),
    Words(
        "Maak in content/pages een pagina met `slug: {slug}`; een zin met een link naar waar het al staat, "
        "is genoeg.",
        "Make a page in content/pages with `slug: {slug}`; one sentence with a link to where it already "
        "stands is enough.",
    ),
    "AVG, art. 13; Wkkgz, art. 13; HONcode 1 and 6; NHS (publisher clear)",
)
RULES = (NO_ADVERTS, NO_SUBSTITUTE, NUMBERS, PAGES)

# each in the languages that our theme speaks
SELLS_NOTHING = re.compile(
    r"\b(?:geen|zonder) (?:advertenties|reclame)|\b(?:no|without|free of) (?:adverts|ads|advertis)"
    r"|reklam yok|bez reklam|(?:بلا|بدون|لا) إعلانات",
    re.IGNORECASE,
)
REPLACES_NOTHING = re.compile(
    r"\bvervang(?:t|en) (?:geen|niet)|\b(?:does|do|can)(?: not|n['’]t) replace|\b(?:no|not a) substitute"
    r"|yerini (?:tutma|alma)|nie zastępuj|لا (?:تحل محل|تغني)",
    re.IGNORECASE,
)
# what stands in the address of such a page, and what to call a new one
OWED = (
    ("privacy|avg|gizlilik|prywatno", "privacy", Words("privacy", "privacy")),
    ("klacht|complain|sikayet|skarg", "klachten", Words("klachten", "complaints")),
    (
        r"over-|wie-|about|who-|colofon|ons-team|our-team|hakkimi|o-nas|kim-",
        "over-ons",
        Words("wie u bent", "who you are"),
    ),
    (
        r"controle|check|nakijken|redactie|editorial|denetl|kontrol|sprawdz",
        "zo-controleren-wij",
        Words("hoe u uw teksten controleert", "how you check your texts"),
    ),
)
HIDDEN = re.compile(r"""<meta name=["']?robots["']? content=["']?[^>"']*noindex""", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
CALLED = re.compile(r"<(header|footer|nav|aside)\b|href=[\"']tel:([^\"']*)", re.IGNORECASE)
BEHIND = re.compile(r"(?<=\d)\s*(?:[^\W\d_]|[/,;])")
HOUR = re.compile(r"\b([0-2]?\d)[:.][0-5]\d")


def on_site(pages: Sequence[Page], practice: Practice) -> Iterator[Finding]:
    """Yield what the pages of a practice's site lack together; only those that kept their HTML are looked at.

    What is no text and no search engine is led to, such as the screen in the waiting room, owes nothing. The
    pages on how a practice works are owed from the first article on, and by no made-up practice.
    """
    kept = [page for page in pages if page.html and (page.article or not HIDDEN.search(page.html))]
    for page in kept:
        if not SELLS_NOTHING.search(page.html):
            yield NO_ADVERTS.finding(page.path, 1, _subject(page))
        if page.article and not REPLACES_NOTHING.search(page.html):
            yield NO_SUBSTITUTE.finding(page.path, 1, page.article.ref)
    frames = {page.path: _frame(page.html) for page in kept}
    if practice.phone:
        yield from _numbers(kept, frames, practice)
    if any(page.article for page in kept) and not practice.sample:
        yield from _owed(kept, frames)


def _numbers(kept: Sequence[Page], frames: dict[str, str], practice: Practice) -> Iterator[Finding]:
    """Yield the pages whose frame does not call the practice where the frames of most pages do."""
    asked = [_end(number) for number in (practice.phone, practice.out_of_hours_phone) if number]
    hours = {int(h) for times in (*practice.hours, *practice.out_of_hours_hours) for h in HOUR.findall(times)}
    places = {path: _places(frame, asked) for path, frame in frames.items()}
    whole = Counter(place for place in places.values() if {end for end, _ in place} == set(asked))
    usual = whole.most_common(1)[0][0] if whole else None
    for page in kept:
        said = {int(n) for n in re.findall(r"\d{1,2}", TAG.sub(" ", frames[page.path]))}
        told = all({hour, hour % 12} & said for hour in hours)
        if places[page.path] != usual or not told:
            yield NUMBERS.finding(page.path, 1, _subject(page))


def _owed(kept: Sequence[Page], frames: dict[str, str]) -> Iterator[Finding]:
    """Yield each page that a practice owes and that is not there, or that another page does not lead to."""
    own = [page.path.removesuffix("index.html").removesuffix(".html") for page in kept if not page.article]
    for stems, slug, what in OWED:
        found = [path for path in own if re.search(stems, path)]
        if not any(all(path in frame for frame in frames.values()) for path in found):
            yield PAGES.finding("content/pages", 1, "", what=what, slug=slug)


def _places(frame: str, asked: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the numbers that a frame calls, in their order, each with the part of the page it stands in."""
    found: list[tuple[str, str]] = []
    part = ""
    for opened, called in CALLED.findall(frame):
        part = opened.lower() or part
        if called and (end := _end(called)) in asked:
            found.append((end, part))
    return tuple(found)


def _frame(html: str) -> str:
    """Return what stands around the text of a page, as it does on every other."""
    before, _, after = html.partition("<main")
    return before + after.rpartition("</main>")[2] if after else html


def _end(number: str) -> str:
    """Return the digits by which two ways of writing one telephone number are alike."""
    return re.sub(r"\D", "", BEHIND.split(number, maxsplit=1)[0])[-7:]


def _subject(page: Page) -> str:
    return page.article.ref if page.article else ""

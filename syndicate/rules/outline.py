"""plain: the title and outline of a text, and where its links say they lead; by the lines of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.limits import Limits, Unit, measure
from syndicate.model import Article, Finding, Severity, Words
from syndicate.model.form import without_code
from syndicate.rules.rule import Rule

LONGEST_TITLE = 65
SHORTEST, LONGEST = 50, 160  # of a summary
READ = Limits(Unit.GRAPHEMES, LONGEST_TITLE)
FIRST, DEEPEST = 2, 4

TITLE = Rule(
    "plain.title",
    Severity.ERROR,
    Words("Een titel telt hoogstens 65 tekens.", "A title has at most 65 characters."),
    Words("De titel telt {length} tekens.", "The title has {length} characters."),
    Words(
        "Kort hem in tot hoogstens 65; de rest kan in de samenvatting.",
        "Shorten it to 65 at most; the rest can go into the summary.",
    ),
    "NHS service manual (h1 of at most 65 characters)",
    overridable=True,
)
HEADINGS = Rule(
    "plain.headings",
    Severity.ERROR,
    Words(
        "Koppen gaan van ## naar ### en #### zonder een niveau over te slaan; de titel is de enige kop #.",
        "Headings go from ## to ### and #### without skipping a level; the title is the only heading #.",
    ),
    Words(
        "Deze kop heeft {level} hekjes; hier past {fits}.",
        "This heading has {level} signs; {fits} fits here.",
    ),
    Words("Zet er {fits} voor.", "Put {fits} before it."),
    "WCAG 2.2, 1.3.1; NHS service manual (headings)",
    overridable=True,
)
LINK_TEXT = Rule(
    "plain.link-text",
    Severity.ERROR,
    Words(
        "De tekst van een link zegt waarheen hij leidt: geen “klik hier” en geen kaal adres.",
        "The text of a link says where it leads: no “click here” and no bare address.",
    ),
    Words("Deze link zegt niet waarheen hij leidt.", "This link does not say where it leads."),
    Words(
        "Schrijf wat de lezer daar vindt: [de griepprik bij het RIVM](https://…).",
        "Write what the reader finds there: [the flu jab at RIVM](https://…).",
    ),
    "WCAG 2.2, 2.4.4; NHS service manual (links)",
    overridable=True,
)
PDF_SIZE = Rule(
    "plain.pdf-size",
    Severity.WARNING,
    Words(
        "Een link naar een PDF zegt dat, en hoe groot hij is.",
        "A link to a PDF says so, and how large it is.",
    ),
    Words("Deze link zegt niet hoe groot de PDF is.", "This link does not say how large the PDF is."),
    Words(
        "Schrijf het erbij: [Het formulier (PDF, 120 kB)](…). Gewone tekst op een pagina is liever.",
        "Say so: [The form (PDF, 120 kB)](…). Ordinary text on a page is better.",
    ),
    "NHS service manual (PDFs)",
    overridable=True,
)
SUMMARY = Rule(
    "plain.summary",
    Severity.WARNING,
    Words("De samenvatting telt 50 tot 160 tekens.", "The summary has 50 to 160 characters."),
    Words("De samenvatting telt {length} tekens.", "The summary has {length} characters."),
    Words(
        "Zeg in één of twee zinnen wat de lezer hier vindt; zoekmachines en berichten tonen er zoveel van.",
        "Say in one or two sentences what the reader finds here; search engines and posts show that much.",
    ),
    "Open Graph protocol (og:description); search results show about 160 characters",
    overridable=True,
)
RULES = (TITLE, SUMMARY, HEADINGS, LINK_TEXT, PDF_SIZE)

HEADING = re.compile(r" {0,3}(#{1,6})[ \t]*[^\s#]")
UNDERLINE = re.compile(r"(?:(=+)|-+)[ \t]*")  # below a line of text it makes that a heading
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SIGN = re.compile(r"[^\n]")
LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]]|!\[[^\[\]]{0,300}\]\([^()\s]{0,300}\)){0,500})\]\(([^()\s]{0,500})[^()]{0,200}\)"
)
# A bare address between angle brackets, or as the text of a link.
ADDRESS = re.compile(r"<https?://[^<>\s]{1,500}>", re.IGNORECASE)
BARE = re.compile(r"(?:https?://|www\.)\S{1,500}", re.IGNORECASE)
SAYS_NOTHING = re.compile(
    r"(?:(?:klik|druk|lees|kijk|zie)\s(?:dan\s)?)?(?:hier|deze link|deze pagina|link)"
    r"|(?:lees |klik voor )?(?:meer|verder)|(?:meer )?info(?:rmatie)?"
    r"|(?:click |see |read )?(?:here|this link|this page)|(?:read |see |learn )?more",
    re.IGNORECASE,
)
CODE = re.compile(r"`[^`\n]{1,500}`")
SIZE = re.compile(r"\d\s{0,2}[kKM]i?B\b")


def on_source(article: Article) -> Iterator[Finding]:
    """Yield what is wrong with an article's title, summary, headings and the words of its links."""
    if (length := measure(article.title, READ)) > LONGEST_TITLE:
        yield TITLE.on(article, "title", length=length)
    if (length := len(article.summary.strip())) and not SHORTEST <= length <= LONGEST:
        yield SUMMARY.on(article, "summary", length=length)
    yield from _lines(article)


def _lines(article: Article) -> Iterator[Finding]:
    level, before = FIRST - 1, ""
    text = without_code(article.body)
    end = text.rfind("-->") + 3  # behind it every opening would search to the end, and find nothing
    body = COMMENT.sub(lambda m: SIGN.sub(" ", m[0]), text[:end]) + text[end:]
    for number, line in enumerate(body.split("\n"), article.body_line):
        if line.startswith(("    ", "\t")):
            continue
        if depth := _depth(line, before):
            fits = min(max(depth, FIRST), level + 1, DEEPEST)
            level = fits
            if depth != fits:
                yield HEADINGS.finding(article.file, number, article.ref, level=depth, fits="#" * fits)
        before = "" if depth else line.strip()
        yield from (rule.finding(article.file, number, article.ref) for rule in _links(CODE.sub("", line)))


def _depth(line: str, before: str) -> int:
    """Return of which level this line makes a heading, 0 where it makes none."""
    if heading := HEADING.match(line):
        return len(heading[1])
    if before and (under := UNDERLINE.fullmatch(line)):
        return 1 if under[1] else FIRST
    return 0


def _links(line: str) -> Iterator[Rule]:
    """Yield the rules that the links in a line break, each once."""
    broken: dict[Rule, None] = {}
    if ADDRESS.search(line):
        broken[LINK_TEXT] = None
    for text, address in LINK.findall(line):
        words = text.strip(" *_.!…>»→")
        if SAYS_NOTHING.fullmatch(words) or BARE.fullmatch(words):
            broken[LINK_TEXT] = None
        if address.lower().partition("#")[0].endswith(".pdf") and not SIZE.search(text):
            broken[PDF_SIZE] = None
    yield from broken

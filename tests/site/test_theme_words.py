"""Our theme's words, each in every language, and its style, which everybody can read."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, nodes

from syndicate.site.build import Built
from tests.site.building import THEME
from tests.site.reading import CSS, catalogue, html_of

TEMPLATES = sorted((THEME / "templates").rglob("*.html"))


class Literal(HTMLParser):
    """Collects the words that a reader would see or hear of a template without its expressions."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        self.words += [v or "" for k, v in attrs if k in ("alt", "title", "aria-label", "placeholder")]

    def handle_data(self, data: str) -> None:
        if self.inside != "style":
            self.words.append(data)


def test_every_word_of_the_templates_goes_through_the_translations() -> None:
    names = {"Atom", "RSS", "JSON", "Feed"}
    for file in TEMPLATES:
        source = file.read_text(encoding="utf-8")
        literal = Literal()
        literal.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.S))
        found = set(re.findall(r"[^\W\d_]+", " ".join(literal.words))) - names
        assert not found, file.name


def test_every_language_has_every_sentence_and_no_other() -> None:
    used = {"%(first)s to %(last)s", "%(opens)s–%(closes)s"}
    for file in TEMPLATES:
        for call in Environment().parse(file.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ("_", "t"):
                assert isinstance(call.args[0], nodes.Const), file.name
                used.add(call.args[0].value)
    for lang in ("nl", "en", "tr", "pl", "ar"):
        assert set(catalogue(lang)) == used
        for sentence, said in catalogue(lang).items():
            holes = re.compile(r"%\(\w+\)s")
            assert said
            assert sorted(holes.findall(said)) == sorted(holes.findall(sentence))


def scheme(dark: bool) -> dict[str, str]:
    blocks = re.findall(r":root(?:\[data-scheme=\"dark\"\])? \{(.*?)\}", CSS, re.S)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", blocks[0]))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", blocks[1])) if dark else found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_is_readable_in_both_schemes(dark: bool) -> None:
    from syndicate.settings.face import contrast

    colours = {k: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:]) for k, v in scheme(dark).items()}
    for ground in ("ground", "paper", "amber"):
        assert contrast(colours["ink"], colours[ground]) >= 7, ground
    for ground in ("ground", "paper"):
        assert contrast(colours["soft"], colours[ground]) >= 7, ground


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_edge_of_what_can_be_pressed_is_seen(dark: bool) -> None:
    from syndicate.settings.face import DAY, NIGHT

    find = (THEME / "static/css/find.css").read_text(encoding="utf-8")
    edges = re.findall(r"(?:\.chips a,|\.jump a )[^}]*border: 1px solid var\(--(\w+)\)", CSS + find)
    assert len(edges) == 2
    for edge in edges:
        assert (NIGHT if dark else DAY).least(scheme(dark)[edge]) >= 3


def test_the_style_is_small_and_minds_how_people_read() -> None:
    assert len(gzip.compress(CSS.encode())) <= 8_000
    for wish in (
        "prefers-color-scheme: dark",
        "prefers-contrast: more",
        "prefers-reduced-motion: no-preference",
        "forced-colors: active",
        "@media print",
        ":focus-visible",
    ):
        assert wish in CSS


def test_an_article_page_weighs_little(themed: Built) -> None:
    html = html_of(themed, "griepprik/index.html")
    scripts = sorted((themed.output / "theme/js").glob("theme*.js"))
    files = [html.encode(), CSS.encode(), *(s.read_bytes() for s in scripts)]
    assert sum(len(gzip.compress(f)) for f in files) <= 15_000  # as it travels, without a picture
    assert sum(s.stat().st_size for s in scripts) <= 5_000
    assert html.index("og:image") < 32_768

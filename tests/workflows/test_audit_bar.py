"""The bar of the audit: what holds, what does not, and where; from made-up measurements."""

from pathlib import Path
from typing import Any

import pytest

from syndicate.workflows.audit import Audited, bar, table
from syndicate.workflows.audit.measuring import Measured, fastest, kinds

HERE = "http://127.0.0.1:9"
GOOD_SCORES = {
    "performance": 99,
    "accessibility": 100,
    "best-practices": 100,
    "seo": 100,
    "lcp": 900.0,
    "cls": 0.0,
    "failed": [],
}


def page(*links: str, **more: Any) -> dict[str, Any]:
    facts = {
        "status": 200,
        "links": [f"{HERE}{link}" for link in links],
        "ids": ["main"],
        "hidden": False,
        "article": False,
        "lang": "nl",
        "broken": [],
        "text": [18],
        "small": [],
        "low": [],
        "kept": ["scheme"],
        "cookies": [],
        "first": {"title": True, "summary": True, "way": True},
        "requests": [{"url": f"{HERE}/main.css", "type": "Stylesheet", "bytes": 4000}],
        "said": [],
        "grounds": ["white", "black"],
        "missing": [],
        "narrow": {"over": 0, "cut": []},
        "large": {"over": 0, "cut": []},
    }
    return facts | more


def site(folder: Path, *, closely: dict[str, Any] | None = None, **more: Any) -> Measured:
    """A home page and an article that link to each other; `more` is said of the article."""
    facts = page("/", "/#main", "/prik/", article=True, **more)
    every = {"/": page("/prik/", "/prik/#main", "/feed.xml"), "/prik/": facts}
    (folder / "feed.xml").touch()
    near = {"/prik/": {"axe": [], "keyboard": []} | (closely or {})}
    return Measured(HERE, folder, every, near, {"/prik/": GOOD_SCORES})


def wrong(measured: Measured) -> dict[str, tuple[str, ...]]:
    return {line.what: line.faults for line in bar.lines(measured) if not line.holds}


def test_a_good_site_reaches_every_line(tmp_path: Path) -> None:
    found = bar.lines(site(tmp_path))
    assert all(line.holds for line in found)
    assert len({line.what for line in found}) == len(found) == 30


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("cut off at text 200 %", {"large": {"over": 9, "cut": []}}),
        ("sideways at 320 px", {"narrow": {"over": 0, "cut": ["<p>"]}}),
        ("light and dark", {"grounds": ["white", "white"]}),
        ("text of 18 px, none under 14", {"text": [17]}),
        ("text of 18 px, none under 14", {"small": ["<p>"]}),
        ("telephone links 44 px", {"low": ["<a>"]}),
        ("first screen of an article", {"first": {"way": False}}),
        ("pictures that do not show", {"broken": ["<img>"]}),
        ("same without scripts", {"missing": ["prik"]}),
        ("third parties", {"requests": [{"url": "http://127.0.0.1:90/x", "type": "Image", "bytes": 1}]}),
        ("cookies", {"cookies": ["who"]}),
        ("stored on the device", {"kept": ["scheme", "who"]}),
        ("said in the console", {"said": ["error: no"]}),
        ("KB an article", {"requests": [{"url": f"{HERE}/a.png", "type": "Image", "bytes": 120_001}]}),
        ("KB of JS", {"requests": [{"url": f"{HERE}/a.js", "type": "Script", "bytes": 5_001}]}),
    ],
)
def test_a_page_that_falls_short_is_named_with_what_is_wrong(
    what: str, more: dict[str, Any], tmp_path: Path
) -> None:
    found = wrong(site(tmp_path, **more))
    assert list(found) == [what]
    assert all(fault.startswith("/prik/: ") for fault in found[what])


@pytest.mark.parametrize(
    ("what", "rule", "kind"),
    [
        ("axe, WCAG 2.2 AA", "image-alt", "wcag"),
        ("axe, best practice", "region", "best-practice"),
        ("contrast of text 7:1", "color-contrast-enhanced", "wcag"),
    ],
)
def test_what_axe_faults_is_told_by_its_kind(what: str, rule: str, kind: str, tmp_path: Path) -> None:
    one = {"id": rule, "kind": kind, "where": "main > p", "seen": 3, "window": "360 dark"}
    assert wrong(site(tmp_path, closely={"axe": [one]})) == {
        what: (f"/prik/: {rule} at main > p and 2 more (360 dark)",)
    }


def test_links_to_nothing_to_no_such_place_and_pages_without_a_link_are_found(tmp_path: Path) -> None:
    measured = site(tmp_path)
    measured.every["/"]["links"] = [
        f"{HERE}/weg/",
        f"{HERE}/#nergens",
        "https://elders.example/x",
        f"{HERE}/#top",
    ]
    assert wrong(measured) == {
        "broken links, fragments": ("/: leads nowhere: /weg/", "/: no such place: /#nergens"),
        "orphans": ("/prik/: no page links to it",),
    }
    measured.every["/prik/"]["hidden"] = True
    assert "orphans" not in wrong(measured)


def test_the_page_for_what_is_not_there_is_no_orphan_and_may_be_missing_in_the_console(
    tmp_path: Path,
) -> None:
    measured = site(tmp_path)
    measured.every["/404.html"] = page("/", status=404, said=["error: 404 (Not Found)"])
    assert wrong(measured) == {}
    assert fastest(measured.every, ["/404.html", "/"]) == ["/"]


def test_the_worst_score_counts_and_being_found_counts_only_where_that_is_wanted(tmp_path: Path) -> None:
    measured = site(tmp_path, hidden=True)
    measured.lighthouse["/prik/"] = GOOD_SCORES | {"performance": 94, "seo": 60, "cls": 0.3, "failed": ["x"]}
    assert wrong(measured) == {"Lighthouse performance": ("/prik/: 94 (x)",), "CLS": ("/prik/: 0.3",)}


def test_nu_and_the_keyboard_are_told_as_they_are(tmp_path: Path) -> None:
    measured = site(tmp_path, closely={"keyboard": ["no way on from <a>"]})
    told = wrong(Measured(**{**vars(measured), "nu": ("/prik/index.html:3 Stray tag",)}))
    assert told == {
        "keyboard": ("/prik/: no way on from <a>",),
        "Nu errors": ("/prik/index.html:3 Stray tag",),
    }


def test_one_page_of_each_kind_is_looked_at_closely_the_heaviest(tmp_path: Path) -> None:
    heavy = {"requests": [{"url": HERE, "type": "Image", "bytes": 9000}]}
    every = {
        "/": page(),
        "/a/": page(article=True),
        "/b/": page(article=True, **heavy),
        "/tr/c/": page(article=True, lang="tr"),
        "/onderwerp/x/": page(),
        "/onderwerp/y/": page(**heavy),
        "/contact/": page(),
    }
    assert kinds(every) == ["/", "/b/", "/tr/c/", "/onderwerp/y/", "/contact/"]
    every |= {f"/{lang}/d/": page(article=True, lang=lang) for lang in ("ar", "pl")}
    assert fastest(every, kinds(every)) == ["/", "/b/", "/tr/c/", "/onderwerp/y/", "/contact/"]


def test_the_table_has_a_line_each_and_below_it_what_is_wrong_the_first_of_each(tmp_path: Path) -> None:
    measured = site(tmp_path, low=[f"<a id={n}>" for n in range(9)])
    audited = Audited(bar.lines(measured), 2)
    said = table(audited).splitlines()
    assert not audited.holds
    assert "NO  telephone links 44 px         0        9" in said
    assert "telephone links 44 px: /prik/: <a id=5>" in said
    assert "telephone links 44 px: and 3 more" in said
    assert said[-1] == "2 pages, 30 lines: 1 of 30 do not hold"
    assert table(Audited(bar.lines(site(tmp_path)), 2)).endswith("2 pages, 30 lines: all hold")

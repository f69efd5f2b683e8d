"""The face of our theme: its scheme, colours, letters, numbers, icons, and the way back from paper."""

import base64
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from syndicate import settings
from syndicate.content.questions import QUESTIONS
from syndicate.errors import SettingsError
from syndicate.model import Practice
from syndicate.settings.face import DAY, MARK, NIGHT, TEXT, contrast
from syndicate.site import icons
from syndicate.site.build import Built
from syndicate.site.calling import when_to_call
from syndicate.site.colour import LETTERS, rule
from syndicate.site.outline import Section
from syndicate.site.qr import qr
from tests.site.building import THEME
from tests.site.reading import CSS, SCREEN, SITE, html_of, pages, text, tree


def read(**practice: Any) -> Practice:
    """Read a practice from settings."""
    conf = {"SITEURL": SITE, "SYNDICATE_PRACTICE": practice}
    return settings.from_mapping(Path.cwd(), conf, {}).practice


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can() -> None:
    with pytest.raises(SettingsError) as refused:
        read(colour="#7ac143", second_colour="#ffd23f")
    first, second = str(refused.value).split("\n")
    assert "'colour': #7ac143 on our light pages has a contrast of 2.0:1, and words and links" in first
    assert "'second_colour': #ffd23f" in second
    near = [re.search(r"that will do is (#\w{6})\.$", said) for said in (first, second)]
    colour, mark = (found[1] for found in near if found)
    assert read(colour=colour, second_colour=mark).colour == colour


@pytest.mark.parametrize(
    ("practice", "said"),
    [
        ({"colour": "groen"}, "'colour' must be # and six figures or letters a to f"),
        ({"colour": ""}, "'colour' must be # and six figures or letters a to f"),
        ({"second_colour": "#12345"}, "'second_colour' must be # and six"),
        ({"type": "comic"}, "'type' must be one of: sans, humanist, rounded, serif."),
    ],
)
def test_what_is_no_colour_and_what_are_no_letters_of_ours_is_said(practice: Any, said: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(said)):
        read(**practice)


@given(st.integers(0, 0xFFFFFF), st.sampled_from([DAY, NIGHT]), st.sampled_from([TEXT, MARK]))
def test_the_nearest_shade_is_always_enough_and_a_good_colour_stays(
    colour: int, grounds: Any, wanted: float
) -> None:
    start = f"#{colour:06x}"
    shade = grounds.nearest(start, wanted)
    assert grounds.least(shade) >= wanted
    assert grounds.nearest(shade, wanted) == shade
    if grounds.least(start) >= wanted:
        assert shade == start


def test_the_settings_know_the_grounds_that_the_style_has() -> None:
    blocks = re.findall(r":root(?:\[data-scheme=\"dark\"\])? \{(.*?)\}", CSS, re.S)
    for block, grounds in zip(blocks[:2], (DAY, NIGHT), strict=True):
        said = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", block))
        whole = {k: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:]) for k, v in said.items()}
        assert (whole["paper"], whole["ground"]) == (grounds.paper, grounds.ground)
        assert contrast(whole["on-brand"], getattr(_shades(), "light" if grounds is DAY else "dark")) >= 7


def _shades() -> Any:
    from syndicate.site.colour import palette

    return palette(Practice().colour)


def test_the_night_is_the_same_by_system_and_by_choice() -> None:
    system = re.search(r':root:not\(\[data-scheme="light"\]\) \{(.*?)\}', CSS, re.S)
    chosen = re.search(r':root\[data-scheme="dark"\] \{\s*color-scheme: dark;(.*?)\}', CSS, re.S)
    assert system
    assert chosen
    assert system[1].split() == chosen[1].split()


def test_second_colour_and_letters_of_a_practice_stand_behind_the_style() -> None:
    assert "--type" not in rule(Practice())
    assert rule(Practice()).count("#0b5563") == 2
    own = rule(Practice(second_colour="#4a8f3c", type="serif"))
    assert "--second-light:#4a8f3c" in own
    assert f"--type:{LETTERS['serif']}" in own
    assert "url(" not in own


def test_a_page_has_a_switch_that_waits_for_the_script_and_says_what_it_is(themed: Built) -> None:
    for path, html in pages(themed):
        if path == SCREEN:
            continue
        (switch,) = (b for b in tree(html).iter("button") if b.get("class") == "scheme")
        assert switch.get("hidden") is not None, path
        assert switch.get("aria-label") in ("Donkere kleuren", "Dark colours"), path
        head = html[: html.index("</head>")]
        assert re.search(r'<script src="[^"]*theme/js/theme\.js"></script>\s*<link rel="stylesheet"', head), (
            path
        )
    script = THEME / "static/js/theme.js"
    assert script.stat().st_size <= 3_000


def test_both_numbers_stand_beside_each_other_with_their_hours_on_every_page(site: Any) -> None:
    site.edit(
        "pelicanconf.py",
        '"tagline":',
        '"out_of_hours_phone": "010 000 00 99", "out_of_hours_name": "Post", '
        '"out_of_hours_hours": ["Sa,Su 00:00-24:00"], "tagline":',
    )
    built = site.build(THEME=str(THEME))
    for path, html in pages(built):
        if path == SCREEN:
            continue
        (footer,) = (f for f in tree(html).iter("footer") if f.get("class") == "bottom")
        (numbers,) = (u for u in footer.iter("ul") if u.get("class") == "numbers")
        day, night = numbers.findall("li")
        led = [a.get("href") for a in (*day.iter("a"), *night.iter("a"))]
        assert led == ["tel:+31100000000", "tel:+31100000099"], path
        if tree(html).get("lang") == "nl":
            assert "Post zaterdag, zondag 00:00" in text(night).replace("\u2060", ""), path
    numbers = [
        u for u in tree(html_of(built, "griepprik/index.html")).iter("ul") if u.get("class") == "numbers"
    ]
    assert len(numbers) == 3


def test_the_first_screen_leads_to_the_number_and_to_when_to_call(site: Any) -> None:
    file = site.root / "content/articles/poetsen.md"
    site.write(
        "content/articles/poetsen.md", file.read_text(encoding="utf-8") + "\n\n## Wanneer belt u?\n\nNu.\n"
    )
    built = site.build(THEME=str(THEME))
    first = {
        name: [
            a.get("href") for d in tree(html).iter("div") if d.get("class") == "quick" for a in d.iter("a")
        ]
        for name in ("poetsen", "rugpijn")
        for html in (html_of(built, f"{name}/index.html"),)
    }
    assert first["poetsen"] == ["tel:+31100000000", "#wanneer-belt-u", "tel:112"]
    assert first["rugpijn"] == ["tel:+31100000000", "tel:112"]


@pytest.mark.parametrize("lang", QUESTIONS)
def test_the_question_when_to_call_that_new_offers_is_found_in_every_language(lang: str) -> None:
    sections = [Section(str(place), question) for place, question in enumerate(QUESTIONS[lang])]
    found = when_to_call(sections)
    assert found == sections[2]
    assert when_to_call(sections[:2]) is None


def modules(svg: str) -> list[list[bool]]:
    """Read the dark modules of a QR code back from its one dashed line, without the quiet zone."""
    side = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    dark = [[False] * side for _ in range(side)]
    ((dashes, way),) = re.findall(r'stroke-dasharray="([^"]*)" d="M4 4.5([^"]*)"', svg)
    inked = [bool(number % 2 == 0) for number, run in enumerate(dashes.split()) for _ in range(int(run))]
    x, y = 4, 4
    for command, said in re.findall(r"([hv])(-?\d+)", way):
        for _ in range(abs(int(said))):
            ink = inked.pop(0)
            if command == "v":
                y += 1
                assert not ink, "the way from row to row is no module"
            else:
                dark[y][x if said[0] != "-" else x - 1] = ink
                x += 1 if said[0] != "-" else -1
    return [row[4:-4] for row in dark[4:-4]]


@pytest.mark.parametrize("address", [f"{SITE}/griepprik/", f"{SITE}/ar/%D9%86/" + "x" * 90])
def test_a_qr_code_is_drawn_as_the_standard_has_it(address: str) -> None:
    import segno

    drawn = str(qr(address))
    wanted = segno.make(address, error="m", micro=False, boost_error=False).matrix
    assert modules(drawn) == [[bool(module) for module in row] for row in wanted]
    assert "style" not in drawn
    assert 'aria-hidden="true"' in drawn
    assert 'role="img" aria-label="Naar &lt;b&gt;"' in qr(address, "Naar <b>")


def test_an_article_carries_its_own_address_for_paper_and_other_pages_none(themed: Built) -> None:
    html = html_of(themed, "griepprik/index.html")
    assert str(qr(f"{SITE}/griepprik/")) in html
    assert 'class="qr"' not in html_of(themed, "index.html")


def test_a_page_that_is_not_there_offers_search_letters_contact_and_feed(site: Any) -> None:
    site.write("content/pages/contact.md", "---\ntitle: Contact\nslug: contact\n---\n\nBel ons.\n")
    built = site.build(THEME=str(THEME))
    (chips,) = (u for u in tree(html_of(built, "404.html")).iter("ul") if u.get("class") == "chips")
    led = [a.get("href") for a in chips.iter("a")]
    assert led == [f"{SITE}/{to}" for to in ("zoeken/", "a-z/", "contact/", "volgen/")]


def test_the_site_has_icons_of_each_size_and_a_manifest_that_names_them(themed: Built) -> None:
    said = json.loads((themed.output / "site.webmanifest").read_text("utf-8"))
    assert said["theme_color"] == "#0b5563"
    assert said["lang"] == "nl"
    assert [icon["sizes"] for icon in said["icons"]] == ["192x192", "512x512"]
    for icon in said["icons"]:
        with Image.open(themed.output / icon["src"]) as opened:
            assert f"{opened.width}x{opened.height}" == icon["sizes"]
    for name, size in (("favicon.png", 96), ("touch-icon.png", 180)):
        with Image.open(themed.output / "theme" / name) as opened:
            assert opened.size == (size, size)
    with Image.open(themed.output / "favicon.ico") as opened:
        assert opened.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    for path, html in pages(themed):
        (link,) = (e for e in tree(html).iter("link") if e.get("rel") == "manifest")
        assert (link.get("href") or "").endswith("site.webmanifest"), path


def shown(data: bytes, at: float) -> tuple[int, ...]:
    """The colour of an icon on its diagonal."""
    with Image.open(io.BytesIO(data)) as opened:
        place = int(opened.width * at)
        return opened.convert("RGBA").getpixel((place, place))


def test_icons_have_the_colour_of_the_practice_or_its_logo() -> None:
    out = io.BytesIO()
    Image.new("RGB", (80, 40), "#ff0000").save(out, "PNG")
    plain, logo = icons._icons("#5b2a4f", b""), icons._icons("#5b2a4f", out.getvalue())
    assert shown(plain["icon-192.png"], 0.05) == (0x5B, 0x2A, 0x4F, 255)
    assert shown(plain["favicon.png"], 0.0)[3] == 0
    assert b"#5b2a4f" in plain["favicon.svg"]
    assert min(shown(logo["icon-192.png"], 0.05)) >= 254  # white
    assert shown(logo["icon-192.png"], 0.5)[:3] == (255, 0, 0)
    assert base64.b64encode(logo["favicon.png"]) in logo["favicon.svg"]
    assert icons._icons("#5b2a4f", b"<svg/>") == plain


def test_a_practice_s_own_icons_and_manifest_stay_as_they_are(site: Any, tmp_path: Path) -> None:
    own = {"favicon.svg": b"<svg/>", "icon-192.png": b"own"}
    pieces = tmp_path / "pieces"
    (pieces / "static").mkdir(parents=True)
    for name, data in own.items():
        (pieces / "static" / name).write_bytes(data)
    conf = {
        "PATH": str(tmp_path),
        "OUTPUT_PATH": str(tmp_path / "output"),
        "THEME_STATIC_DIR": "theme",
        "DEFAULT_LANG": "nl",
    }
    (tmp_path / "output").mkdir()
    (tmp_path / "output/site.webmanifest").write_text("{}", "utf-8")
    icons.lay(conf, Practice(name="De Linde"), [THEME, pieces])
    assert sorted(f.name for f in (tmp_path / "output/theme").iterdir()) == [
        "favicon.png",
        "icon-512.png",
        "touch-icon.png",
    ]
    assert (tmp_path / "output/site.webmanifest").read_text("utf-8") == "{}"


def test_headings_never_jump_where_the_numbers_stand(themed: Built) -> None:
    for path, html in pages(themed):
        levels = [int(e.tag[1]) for e in tree(html).iter() if re.fullmatch("h[1-6]", str(e.tag))]
        assert all(b - a <= 1 for a, b in pairwise(levels)), path

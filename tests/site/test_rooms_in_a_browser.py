"""The pages for the consulting room and the waiting room in a real browser, under the site's own headers."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest

from tests.node.browsing import Visit, browse
from tests.servers import webhosts
from tests.site.sample import sample

CONSULT = """(async () => {
  const field = document.querySelector('.search input'), said = document.querySelector('.found');
  const dialog = document.querySelector('.slip');
  const rows = () => [...document.querySelectorAll('.texts > li')].filter((row) => row.checkVisibility());
  const press = (on, key) =>
    on.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  const look = (words) => {
    field.focus(); field.value = words; field.dispatchEvent(new Event('input'));
    return rows().map((row) => row.querySelector('h2').textContent);
  };
  const found = {all: look('').length};
  for (const words of ['KOORTS kind', 'influenza', '12', 'bloeddrukk', 'qqqqq', 'hooik'])
    found[words] = look(words);
  look('qqqqq');
  found.none = said.textContent;
  press(field, 'Enter');
  found.nothing = dialog.open;
  look('tand');
  found.count = said.textContent;
  press(field, 'ArrowDown');
  press(document.activeElement, 'ArrowDown');
  found.second = document.activeElement === rows()[1].querySelector('.code');
  press(document.activeElement, 'ArrowUp');
  press(document.activeElement, 'ArrowUp');
  found.back = document.activeElement === field;
  look('koorts kind');
  press(field, 'Enter');
  found.open = dialog.open;
  found.title = dialog.querySelector('.title').textContent;
  found.say = dialog.querySelector('.say').textContent;
  const picture = dialog.querySelector('.square img');
  await picture.decode();
  found.drawn = picture.naturalWidth > 0 && picture.clientWidth > 200;
  found.points = [...dialog.querySelectorAll('.point')].filter((p) => p.checkVisibility()).length;
  const copied = [];
  navigator.clipboard.writeText = async (text) => { copied.push(text); };
  dialog.querySelector('.copy').click();
  await new Promise((next) => setTimeout(next, 50));
  found.copied = [copied[0], dialog.querySelector('[role=status]').textContent];
  found.printed = 0;
  window.print = () => { found.printed += 1; };
  dialog.querySelector('.print').click();
  dialog.querySelector('.close').click();
  found.closed = !dialog.open;
  rows()[0].querySelector('.copy').click();
  await new Promise((next) => setTimeout(next, 50));
  found.again = [copied[1], said.textContent];
  return found;
})()"""

SCREEN = """(async () => {
  const slides = [...document.querySelectorAll('.slides > li')], still = document.querySelector('.still');
  const shown = (slide) => slide.checkVisibility({visibilityProperty: true});
  const seen = () => slides.filter(shown).map((slide) => slides.indexOf(slide));
  const press = (key) => document.dispatchEvent(new KeyboardEvent('keydown', {key}));
  const held = () => still.getAttribute('aria-pressed');
  const found = {count: slides.length, first: seen(), still: [still.hidden, held()]};
  press('ArrowRight');
  found.next = seen();
  press('ArrowLeft'); press('ArrowLeft');
  found.last = seen();
  still.click();
  found.held = held();
  const box = slides.at(-1).querySelector('.way').getBoundingClientRect();
  found.fits = box.top >= 0 && box.bottom <= document.querySelector('.bar').getBoundingClientRect().top;
  found.over = document.documentElement.scrollHeight - innerHeight;
  return found;
})()"""
TELEVISION = (
    "Emulation.setDeviceMetricsOverride",
    {"width": 1920, "height": 1080, "deviceScaleFactor": 1, "mobile": False},
)


def visited(place: Path, tmp_path: Path, path: str, ask: str, **more: Any) -> Visit:
    work = place / tmp_path.name
    work.mkdir()
    webhosts.readable(sample("http://127.0.0.1", work / "built"), work / "site")
    with webhosts.by_headers_file(work / "site") as address:
        (visit,) = browse([f"{address}/{path}"], tmp_path / "profile", ask, **more).values()
    assert visit.violations == visit.said == visit.cookies == visit.kept == []
    assert all(r.startswith(f"{address}/") for r in visit.requests)
    return visit


@pytest.mark.suite("browser")
def test_a_doctor_finds_a_text_by_keyboard_shows_it_copies_it_and_prints_a_slip(
    place: Path, tmp_path: Path
) -> None:
    found = visited(place, tmp_path, "spreekkamer/", CONSULT).asked
    assert found["all"] == 15
    assert found["KOORTS kind"] == ["Koorts bij uw kind: kijk verder dan het getal"]
    assert found["influenza"] == ["De griepprik: is die ook voor u?"]
    assert found["12"] == ["Suiker en gaatjes: zo houdt u uw tanden sterk"]
    assert "Hoge bloeddruk: u voelt het niet, u meet het wel" in found["bloeddrukk"]
    assert found["hooik"] == ["Hooikoorts: zo houdt u het klein"]
    assert found["qqqqq"] == []
    assert found["none"].startswith("Niets gevonden")
    assert found["count"].endswith(" resultaten")
    assert found["nothing"] is False
    assert found["second"] is found["back"] is found["open"] is found["closed"] is found["drawn"] is True
    assert found["title"].startswith("Koorts bij uw kind")
    assert found["say"] == "127.0.0.1/k/koorts"
    assert found["points"] == found["printed"] == 1
    assert found["copied"] == ["http://127.0.0.1/koorts-bij-kinderen/", "De link is gekopieerd."]
    assert found["again"] == found["copied"]


@pytest.mark.suite("browser")
def test_a_slip_is_one_small_sheet_and_the_list_is_printed_without_one(place: Path, tmp_path: Path) -> None:
    paper = ("Page.printToPDF", {"preferCSSPageSize": True, "paperWidth": 8.27, "paperHeight": 11.69})
    show = ("Runtime.evaluate", {"expression": "document.querySelector('.code').click()"})
    listed, _, slip = visited(place, tmp_path, "spreekkamer/", "1", then=[paper, show, paper]).answers
    assert sizes(slip) == [(105, 148)]
    assert set(sizes(listed)) == {(210, 297)}


def sizes(answer: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the sheets of a PDF of Chromium's, in millimetres."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", base64.b64decode(answer["data"]))
    return [(round(float(wide) * 25.4 / 72), round(float(high) * 25.4 / 72)) for wide, high in boxes]


@pytest.mark.suite("browser")
def test_a_television_shows_one_text_at_a_time_and_all_of_it(place: Path, tmp_path: Path) -> None:
    found = visited(place, tmp_path, "scherm/", SCREEN, first=[TELEVISION]).asked
    assert found["count"] == 8
    assert (found["first"], found["next"], found["last"]) == ([0], [1], [7])
    assert (found["still"], found["held"]) == ([False, "false"], "true")
    assert found["fits"] is True
    assert found["over"] <= 0

"""The search of the sample practice, in a real browser, under the headers that go with the site."""

from pathlib import Path
from typing import Any

import pytest

from tests.node.browsing import browse
from tests.servers import webhosts
from tests.site.sample import sample

ASK = """(async () => {
  const field = document.querySelector('.search input'), said = document.querySelector('.found');
  const look = async (words) => {
    field.focus(); field.value = words; said.textContent = '';
    field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
    for (let n = 0; n < 100 && !said.textContent; n++) await new Promise((next) => setTimeout(next, 100));
    return [...document.querySelectorAll('.results a')].map((a) => new URL(a.href).pathname);
  };
  const found = {};
  for (const words of ['prik', 'influenza', 'griep', 'griepprikk', 'klacht', 'qqqqq'])
    found[words] = await look(words);
  found.said = said.textContent;
  found.list = document.getElementById('register').hidden;
  await look('prik');
  found.one = said.textContent;
  field.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true}));
  found.focus = document.activeElement.textContent;
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowUp', bubbles: true}));
  found.back = document.activeElement === field;
  found.search = location.search + location.hash;
  found.hidden = document.getElementById('register').hidden;
  return found;
})()"""


def by_file(work: Path) -> Any:
    return webhosts.by_headers_file(work / "site")


def by_apache(work: Path) -> Any:
    return webhosts.apache(work / "site", work)


def by_nginx(work: Path) -> Any:
    return webhosts.nginx(work / "site", work, work / "built/state/hosting/nginx.conf")


@pytest.mark.suite("browser")
@pytest.mark.parametrize("host", [by_file, by_apache, by_nginx])
def test_a_patient_finds_an_article_by_the_words_of_a_patient(host: Any, place: Path, tmp_path: Path) -> None:
    work = place / host.__name__
    work.mkdir()
    webhosts.readable(sample("http://127.0.0.1", work / "built"), work / "site")
    with host(work) as address:
        (visit,) = browse([f"{address}/zoeken/"], tmp_path / "profile", ASK).values()
    found = visit.asked
    assert visit.violations == []
    assert visit.cookies == visit.kept == []
    assert all(r.startswith(f"{address}/") for r in visit.requests)
    for words in ("prik", "influenza", "griep", "griepprikk"):
        assert "/griepprik/" in found[words], (words, found)
    assert "/klachten/" in found["klacht"]
    assert found["qqqqq"] == []
    assert found["said"].startswith("Niets gevonden")
    assert found["list"] is False
    assert found["focus"].startswith("De griepprik")
    assert found["back"] is True
    assert found["search"] == "#prik"
    assert found["hidden"] is True

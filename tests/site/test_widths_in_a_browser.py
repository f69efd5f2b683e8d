"""Which file of a picture a real browser takes, on which screen, and that nothing moves while it comes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.node.browsing import browse
from tests.servers import webhosts
from tests.site.sample import sample

pytestmark = pytest.mark.suite("browser")
PHONE = {"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": True}
DESK = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}
SHARP = {**DESK, "deviceScaleFactor": 2}
# every picture scrolled to; what was taken of each, whether it shows, and how far anything ever moved
TAKEN = """(async () => {
    let moved = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((e) => { moved += e.value; }))
        .observe({type: "layout-shift", buffered: true});
    for (const image of document.images) {
        image.scrollIntoView();
        await image.decode();
    }
    await new Promise((done) => setTimeout(done, 100));
    const name = (image) => image.currentSrc.replace(/.*\\/|-[0-9a-f]{12}/g, "");
    return [moved, [...document.images].map((image) => [name(image), image.className])];
})()"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample practice, served with the headers that it asks for."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "site").mkdir()
    with webhosts.by_headers_file(folder / "site") as address:
        shutil.copytree(sample(address, folder), folder / "site", dirs_exist_ok=True)
        yield address


@pytest.mark.parametrize(
    ("screen", "wanted"),
    [
        (PHONE, ("w800.avif", "w800.avif", "w480.avif")),
        (DESK, ("w800.avif", "w800.avif", "w480.avif")),
        (SHARP, ("w1280.avif", "w1600.avif", "w800.avif")),
    ],
)
def test_each_screen_takes_the_lightest_file_that_is_sharp_on_it(
    served: str, tmp_path: Path, screen: dict[str, object], wanted: tuple[str, str, str]
) -> None:
    article, first, second = wanted
    urls = [f"{served}/", f"{served}/griepprik/"]
    how = [("Emulation.setDeviceMetricsOverride", screen)]
    home, page = browse(urls, tmp_path / "profile", TAKEN, first=how).values()
    for visit in (home, page):
        moved, taken = visit.asked
        assert moved == 0
        assert visit.violations == []
        assert {name.rpartition("-")[2] for name, kind in taken if "face" in kind} == {"w144.avif"}
    large = [name for name, kind in home.asked[1] if "u-photo" in kind and "face" not in kind]
    assert large[0].endswith(first)
    assert {name.rpartition("-")[2] for name in large[1:]} == {second}
    assert [name for name, kind in page.asked[1] if "u-featured" in kind] == [f"griepprik-{article}"]

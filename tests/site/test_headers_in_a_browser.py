"""A real browser on the sample practice: what its policy lets through and what it blocks."""

import re
import shutil
from pathlib import Path

import pytest

from syndicate.site import headers
from tests.node.browsing import browse
from tests.servers import webhosts
from tests.site.sample import sample


def addresses(pages: Path, address: str) -> list[str]:
    # a short address only leads on
    shown = (f for f in pages.rglob("*.html") if 'http-equiv="refresh"' not in f.read_text("utf-8"))
    names = sorted(f.relative_to(pages).as_posix() for f in shown)
    return [f"{address}/{name.removesuffix('index.html')}" for name in names]


@pytest.mark.suite("browser")
def test_a_real_browser_finds_no_violation_no_third_party_no_cookie_and_no_storage(
    tmp_path: Path,
) -> None:
    (tmp_path / "site").mkdir()
    with webhosts.by_headers_file(tmp_path / "site") as address:
        shutil.copytree(sample(address, tmp_path), tmp_path / "site", dirs_exist_ok=True)
        every = addresses(tmp_path / "site", address)
        visits = browse(every, tmp_path / "profile")
    assert len(visits) > 40
    for page, visit in visits.items():
        assert visit.violations == [], page
        assert visit.said == [], page
        assert [r for r in visit.requests if not r.startswith(f"{address}/")] == [], page
        assert visit.cookies == [], page
        assert visit.kept == [], page
    assert sum("main.css" in r for v in visits.values() for r in v.requests) == len(visits)


BAD = {
    "script": "<script>window.ran = true</script>",
    "handler": '<img src="/theme/favicon.png" alt="" onload="window.ran = true">',
    "style": '<p style="color: red" id="styled">x</p>',
    "sheet": "<style>body { color: red }</style>",
    "image": '<img src="http://127.0.0.1:9/pixel.png" alt="">',
    "frame": '<iframe src="/griepprik/" title="x"></iframe>',
    "outside": '<script src="http://127.0.0.1:9/x.js"></script>',
    "form": '<form action="/weg" id="form"><button>x</button></form><script src="/send.js"></script>',
}


@pytest.mark.suite("browser")
@pytest.mark.parametrize("by", ["header", "page"])
def test_a_real_browser_blocks_what_does_not_belong_there(by: str, pages: Path, tmp_path: Path) -> None:
    site = shutil.copytree(pages, tmp_path / "site")
    (site / "send.js").write_text("addEventListener('load', () => document.getElementById('form').submit())")
    plain = (site / "griepprik" / "index.html").read_text("utf-8")
    if by == "header":
        plain = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", plain)
    else:
        (site / "_headers").unlink()
    for name, html in BAD.items():
        (site / "bad" / name).mkdir(parents=True)
        (site / "bad" / name / "index.html").write_text(plain.replace("</main>", f"{html}</main>"), "utf-8")
    with webhosts.by_headers_file(site) as address:
        at = {name: f"{address}/bad/{name}/" for name in BAD}
        visits = browse(list(at.values()), tmp_path / "profile", ask="window.ran === true")
    for name, page in at.items():
        assert visits[page].violations, name
        assert visits[page].said, name
        assert visits[page].asked is False, name


WASM = "new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])"


@pytest.mark.suite("browser")
def test_a_real_browser_runs_webassembly_on_the_search_page_only(pages: Path, tmp_path: Path) -> None:
    site = shutil.copytree(pages, tmp_path / "site")
    script = f"try {{ new WebAssembly.Module({WASM}); window.ran = true }} catch {{ window.ran = false }}"
    (site / "probe.js").write_text(script)
    page = (
        (site / "griepprik" / "index.html")
        .read_text("utf-8")
        .replace("</main>", '<script src="/probe.js"></script></main>')
    )
    (site / "griepprik" / "index.html").write_text(page, "utf-8")
    search = site / headers.SEARCH
    search.mkdir(exist_ok=True)
    own, theirs = headers.in_page(f"{headers.SEARCH}index.html"), headers.in_page("griepprik/index.html")
    assert theirs in page
    (search / "index.html").write_text(page.replace(theirs, own), "utf-8")
    (site / "_headers").write_text(headers.as_headers("", https=False, search=True))
    with webhosts.by_headers_file(site) as address:
        asked = [f"{address}/griepprik/", f"{address}/{headers.SEARCH}"]
        visits = browse(asked, tmp_path / "profile", ask="window.ran")
    assert [visits[page].asked for page in asked] == [False, True]


@pytest.mark.suite("browser")
def test_a_page_opened_from_disk_has_its_style(pages: Path, tmp_path: Path) -> None:
    page = (pages / "griepprik" / "index.html").as_uri()
    ask = "getComputedStyle(document.documentElement).getPropertyValue('--brand-light')"
    visit = browse([page], tmp_path / "profile", ask=ask)[page]
    assert visit.asked == "#0b5563"
    assert visit.violations == []

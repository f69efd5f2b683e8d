"""What hosts say beside each file: one table, seen through _headers, Apache and nginx."""

import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import Message
from pathlib import Path

import pytest

from syndicate import settings
from syndicate.errors import SettingsError
from syndicate.site import headers
from syndicate.site.deploy import rollback
from syndicate.site.hosts import open_host
from syndicate.site.theme import ours
from tests.servers import webhosts
from tests.site.conftest import Site
from tests.site.places import HOSTS

UNSAFE = re.compile(r"\bon\w+\s*=|<style|\sstyle=|javascript:", re.IGNORECASE)


@contextmanager
def apache(pages: Path, place: Path) -> Iterator[str]:
    with webhosts.apache(pages, place) as address:
        yield address


@contextmanager
def nginx(pages: Path, place: Path) -> Iterator[str]:
    rules = place / "rules.conf"
    shutil.copy(place / "built/state/hosting/nginx.conf", rules)
    with webhosts.nginx(pages, place, rules) as address:
        yield address


@contextmanager
def by_headers_file(pages: Path, place: Path) -> Iterator[str]:
    with webhosts.by_headers_file(pages) as address:
        yield address


def get(address: str) -> tuple[int, Message]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            answer.read()
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


SERVERS = [
    pytest.param(by_headers_file, id="_headers"),
    pytest.param(apache, id="apache", marks=pytest.mark.suite("apache")),
    pytest.param(nginx, id="nginx", marks=pytest.mark.suite("nginx")),
]


@pytest.mark.parametrize("server", SERVERS)
def test_every_host_says_the_same_of_each_file(server, pages: Path, place: Path) -> None:
    share = next((pages / "share").glob("griepprik-nl-*")).name
    with server(pages, place) as address:
        for path in ("/", "/griepprik/", "/theme/css/main.css", f"/share/{share}", "/feeds/all.atom.xml"):
            status, said = get(address + path)
            assert status == 200
            # in that file rules only add up, and each page takes back what the search alone may do
            wasm = server is by_headers_file
            assert said.get_all("Content-Security-Policy") == [headers.in_header(https=True, wasm=wasm)]
            for name, value in headers.everywhere(https=True).items():
                assert said.get_all(name) == [value], (path, name)
        kinds = {
            "/feeds/all.atom.xml": "application/atom+xml; charset=utf-8",
            "/feeds/all.rss.xml": "application/rss+xml; charset=utf-8",
            "/feeds/all.json": "application/feed+json; charset=utf-8",
        }
        for path, kind in kinds.items():
            _, said = get(address + path)
            assert said["Content-Type"].endswith(kind), path
        _, said = get(f"{address}/share/{share}")
        assert said.get_all("Cache-Control") == ["public, max-age=31536000, immutable"]
        assert said["Cross-Origin-Resource-Policy"] == "cross-origin"
        _, said = get(f"{address}/theme/css/main.css")
        assert said["Cross-Origin-Resource-Policy"] == "same-origin"
        _, said = get(f"{address}/griepprik/")
        assert said["Cross-Origin-Resource-Policy"] is None
        assert said["Set-Cookie"] is None


@pytest.mark.parametrize("server", SERVERS[1:])
def test_apache_and_nginx_show_our_error_page_which_nobody_keeps(server, pages: Path, place: Path) -> None:
    with server(pages, place) as address:
        for path in ("/niet-hier/", "/share/weg.png"):
            status, said = get(address + path)
            assert status == 404
            assert said["Content-Security-Policy"] == headers.in_header(https=True)
            assert said["X-Content-Type-Options"] == "nosniff"
            assert "immutable" not in (said["Cache-Control"] or "")
        assert get(f"{address}/griepprik/")[1]["Cache-Control"] == headers.ALWAYS_ASK
        for path in (f"/{headers.SEARCH}", f"/{headers.INDEX}pagefind-worker.js"):
            _, said = get(f"{address}{path}")
            assert said["Content-Security-Policy"] == headers.in_header(https=True, wasm=True)


def test_the_policy_lets_nothing_through_but_files_of_the_site() -> None:
    assert headers.in_header(https=True) == (
        "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; upgrade-insecure-requests"
    )
    assert "upgrade" not in headers.in_header(https=False)
    # a page cannot forbid frames for itself, and a look at the site on this machine has no https
    assert "frame-ancestors" not in headers.in_page("griepprik/index.html")
    assert "upgrade" not in headers.in_page("griepprik/index.html")


def test_only_the_search_page_may_run_webassembly() -> None:
    assert headers.WASM in headers.in_page(f"{headers.SEARCH}index.html")
    assert headers.WASM not in headers.in_page("griepprik/index.html")
    assert headers.WASM not in headers.as_headers("", https=True, search=False)
    assert headers.WASM in headers.as_headers("", https=True, search=True)


def test_a_site_without_https_promises_none() -> None:
    assert "Strict-Transport-Security" in headers.everywhere(https=True)
    for text in (
        headers.as_headers("", https=False, search=False),
        headers.as_htaccess("", https=False),
        headers.as_nginx("", https=False),
    ):
        assert "Strict-Transport-Security" not in text
        assert "upgrade-insecure-requests" not in text


def test_rules_of_headers_can_be_added_up() -> None:
    rules = headers.special()
    assert not {r.name for r in rules} & {"Content-Security-Policy", *headers.everywhere(https=True)}
    assert all(r.paths.count("*") == 1 for r in rules)
    assert all(len(line) < 2000 for line in headers.as_headers("", https=True, search=True).splitlines())


def test_a_site_below_a_path_names_it() -> None:
    assert "/groep/share/*" in headers.as_headers("/groep", https=True, search=False)
    assert "ErrorDocument 404 /groep/404.html" in headers.as_htaccess("/groep", https=True)
    assert "^/groep/share/.*$" in headers.as_nginx("/groep", https=True)
    assert "404" not in headers.as_htaccess("", https=True, lost=False)
    assert "404" not in headers.as_nginx("", https=True, lost=False)


def test_every_page_carries_its_policy_before_anything_else_and_nothing_inline(pages: Path) -> None:
    found = sorted(pages.rglob("*.html"))
    assert len(found) > 40
    for file in found:
        html = file.read_text(encoding="utf-8")
        path = file.relative_to(pages).as_posix()
        if 'http-equiv="refresh" content="0' in html:  # what leads on has a narrower one
            continue
        policy = f'<meta http-equiv="Content-Security-Policy" content="{headers.in_page(path)}">'
        head = html.partition("<head>")[2]
        assert head.lstrip().startswith('<meta charset="utf-8">\n\n' + policy) or head.find(policy) < 60, path
        assert '<meta name="referrer" content="same-origin">' in head
        assert not UNSAFE.search(re.sub(r"<script type=\"application/ld\+json\">.*?</script>", "", html)), (
            path
        )
        for script in re.findall(r"<script[^>]*>", html):
            assert re.search(r'type="application/ld\+json"|src="[^"]*/?theme/js/[a-z-]+\.js"', script), path


def test_the_colour_of_the_practice_stands_in_the_style_sheet(pages: Path) -> None:
    assert (
        (pages / "theme/css/main.css")
        .read_text("utf-8")
        .endswith(
            "}:root{--brand-light:#0b5563;--brand-dark:#5fb9ca;--second-light:#4a8f3c;--second-dark:#4a8f3c}\n"
        )
    )


def test_files_that_the_practice_puts_there_stay(site: Site) -> None:
    site.write("content/extra/_headers", "/*\n  X-Own: yes\n")
    site.build(
        THEME=str(ours()),
        STATIC_PATHS=["extra"],
        EXTRA_PATH_METADATA={"extra/_headers": {"path": "_headers"}},
    )
    output = site.settings().output
    assert (output / "_headers").read_text("utf-8") == "/*\n  X-Own: yes\n"
    assert "Content-Security-Policy" in (output / ".htaccess").read_text("utf-8")


def test_another_theme_gets_headers_only_where_a_setting_asks(site: Site) -> None:
    conf = site.settings()
    assert not headers.wanted(conf)
    assert headers.wanted(replace(conf, headers=True))
    assert headers.wanted(replace(conf, pelican={**conf.pelican, "THEME": str(ours())}))
    assert not headers.wanted(replace(conf, pelican={**conf.pelican, "THEME": str(ours())}, headers=False))
    assert not headers.wanted(replace(conf, blog=True))
    assert headers.wanted(replace(conf, blog=True, headers=True))
    output = site.build().output
    assert not (output / "_headers").exists()
    assert not (output / ".htaccess").exists()


def test_a_practice_may_do_without(site: Site) -> None:
    site.edit("pelicanconf.py", "TIMEZONE", "SYNDICATE_HEADERS = False\nTIMEZONE")
    assert site.settings().headers is False
    output = site.build(THEME=str(ours()), SYNDICATE_HEADERS=False).output
    assert not (output / "_headers").exists()
    assert "Content-Security-Policy" not in (output / "index.html").read_text("utf-8")
    assert load(site, "None") == "pelicanconf.py: SYNDICATE_HEADERS must be True or False, not None."


def load(site: Site, value: str) -> str:
    site.edit("pelicanconf.py", "SYNDICATE_HEADERS = False", f"SYNDICATE_HEADERS = {value}")
    with pytest.raises(SettingsError) as refused:
        settings.load(site.root, {})
    return str(refused.value)


@pytest.mark.parametrize("host", HOSTS)
def test_files_with_a_dot_arrive_at_every_host_and_count_as_the_build(
    host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"index.html": "old", "_headers": "/*", ".htaccess": "# one", ".well-known/security.txt": "x"}
    new = old | {"index.html": "new", ".htaccess": "# two"}
    with host(tmp_path, monkeypatch) as stage:
        stage.deploy(old, 1)
        stage.deploy(new, 2)
        assert stage.live() == new
        with open_host(stage.settings) as opened:
            assert opened.live()
            assert opened.intact(stage.settings.output)
        rollback(stage.settings)
        assert stage.live() == old

"""Build generated articles, with all that goes out with them, beside stock Pelican on the same Markdown.

`invoke bench`: whole processes, one after the other, on the same files in the same run.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.corpus import practice


def ours(folder: Path) -> None:
    """Read, check, and build pages, feeds and share images."""
    from syndicate.workflows.way import approvals, blocking, make_site, open_way, sources

    began = time.perf_counter()
    way = open_way(folder, environ={})
    read = time.perf_counter()
    signed = approvals(way)
    stopped = blocking(way, sources(way, signed))
    if stopped:
        sys.exit(f"the generated articles have errors, the first: {stopped[0]}")
    checked = time.perf_counter()
    site = make_site(way, signed)
    built = time.perf_counter()
    print(
        f"  read {read - began:.2f} s, rules {checked - read:.2f} s, build {built - checked:.2f} s, "
        f"{len(site.built.pages)} pages",
        flush=True,
    )


def stock(folder: Path) -> None:
    """Build the same Markdown with Pelican as it comes: its own simple theme and its own feeds."""
    from pelican import Pelican
    from pelican.settings import read_settings

    settings = read_settings(
        override={
            "PATH": str(folder / "content"),
            "ARTICLE_PATHS": ["articles"],
            "OUTPUT_PATH": str(folder / "stock"),
            "SITEURL": "http://localhost:8000",
            "SITENAME": "Stock",
            "DEFAULT_LANG": "nl",
            "TIMEZONE": "Europe/Amsterdam",
            "THEME": "simple",
            "PLUGINS": ["pelican.plugins.yaml_metadata"],
            "FEED_ALL_ATOM": "feeds/all.atom.xml",
            "FEED_ALL_RSS": "feeds/all.rss.xml",
            "ARTICLE_URL": "{slug}/",
            "ARTICLE_SAVE_AS": "{slug}/index.html",
            "STATIC_PATHS": ["images"],
        }
    )
    Pelican(settings).run()


def measured(what: str, folder: Path) -> tuple[float, float, float]:
    """Run one build in a process of its own: wall seconds, CPU seconds, peak memory in MiB."""
    began = time.perf_counter()
    child = os.spawnv(
        os.P_NOWAIT, sys.executable, [sys.executable, "-m", "tests.bench.site", what, str(folder)]
    )
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{what} failed")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure, and print one table with the ratios of this run."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside)
        practice(folder, articles)
        rows = {}
        for what in ("ours", "again", "stock"):
            print(f"{what} ...", flush=True)
            rows[what] = measured("stock" if what == "stock" else "ours", folder)
    print(f"\n{articles} articles            wall s    CPU s   peak MiB   CPU / stock Pelican")
    names = {
        "ours": "ours, share images drawn",
        "again": "ours, share images kept",
        "stock": "stock Pelican, simple theme",
    }
    for what, (wall, cpu, peak) in rows.items():
        print(f"{names[what]:<27} {wall:7.1f} {cpu:8.1f} {peak:10.0f} {cpu / rows['stock'][1]:10.2f}")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ("ours", "stock"):
        (ours if sys.argv[1] == "ours" else stock)(Path(sys.argv[2]))
    else:
        main()

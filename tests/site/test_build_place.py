"""Where a build goes: the old site stays until the new one is whole, and nothing else is touched."""

import locale
import logging
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from syndicate.errors import SettingsError, SiteError
from syndicate.site.build import Built
from tests.site.building import THEME, files

pytestmark = pytest.mark.usefixtures("same_locale")
SCRIPT = """
import sys, locale
from datetime import date
from pathlib import Path
sys.path.insert(0, {tests!r})
import conftest
site = conftest.copy_site(Path({folder!r}))
print(site.build(today=date(2026, 11, 21)).fingerprint)
"""


def test_two_builds_are_byte_identical_wherever_and_whenever_they_run(built: Built, tmp_path: Path) -> None:
    made = []
    for number, zone in enumerate(("Pacific/Kiritimati", "America/Los_Angeles")):
        folder = tmp_path / f"other place {number}"
        folder.mkdir()
        script = SCRIPT.format(tests=str(Path(__file__).parent), folder=str(folder))
        env = {
            **os.environ,
            "PYTHONPATH": str(THEME.parent),
            "TZ": zone,
            "PYTHONHASHSEED": str(number + 1),
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        made.append((done.stdout.split(), files(folder / "site/output")))
    assert made[0] == made[1]
    assert len(made[0][0]) == 1  # nothing is printed but what the script prints


def test_a_build_leaves_the_process_as_it_was(site: Any, capfd: pytest.CaptureFixture[str]) -> None:
    from pelican.plugins import signals

    def state() -> object:
        receivers = {k: set(s.receivers) for k, s in vars(signals).items() if hasattr(s, "receivers")}
        logger = logging.getLogger("pelican")
        seen = list(logger.handlers), logger.level, logger.propagate, logging.getLoggerClass()
        return receivers, seen, locale.setlocale(locale.LC_ALL), sys.path[:], Path.cwd()

    site.build()
    before = state()
    first = site.build().fingerprint
    with pytest.raises(SettingsError):
        site.build(THEME="nergens")
    assert state() == before
    assert site.build().fingerprint == first
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_the_old_output_stays_when_a_build_fails(site: Any) -> None:
    before = files(site.build().output)
    site.write("../theme/templates/article.html", "{{ article.title")
    with pytest.raises(SiteError, match=r"article\.html:1: TemplateSyntaxError"):
        site.build()
    assert files(site.root / "output") == before
    assert not list(site.root.glob(".output*"))


def test_a_template_that_fails_is_named(site: Any) -> None:
    site.write("../theme/templates/index.html", "{{ nergens.dieper }}")
    with pytest.raises(SiteError, match="UndefinedError"):
        site.build()


@pytest.mark.parametrize("place", ["content", ".", "..", "content/images"])
def test_an_output_that_would_replace_content_is_refused(site: Any, place: str) -> None:
    with pytest.raises(SettingsError, match="OUTPUT_PATH"):
        build_into(site, (site.root / place).resolve())
    assert (site.root / "content/articles/griepprik.md").is_file()


def test_a_folder_that_holds_something_else_is_not_replaced(site: Any) -> None:
    site.write("output/vakantie.txt", "foto's")
    with pytest.raises(SettingsError, match="no site of ours"):
        site.build()
    assert (site.root / "output/vakantie.txt").is_file()


def test_a_file_in_the_place_of_the_output_stays_and_nothing_is_left_beside_it(site: Any) -> None:
    site.write("output", "mijn aantekeningen")
    with pytest.raises(SettingsError, match=r"OUTPUT_PATH .*/output is a file"):
        site.build()
    assert (site.root / "output").read_text() == "mijn aantekeningen"
    assert not list(site.root.glob(".output*"))


def test_the_output_of_a_removed_article_goes_with_it(site: Any) -> None:
    assert (site.build().output / "rugpijn/index.html").is_file()
    (site.root / "content/articles/rugpijn.md").unlink()
    output = site.build().output
    assert not (output / "rugpijn").exists()
    assert not (output / "onderwerp/bewegen").exists()
    assert not list(site.root.glob(".output*"))


def build_into(site: Any, output: Path) -> Built:
    """Build to another folder than the settings name."""
    from syndicate.site.build import build

    return build(
        site.settings(), site.content(), output, today=date(2026, 11, 21), approvals={}, syndication={}
    )


def test_another_output_can_be_named(site: Any) -> None:
    assert (build_into(site, site.root / "preview/site").output / "index.html").is_file()
    assert not (site.root / "output").exists()


def test_a_plugin_that_fails_or_is_missing_stops_the_build(site: Any) -> None:
    with pytest.raises(SiteError, match="Cannot load plugin `nergens`"):
        site.build(PLUGINS=["nergens"])


def test_another_plugin_of_the_practice_runs_and_is_gone_after_the_build(site: Any) -> None:
    from pelican.plugins import signals

    class Plugin:
        @staticmethod
        def register() -> None:
            signals.finalized.connect(Plugin.done)

        @staticmethod
        def done(pelican: Any) -> None:
            Path(pelican.output_path, "extra.txt").write_text("hier")

    output = site.build(PLUGINS=[Plugin, "syndicate.site"]).output
    assert (output / "extra.txt").read_text() == "hier"
    assert Plugin.done not in [r() for r in signals.finalized.receivers.values()]


def test_a_build_that_cannot_be_switched_keeps_the_old_one(tmp_path: Path) -> None:
    from syndicate.site.build import _switch

    (tmp_path / "output").mkdir()
    (tmp_path / "output/index.html").write_text("oud")
    with pytest.raises(SiteError, match="could not be replaced"):
        _switch(tmp_path / "nergens", tmp_path / "output")
    assert (tmp_path / "output/index.html").read_text() == "oud"
    with pytest.raises(SiteError, match="could not be replaced"):
        _switch(tmp_path / "nergens", tmp_path / "nieuw")
    assert not (tmp_path / "nieuw").exists()


def test_another_build_in_the_same_place_waits_its_turn(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    from syndicate.site import build as module

    monkeypatch.setattr(module, "PATIENCE", 0)
    lock = site.root / ".syndicate/build.lock"
    lock.parent.mkdir()
    with FileLock(lock), pytest.raises(SiteError, match="another build"):
        site.build()

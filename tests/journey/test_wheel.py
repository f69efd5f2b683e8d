"""The wheel: everything that an installed site needs, and nothing of this repository's own."""

import json
import subprocess
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from syndicate import __version__
from tests.journey.conftest import ROOT

EXTRAS = {"x", "mastodon", "sftp", "wordpress", "word", "postgres", "tell", "keep", "editor", "all", "dev"}


@pytest.fixture(scope="module")
def packed(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lying(folder: str) -> set[Path]:
    return {f for f in (ROOT / folder).rglob("*") if f.is_file() and "__pycache__" not in f.parts}


def test_it_holds_every_file_of_the_package_and_of_the_theme_and_nothing_else(packed):
    wanted = {f.relative_to(ROOT).as_posix(): f.read_bytes() for f in lying("syndicate")}
    wanted |= {f"syndicate/{f.relative_to(ROOT).as_posix()}": f.read_bytes() for f in lying("theme")}
    found = {name: data for name, data in packed.items() if ".dist-info/" not in name}
    assert found == wanted
    for name in (
        "py.typed",
        "theme/templates/base.html",
        "theme/share/default.toml",
        "theme/share/tall.toml",
        "starter/professions.toml",
    ):
        assert f"syndicate/{name}" in found
    assert not [name for name in packed if name.startswith(("tests", "content", "tasks"))]


def test_it_says_who_it_is_under_which_licences_and_what_it_offers(packed):
    about = f"expertstatus-{__version__}.dist-info"
    metadata = message_from_bytes(packed[f"{about}/METADATA"])
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "AGPL-3.0-or-later AND MIT AND CC-BY-SA-4.0"
    assert set(metadata.get_all("Provides-Extra")) == EXTRAS
    assert packed[f"{about}/licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert packed[f"{about}/licenses/theme/LICENSE"] == (ROOT / "theme" / "LICENSE").read_bytes()
    points = packed[f"{about}/entry_points.txt"].decode()
    assert "expertstatus = syndicate.__main__:main" in points
    assert "mastodon = syndicate.channels.mastodon:Mastodon" in points


def test_it_is_the_same_bytes_each_time(wheel, tmp_path):
    import sys

    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", tmp_path, ROOT], check=True, capture_output=True)
    assert next(tmp_path.glob("*.whl")).read_bytes() == wheel.read_bytes()


def test_what_is_installed_is_not_the_checkout_and_finds_its_data(kit, tmp_path):
    code = (
        "import json, syndicate; from syndicate.site.theme import ours; from syndicate import channels;"
        "from importlib.metadata import entry_points; from importlib.resources import files;"
        "print(json.dumps([syndicate.__file__, str(ours()), str(files('syndicate') / 'starter'),"
        "sorted(e.name for e in entry_points(group=channels.GROUP))]))"
    )
    told = subprocess.run([kit, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    package, theme, starter, networks = json.loads(told.stdout)
    assert not Path(package).is_relative_to(ROOT)
    assert Path(theme) == Path(package).parent / "theme"
    assert Path(starter) == Path(package).parent / "starter"
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert networks == sorted(named["expertstatus.channels"])

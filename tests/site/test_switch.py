"""A deploy or a rollback may die before, within or after every step; no build is ever lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from syndicate.errors import SiteError
from syndicate.site.hosts import UNFINISHED, Mark
from syndicate.site.hosts.folder import Folder
from syndicate.site.hosts.switch import NEXT, SUFFIXES, Switched
from tests.site.places import Site, read_folder

A, B, C = ({"index.html": letter, "deep/er.html": letter} for letter in "ABC")


class Killed(BaseException):
    """As a kill -9: nothing of ours runs after it."""


class Mortal(Folder):
    """A folder whose process dies in its n-th step: before it, halfway through it, or after it."""

    def __init__(self, folder: Path, step: int, moment: str) -> None:
        super().__init__(folder)
        self.left, self.moment = step, moment

    def _step(self, halfway: object = None) -> bool:
        self.left -= 1
        if self.left == 0 and self.moment != "after":
            if self.moment == "within" and callable(halfway):
                halfway()
            raise Killed
        return self.left == 0

    def fill(self, built: Path, mark: Mark) -> None:
        def halfway() -> None:
            place = self._at(NEXT)
            place.mkdir()
            (place / ".expertstatus").write_text(UNFINISHED.text())
            (place / "index.html").write_text("half")

        last = self._step(halfway)
        super().fill(built, mark)
        if last:
            raise Killed

    def rename(self, old: str, new: str) -> None:
        last = self._step()
        super().rename(old, new)
        if last:
            raise Killed

    def remove(self, suffix: str) -> None:
        last = self._step((self._at(suffix) / "index.html").unlink)
        super().remove(suffix)
        if last:
            raise Killed


def built(root: Path, site: Site) -> Path:
    folder = root / f"built-{site['index.html']}"
    for name, text in site.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def mark(site: Site) -> Mark:
    letter = site["index.html"]
    return Mark("ABC".index(letter) + 1, f"print of {letter}")


def put(host: Switched, root: Path, site: Site) -> None:
    live = host.live()
    if live != mark(site):
        host.put(built(root, site), mark(site))


def leftovers(public: Path) -> set[str]:
    return {s for s in SUFFIXES[1:] if public.with_name(public.name + s).exists()} - {".previous"}


@pytest.mark.parametrize("moment", ["before", "within", "after"])
@pytest.mark.parametrize("before", [[], [A], [A, B]], ids=["first", "second", "third"])
def test_a_deploy_that_dies_anywhere_is_finished_or_undone_by_the_next(
    tmp_path: Path, before: list[Site], moment: str
) -> None:
    steps = 0
    while True:
        steps += 1
        root = tmp_path / str(steps)
        public = root / "public"
        for site in before:
            put(Switched(Folder(public)), root, site)
        mortal = Mortal(public, steps, moment)
        try:
            put(Switched(mortal), root, C)
        except Killed:
            pass
        else:
            break
        host = Switched(Folder(public))
        live = host.live()
        seen = read_folder(public)
        assert seen == (C if live == mark(C) else before[-1] if before else {})
        put(host, root, C)
        assert (read_folder(public), leftovers(public)) == (C, set())
        if before:
            assert host.back() == mark(before[-1])
            assert (read_folder(public), leftovers(public)) == (before[-1], set())
    assert steps > 1 + len(before)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_rollback_that_dies_anywhere_loses_neither_build(tmp_path: Path, moment: str) -> None:
    for step in (1, 2, 3):
        root = tmp_path / str(step)
        public = root / "public"
        for site in (A, B):
            put(Switched(Folder(public)), root, site)
        with pytest.raises(Killed):
            Switched(Mortal(public, step, moment)).back()
        host = Switched(Folder(public))
        live = host.live()
        one, other = (A, B) if live == mark(A) else (B, A)
        assert read_folder(public) == one
        assert host.back() == mark(other)
        assert (read_folder(public), leftovers(public)) == (other, set())


@pytest.mark.parametrize("text", ["", '{"finger', UNFINISHED.text()])
def test_a_mark_that_a_crash_left_half_written_never_goes_live(tmp_path: Path, text: str) -> None:
    coming = tmp_path / "public.next"
    coming.mkdir()
    (coming / ".expertstatus").write_text(text)
    (coming / "index.html").write_text("half")
    host = Switched(Folder(tmp_path / "public"))
    assert host.live() is None
    assert not coming.exists()


def test_a_live_site_with_a_blank_mark_is_not_taken_for_an_empty_folder(tmp_path: Path) -> None:
    put(Switched(Folder(tmp_path / "public")), tmp_path, A)
    (tmp_path / "public" / ".expertstatus").write_text("")
    with pytest.raises(SiteError, match="cannot be read"):
        put(Switched(Folder(tmp_path / "public")), tmp_path, B)
    assert read_folder(tmp_path / "public") == A


def test_an_empty_folder_is_filled_and_does_not_become_the_previous_build(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    host = Switched(Folder(public))
    put(host, tmp_path, A)
    assert read_folder(public) == A
    with pytest.raises(SiteError, match="no previous build"):
        host.back()


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_the_previous_build_can_come_back_where_the_live_one_was_removed_by_hand(
    tmp_path: Path, left: str
) -> None:
    public = tmp_path / "public"
    host = Switched(Folder(public))
    put(host, tmp_path, A)
    put(host, tmp_path, B)
    public.rename(tmp_path / "away")
    if left != "nothing":
        public.mkdir()
    assert host.back() == mark(A)
    assert (read_folder(public), leftovers(public)) == (A, set())


def test_two_deploys_that_meet_beside_the_site_do_not_go_live(tmp_path: Path) -> None:
    class Met(Folder):
        def fill(self, built: Path, mark: Mark) -> None:
            super().fill(built, Mark(99, "of another run"))

    with pytest.raises(SiteError, match=r"public\.next: another deploy is writing there"):
        put(Switched(Met(tmp_path / "public")), tmp_path, A)


def test_what_somebody_else_keeps_beside_the_site_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "public.next").mkdir()
    (tmp_path / "public.next" / "thesis.txt").write_text("years of work")
    with pytest.raises(SiteError, match=r"public\.next: there are files here"):
        Switched(Folder(tmp_path / "public")).live()

"""Puts a build on its host, never an older one over a newer, and puts the previous one back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from syndicate.errors import SiteError
from syndicate.settings import Settings
from syndicate.site.hosts import Change, Mark, files_of, open_host
from syndicate.site.live import wait_live

__all__ = ["deploy", "forget", "note", "rollback", "seen", "wait_live"]

LOCK_SECONDS = 60.0


def deploy(
    settings: Settings, built: Path, *, version: int, fingerprint: str, last: Mapping[str, str] | None
) -> None:
    """Put `built` on the host that SYNDICATE_DEPLOY names; nothing is done where it stands there whole.

    `version` grows with the content (commit time); `last` is what the ledger says of the last deploy.
    Raises SiteError where that, or the host itself, knows a newer version, and where the host holds
    what is not ours; SettingsError where SYNDICATE_DEPLOY names no host.
    """
    files_of(built)
    mark = Mark(version, fingerprint)
    with _alone(settings), open_host(settings) as host:
        live = host.live()
        _refuse_older(host.name, mark, live)
        if last and last.get("target", settings.deploy) == settings.deploy:
            _refuse_older(host.name, mark, Mark(int(last["version"]), last["fingerprint"]))
        if live is None or live.fingerprint != fingerprint or not host.intact(built):
            host.put(built, mark)


def seen(settings: Settings) -> tuple[str, Mark | None]:
    """Return the host's name and the mark of what is live there (None for nothing); it is only looked at.

    Raises SiteError where the host cannot be reached or holds what is not ours.
    """
    with _alone(settings), open_host(settings) as host:
        return host.name, host.look()


def note(settings: Settings, change: Change) -> None:
    """Let `change` make a new note (NOTE_FILE) of what stands on the host; "" for none, and leaves it.

    Nothing is done where no build is live. Raises SiteError.
    """
    with _alone(settings), open_host(settings) as host:
        if host.live() is not None:
            host.note(change)


def rollback(settings: Settings) -> str:
    """Put the previous build back without building; return what is live now, in a sentence.

    Done twice, the two builds have changed places twice. Raises SiteError where there is no previous.
    """
    with _alone(settings), open_host(settings) as host:
        mark = host.back()
        return f"{host.name}: {mark} is live again; what was live is kept as the previous build."


def forget(settings: Settings) -> None:
    """Keep nothing of earlier builds, on the host or here; `rollback` then has none to go back to.

    Raises SiteError.
    """
    with _alone(settings), open_host(settings) as host:
        host.forget()


def _refuse_older(where: str, mark: Mark, known: Mark | None) -> None:
    if known is not None and known.version > mark.version:
        raise SiteError(
            f"{where}: {known} is newer than this {mark}, so nothing was deployed. Fetch the newest content "
            f"and publish again; `invoke rollback` is the way to an earlier build."
        )


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    settings.state.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.state / "deploy.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise SiteError(
            "another deploy is running on this machine. Nothing was changed; try again."
        ) from None

"""A host that speaks SFTP only, through asyncssh, with the key agent and known_hosts of this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from syndicate.errors import SettingsError, SiteError
from syndicate.http.reach import Kept, Reach
from syndicate.settings import Target, is_loopback
from syndicate.settings.targets import SUFFIXES
from syndicate.site.hosts import MARK_FILE, NOTE_COMING, NOTE_FILE, OURS, UNFINISHED, Mark, files_of, foreign
from syndicate.site.hosts.switch import BLANK, EMPTY, LIVE, NEXT, Switched

if TYPE_CHECKING:
    from asyncssh import SFTPClient

T = TypeVar("T")
AT_ONCE = 16
CONNECT_SECONDS = 30
HERE: dict[str, Any] = {"tunnel": None, "proxy_command": None}  # whatever ~/.ssh/config says


@contextmanager
def open_sftp(target: Target, reach: Reach) -> Iterator[Switched]:
    """Connect (a port or user that is not named is left to ~/.ssh/config) and give the host.

    Raises SettingsError where the extra is not installed, SiteError where the connection fails; a host
    whose key is not in known_hosts is refused, and so is one elsewhere that ~/.ssh/config names for
    this machine, and (SettingsError) one at an address that `reach` keeps.
    """
    try:
        import asyncssh
    except ImportError:
        raise SettingsError("sftp: needs an extra: pip install 'expertstatus[sftp]'.") from None
    path = str(PurePosixPath(target.path))
    chosen: dict[str, Any] = {"port": target.port} if target.port else {}
    if target.user:
        chosen["username"] = target.user
    chosen |= HERE if target.loopback else {}
    name = f"sftp://{target.host}{path}"
    with asyncio.Runner() as runner, _told(name):
        connecting = asyncssh.connect(
            target.host, connect_timeout=CONNECT_SECONDS, keepalive_interval=15, **chosen
        )
        connection = runner.run(_await(connecting))
        try:
            reached = str(connection.get_extra_info("peername")[0])
            if target.loopback and not is_loopback(f"[{reached}]" if ":" in reached else reached):
                raise SiteError(f"{name}: ~/.ssh/config leads elsewhere, to {reached}. Nothing was sent.")
            # the address that the connection really has: no name can have changed meanwhile
            reach.reached(target.host, reached)
            client = runner.run(_await(connection.start_sftp_client()))
            yield Switched(Sftp(runner, client, name, path))
        finally:
            connection.close()
            runner.run(connection.wait_closed())


class Sftp:
    """The folder `path` and its siblings, over one connection."""

    def __init__(self, runner: asyncio.Runner, client: SFTPClient, name: str, path: str) -> None:
        self._run = runner.run
        self._client = client
        self._path = path
        self.name = name

    def look(self) -> dict[str, str]:
        """Return the mark's text (or BLANK) by suffix, EMPTY for an empty folder; refuse what is not ours."""
        return self._run(self._look())

    def fill(self, built: Path, mark: Mark) -> None:
        """Upload `built` to `.next` and compare the size of every file; the mark comes last."""
        self._run(self._fill(built, mark))

    def same(self, built: Path) -> bool:
        """Tell whether the live folder holds the files of `built` in their sizes."""
        return self._run(self._sizes(LIVE)) == _sizes_of(built)

    def rename(self, old: str, new: str) -> None:
        """Rename one sibling to another that is not there."""
        self._run(self._client.rename(self._path + old, self._path + new))

    def remove(self, suffix: str) -> None:
        """Remove one sibling with all that is in it, its mark last."""
        self._run(self._remove(self._path + suffix))

    def noted(self) -> str:
        """Return the live folder's NOTE_FILE, "" for none."""
        return self._run(self._noted())

    def write_note(self, text: str) -> None:
        """Replace the live folder's NOTE_FILE, in one step where the server can rename over a file."""
        self._run(self._write_note(text))

    async def _look(self) -> dict[str, str]:
        found = {}
        for suffix in SUFFIXES:
            place = self._path + suffix
            if await self._client.isfile(f"{place}/{MARK_FILE}"):
                async with self._client.open(f"{place}/{MARK_FILE}", encoding="utf-8") as mark:
                    found[suffix] = await mark.read() or BLANK
            elif await self._client.isdir(place) and not set(await self._client.listdir(place)) - {".", ".."}:
                found[suffix] = EMPTY
            elif await self._client.lexists(place):
                raise foreign(f"{self.name}{suffix}")
        return found

    async def _fill(self, built: Path, mark: Mark) -> None:
        place = self._path + NEXT
        names = files_of(built)
        await self._client.makedirs(place)
        await self._mark(UNFINISHED)
        for folder in sorted({str(p) for name in names for p in PurePosixPath(name).parents} - {"."}):
            await self._client.mkdir(f"{place}/{folder}")
        door = asyncio.Semaphore(AT_ONCE)

        async def upload(name: str) -> None:
            async with door:
                await self._client.put(str(built / name), f"{place}/{name}")

        await asyncio.gather(*(upload(name) for name in names))
        if await self._sizes(NEXT) != _sizes_of(built):
            raise SiteError(
                f"{self.name}{NEXT}: the files did not arrive whole. Nothing went live; try again."
            )
        await self._mark(mark)

    async def _noted(self) -> str:
        file = f"{self._path}{LIVE}/{NOTE_FILE}"
        if not await self._client.isfile(file):
            return ""
        async with self._client.open(file, encoding="utf-8", errors="replace") as note:
            return str(await note.read())

    async def _write_note(self, text: str) -> None:
        import asyncssh

        file, coming = (f"{self._path}{LIVE}/{name}" for name in (NOTE_FILE, NOTE_COMING))
        await self._client.makedirs(str(PurePosixPath(file).parent), exist_ok=True)
        async with self._client.open(coming, "w", encoding="utf-8") as note:
            await note.write(text)
        try:
            await self._client.posix_rename(coming, file)
        except asyncssh.SFTPOpUnsupported:
            if await self._client.lexists(file):
                await self._client.remove(file)
            await self._client.rename(coming, file)

    async def _remove(self, place: str) -> None:
        for name in await self._client.listdir(place):
            if name not in (".", "..", MARK_FILE):
                if await self._client.isdir(f"{place}/{name}"):
                    await self._client.rmtree(f"{place}/{name}")
                else:
                    await self._client.remove(f"{place}/{name}")
        await self._client.rmtree(place)

    async def _mark(self, mark: Mark) -> None:
        async with self._client.open(f"{self._path}{NEXT}/{MARK_FILE}", "w", encoding="utf-8") as file:
            await file.write(mark.text())

    async def _sizes(self, suffix: str) -> dict[str, int]:
        found: dict[str, int] = {}
        folders = [""]
        for folder in folders:
            async for entry in self._client.scandir(f"{self._path}{suffix}/{folder}"):
                name = folder + str(entry.filename)
                if entry.filename in (".", "..") or name in OURS:
                    continue
                if await self._client.isdir(f"{self._path}{suffix}/{name}"):
                    folders.append(f"{name}/")
                else:
                    found[name] = entry.attrs.size or 0
        return found


def _sizes_of(built: Path) -> dict[str, int]:
    return {name: (built / name).stat().st_size for name in files_of(built) if name not in OURS}


async def _await(waiting: Any) -> Any:
    return await waiting


@contextmanager
def _told(name: str) -> Iterator[None]:
    import asyncssh

    try:
        yield
    except asyncssh.HostKeyNotVerifiable:
        raise SiteError(
            f"{name}: this machine does not know the host's key. Compare its fingerprint with "
            f"what your hosting company states, and add it to ~/.ssh/known_hosts."
        ) from None
    except asyncssh.PermissionDenied:
        raise SiteError(
            f"{name}: the host refused the login. Load the right key (ssh-add) and try again."
        ) from None
    except Kept as error:
        raise SettingsError(f"{name}: {error}. Nothing was sent.") from None
    except (OSError, asyncssh.Error) as error:
        raise SiteError(
            f"{name}: {type(error).__name__}: {error}. The deploy broke off; mend that and run "
            f"this again, it goes on from here."
        ) from error

"""Whether anybody can read what is private: each remote is asked as a stranger would ask it.

The first question of git over http is put through our own door, without any login: no credential
helper, token, key or .netrc can come along, as they would with git itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from syndicate.errors import ExpertstatusError, SettingsError
from syndicate.http import Door
from syndicate.http.reach import Reach
from syndicate.settings import Settings
from syndicate.settings.hosts import host_of
from syndicate.workflows.repository import Repository, git, repositories

QUESTION = "info/refs?service=git-upload-pack"
# some hosts answer git's question to git alone
ASKING = {"User-Agent": "git/2 (Expertstatus)"}
CLOSED = (401, 403, 404, 410)
SCP = re.compile(r"(?:[^/@:]+@)?(?P<host>[^/@:\[\]]{2,}):(?!//)(?P<path>.+)")
REF = re.compile(rb"([0-9a-f]{64}|[0-9a-f]{40})[ \t](?:HEAD|refs/)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a stranger is told: `readable` None = could not be found out (`why`); the commits if it is."""

    readable: bool | None
    commits: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One remote of a repository that keeps private files, by name and address (without a login).

    `leaks` tells whether anybody can read private files there; None = could not be found out (`why`).
    """

    remote: str
    address: str
    leaks: bool | None
    why: str = ""


def look(settings: Settings) -> tuple[Seen, ...]:
    """Ask every remote of a repository that keeps private files; () where none does.

    A made-up practice has nothing private, and a folder on this machine is nobody else's.
    """
    if settings.practice.sample:
        return ()
    try:
        return tuple(seen for repository in repositories(settings) for seen in _all(repository, settings))
    except ExpertstatusError as error:
        return (Seen("git", "", None, str(error)),)


def refuse_readable(settings: Settings) -> tuple[str, ...]:
    """Raise SettingsError where a remote shows private files to anybody; return a line per doubt."""
    place, doubts = _named(settings), []
    for seen in look(settings):
        where = f"{seen.remote} ({seen.address})" if seen.address else seen.remote
        if seen.leaks:
            raise SettingsError(
                f"{where} can be read by anybody and holds {place}, so nothing was published. Make that "
                f"repository private, or take {place} out of it and out of its history."
            )
        if seen.leaks is None:
            doubts.append(
                f"it could not be found out whether {where} can be read by anybody ({seen.why}); it must "
                f"not, since {place} is in it."
            )
    return tuple(doubts)


def _named(settings: Settings) -> str:
    place = settings.private
    inside = place.is_relative_to(settings.root)
    return place.relative_to(settings.root).as_posix() if inside else str(place)


def _all(repository: Repository, settings: Settings) -> Iterator[Seen]:
    """Yield every remote, but only if anything private was or would be committed."""
    kept = repository.tracks()
    everything = git(repository.folder, "for-each-ref", "--format=%(objectname)").split()
    if not kept and not repository.holds([*everything, "HEAD"]):
        return
    # the hosts of git's own remotes, and nowhere else they send us
    hosts = [host_of(url) for _, address in repository.remotes() for url in web_addresses(address)]
    reach = Reach.to(hosts, settings.private_hosts)
    door = Door(connect=3.0, read=5.0, total=10.0, reach=reach)
    target = repository.pushes_to()
    for remote, address in repository.remotes():
        answer = _known(settings.event, address) or ask(door, address)
        leaks = answer.readable
        if answer.readable:
            there = (*answer.commits, *repository.sent_to(remote))
            coming = ("HEAD",) if remote == target else ()
            leaks = (kept and bool(coming)) or repository.holds((*there, *coming))
        yield Seen(remote, plain(address), leaks, answer.why)


def ask(door: Door, address: str) -> Answer:
    """Ask for the branches of a remote without any login, by http where it is reached by ssh."""
    if urlsplit(address).scheme == "git":
        return Answer(True)  # this protocol knows no login at all
    answers = [_ask(door, url) for url in web_addresses(address)]
    for wanted in (True, False, None):
        for answer in answers:
            if answer.readable is wanted:
                return answer
    return Answer(False)  # a place on this machine


def web_addresses(address: str) -> tuple[str, ...]:
    """Return where a remote may be read over http: itself, or the same host and path; () = on no host."""
    match = None if "://" in address else SCP.fullmatch(address)
    if match:
        hosts, path = _hosts(match["host"]), match["path"]
    else:
        parts = urlsplit(address)
        path = parts.path
        if parts.scheme in ("http", "https"):
            hosts = (f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",)
        elif parts.scheme in ("ssh", "git+ssh", "ssh+git"):
            hosts = _hosts(parts.hostname or "")
        else:
            return ()
    path = path.strip("/").removesuffix(".git")
    return tuple(f"{host}/{path}{end}" for host in hosts for end in (".git", ""))


def plain(address: str) -> str:
    """Return an address without the login that may stand in it."""
    return re.sub(r"(?<=//)[^/\s]*@", "", address)


def _hosts(host: str) -> tuple[str, ...]:
    # code hosts lend ssh a name of its own where port 22 is shut: ssh.github.com, altssh.gitlab.com
    names = dict.fromkeys((host, re.sub(r"^(?:alt)?ssh\.", "", host)))
    return tuple(f"https://{f'[{name}]' if ':' in name else name}" for name in names)


def _ask(door: Door, url: str) -> Answer:
    import requests

    try:
        answer = door.session().get(f"{url}/{QUESTION}", headers=ASKING)
    except (requests.RequestException, ExpertstatusError) as error:
        return Answer(None, why=f"no answer: {type(error).__name__}")
    if answer.status_code in CLOSED:
        return Answer(False)
    if answer.status_code != requests.codes.ok:
        return Answer(None, why=f"it answers {answer.status_code}")
    smart = answer.headers.get("Content-Type", "").startswith("application/x-git-upload-pack")
    commits = tuple(match[1].decode() for match in REF.finditer(answer.content))
    # a page that asks for a login is also an answer
    return Answer(True, commits) if smart or commits else Answer(False)


def _known(event: str, address: str) -> Answer | None:
    """Return what the code host's own runner says of its repository; None of another, or without a word."""
    try:
        said = json.loads(Path(event).read_text("utf-8"))["repository"]
        own = {url for key in ("clone_url", "html_url") for url in web_addresses(said[key])}
        private = said["private"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not own & set(web_addresses(address)) or not isinstance(private, bool):
        return None
    return Answer(not private)

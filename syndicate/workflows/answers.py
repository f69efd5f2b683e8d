"""What a new practice says of itself; each answer has its reader, which raises ValueError for a wrong one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from syndicate.errors import SettingsError
from syndicate.http import is_loopback
from syndicate.settings.accounts import ADDRESS
from syndicate.settings.targets import Target, read_target

LONGEST = 100
NETWORKS = ("mastodon", "x")
REACHING = (*NETWORKS, "hand")
"""Those whose posts lead people to the site: its address must be one that they can open."""

_PLACE = re.compile(
    r"(?P<street>[^\d].*[0-9].*?),?\s+(?P<code>[1-9][0-9]{3})\s?(?P<letters>[A-Za-z]{2}),?\s+(?P<city>\D+)"
)
_NUMBER = re.compile(r"\+?[0-9(][0-9\s()./-]*[0-9]")
_FORGE = re.compile(r"(?P<forge>github|gitlab|forgejo):(?P<path>[\w.-]+(?:/[\w.-]+)+)", re.ASCII)
_OWNED = re.compile(r"https://(?P<host>[^/]+)/(?P<owner>[^/]+)/(?P<name>[^/]+?)(?:\.git)?/?")
_SERVER = re.compile(r"[\w-]+(\.[\w-]+)+", re.ASCII)
_FORGES = {"github": "github.com", "gitlab": "gitlab.com", "forgejo": "codeberg.org"}
_KNOWN_AS = (("github", "github.com"), ("gitlab", "gitlab"), ("forgejo", "codeberg|forgejo|gitea"))


@dataclass(frozen=True, slots=True)
class Host:
    """Where the site goes: SYNDICATE_DEPLOY, and the forge (github, gitlab, forgejo) that runs us."""

    deploy: str = "folder:public"
    forge: str = ""

    @property
    def target(self) -> Target:
        """Return the place as the deploy reads it."""
        return read_target(self.deploy)

    @property
    def branch(self) -> str:
        """Return the branch that a forge shows as a site."""
        return "pages" if self.forge == "forgejo" else "gh-pages"

    @property
    def address(self) -> str:
        """Return where patients will read the site, "" where the host does not say it."""
        found = _OWNED.fullmatch(self.target.path)
        if not found:
            return ""
        host, owner, name = found["host"], found["owner"].lower(), found["name"]
        if host == "github.com":
            own = f"https://{owner}.github.io"
            return own if name.lower() == f"{owner}.github.io" else f"{own}/{name}"
        return f"https://{owner}.codeberg.page/{name}" if host == "codeberg.org" else ""

    @property
    def acts(self) -> str:
        """Return SYNDICATE_ACTS: GitHub's page for a new issue, filled in; "" on any other host."""
        found = _OWNED.fullmatch(self.target.path)
        if not found or found["host"] != "github.com":
            return ""
        place = f"https://github.com/{found['owner']}/{found['name']}"
        return f"{place}/issues/new?title={{title}}&body={{text}}"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a practice said of itself, each value checked; `profession` is a table of professions.toml.

    `network` is where somebody posts by hand.
    """

    practice: str
    profession: str
    street: str
    postal_code: str
    city: str
    phone: str
    out_of_hours_phone: str
    out_of_hours_name: str
    channel: str
    base_url: str
    host: Host
    siteurl: str
    lang: str
    network: str = ""

    @property
    def networked(self) -> bool:
        """Tell whether the first channel is a real network."""
        return self.channel in NETWORKS


@lru_cache(maxsize=1)
def professions() -> Mapping[str, Any]:
    """Return what differs by profession, in the order in which they are offered."""
    return tomllib.loads(files("syndicate").joinpath("starter/professions.toml").read_text("utf-8"))


def one_line(text: str) -> str:
    """Return an answer as one line; raises ValueError for what is none, or could be markup."""
    line = " ".join(text.split())
    if len(line) > LONGEST * 2 or not line.isprintable() or re.search(r"[<>{}\[\]`\\$]", line):
        raise ValueError
    return line


def read_practice(text: str) -> dict[str, str]:
    """Read the practice's name."""
    if not 2 <= len(text) <= LONGEST:
        raise ValueError(text)
    return {"practice": text}


def read_profession(text: str) -> dict[str, str]:
    """Read a profession by its number in the list, its name in either language, or another word for it."""
    from syndicate.content.naming import slugify

    said = slugify(text)
    for number, (id_, known) in enumerate(professions().items(), 1):
        names = (str(number), id_, *known["name"].values(), *known["also"])
        if said in {slugify(name) for name in names}:
            return {"profession": id_}
    raise ValueError(text)


def read_place(text: str) -> dict[str, str]:
    """Read street and number, Dutch postcode and city."""
    found = _PLACE.fullmatch(text)
    if not found:
        raise ValueError(text)
    code = f"{found['code']} {found['letters'].upper()}"
    return {"street": found["street"].rstrip(","), "postal_code": code, "city": found["city"].strip()}


def read_phones(text: str) -> dict[str, str]:
    """Read the practice's number and, after a comma, that for out of hours, with a name if there is one."""
    first, _, second = (part.strip() for part in text.partition(","))
    phone, name = _number(first)
    if name:
        raise ValueError(text)
    other, who = _number(second) if second else ("", "")
    return {"phone": phone, "out_of_hours_phone": other, "out_of_hours_name": who}


def _number(text: str) -> tuple[str, str]:
    import phonenumbers

    found = _NUMBER.search(text)
    if not found:
        raise ValueError(text)
    try:
        possible = phonenumbers.is_possible_number(phonenumbers.parse(found[0], "NL"))
    except phonenumbers.NumberParseException:
        possible = False
    if not possible:
        raise ValueError(text)
    rest = text.replace(found[0], " ").strip(" ,:")
    if re.search(r"\d", rest):
        raise ValueError(text)
    return found[0], " ".join(rest.split())


def read_channel(text: str) -> dict[str, str]:
    """Read the first channel: folder, x, later, mastodon with its server, or hand with its network."""
    from syndicate.channels.hand import networks

    name, _, rest = text.lower().partition(" ")
    server = rest.strip().removeprefix("https://").rstrip("/")
    if name == "mastodon" and _SERVER.fullmatch(server):
        return {"channel": name, "base_url": f"https://{server}"}
    if name == "hand" and server in networks():
        return {"channel": name, "base_url": "", "network": server}
    _need(name in ("folder", "x", "later") and not rest)
    return {"channel": name, "base_url": ""}


def _need(good: bool) -> None:
    """Raise ValueError for an answer that cannot be used."""
    if not good:
        raise ValueError


def read_host(text: str) -> dict[str, Host]:
    """Read where the site goes: folder, a forge and its repository, or what SYNDICATE_DEPLOY takes."""
    if text == "folder":
        return {"host": Host()}
    found = _FORGE.fullmatch(text.removesuffix(".git"))
    if found:
        path = found["path"]
        known = path if "." in path.split("/")[0] else f"{_FORGES[found['forge']]}/{path}"
        _need(known.count("/") >= 2)
        return {"host": Host(f"git:https://{known}.git", found["forge"])}
    try:
        target = read_target(text)
    except SettingsError as error:
        raise ValueError(text) from error
    forges = (forge for forge, host in _KNOWN_AS if target.kind == "git" and re.search(host, target.host))
    return {"host": Host(text, next(forges, ""))}


def read_siteurl(text: str) -> dict[str, str]:
    """Read the full address of the site."""
    _need(bool(re.fullmatch(ADDRESS, text)))
    return {"siteurl": text.rstrip("/")}


def read_public_siteurl(text: str) -> dict[str, str]:
    """Read an address that is not this machine itself: a post on a real network will link to it."""
    _need(not is_loopback(text))
    return read_siteurl(text)

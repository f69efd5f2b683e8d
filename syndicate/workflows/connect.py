"""connect: a person brings the secrets of one account, one by one; the network says whether they are good.

What is typed stays in the memory of this run: nothing is stored, and none of it is said. At the end stands
which name goes where at the code host.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate import channels, content, settings
from syndicate.channels import GROUP, Channel
from syndicate.channels.abilities import Renews
from syndicate.channels.ways import ways
from syndicate.errors import ChannelError, Exit, ExpertstatusError, SettingsError, Unauthorized
from syndicate.http import Door
from syndicate.model import Words
from syndicate.settings import Account, Secrets, Settings, keys
from syndicate.settings.tokens import KEY
from syndicate.workflows.gate import is_sample
from syndicate.workflows.health import Case, Mark
from syndicate.workflows.health.accounts import examined
from syndicate.workflows.spending import a_year, fares
from syndicate.workflows.way import Tell

Ask = Callable[[str], str]
WORKFLOWS = (".github/workflows/publish.yml", ".forgejo/workflows/publish.yml")


@dataclass(frozen=True, slots=True)
class Connected:
    """Whether the network takes the secrets, and all that is to be said of it, in the practice's language."""

    good: bool
    lines: tuple[str, ...]

    @property
    def exit(self) -> Exit:
        """Return 0 where they are good, else 3."""
        return Exit.DONE if self.good else Exit.SETTINGS


def connect(
    root: Path, name: str, *, ask: Ask, say: Tell, environ: Mapping[str, str] | None = None
) -> Connected:
    """Ask for the secrets of an account, or of a channel that has none yet, and test them without posting.

    `ask` puts a question and returns what was answered unseen; "" keeps what the environment has. Raises
    SettingsError for a name that is neither, for a channel that wants a setting first, and for no answer.
    """
    conf = settings.load(root, environ)
    account = _account(conf, name)
    case = _case(conf, account, Secrets(account.name, conf.held))
    channel = _opened(case, account, known=account in conf.accounts)
    for fare in fares({account.name: channel}, None, conf, case.now).values():
        say(f"{account.name}: {a_year(account.pace, fare).of(conf.language)}")
    secrets = _asked(conf, account, channel, ask, say)
    case = _case(conf, account, secrets)
    good, lines = _tested(case, account, channel)
    if good:
        given = [secrets.variable(secret) for secret in secrets if secret in _named(account, channel)]
        channel = _opened(case, account, known=True)
        if isinstance(channel, Renews) and channel.rotating and KEY not in conf.held:
            given.append(KEY)
            lines = (*lines, SEALED.of(conf.language))
        lines = (*lines, *_places(conf, account, given))
    return Connected(good, tuple(case.door.redact(line) for line in lines))


def _account(conf: Settings, name: str) -> Account:
    """Return the account of this name, or one as a channel of this name would have it."""
    known = {account.name: account for account in conf.accounts}
    installed = sorted(entry.name for entry in entry_points(group=GROUP))
    if name not in known and name not in installed:
        raise SettingsError(
            f"{name[:60]} is no account of SYNDICATE_ACCOUNTS ({', '.join(known) or 'none'}) and no channel. "
            f"Installed: {', '.join(installed)}."
        )
    return known.get(name) or Account(name, name)


def _case(conf: Settings, account: Account, secrets: Secrets) -> Case:
    """Return what a look at this one account needs; its door knows what was typed, to hide it."""
    now = conf.now()
    today = now.astimezone(ZoneInfo(conf.timezone)).date()
    alone = replace(conf, accounts=(account,), secrets={account.name: secrets})
    read = content.read(
        conf.content,
        root=conf.root,
        timezone=conf.timezone,
        language=conf.language,
        today=today,
        private=conf.private,
    )
    made_up = is_sample(conf, read)
    door = Door(alone.secret_values, only_loopback=made_up, reach=alone.reach, connect=5.0, total=30.0)
    return Case(alone, read, door, now, today)


def _opened(case: Case, account: Account, *, known: bool) -> Channel:
    """Return the account's channel; raises SettingsError where it wants a setting or a package first."""
    conf = case.settings
    secrets = conf.secrets[account.name]
    opening = channels.Opening(account, secrets, case.door, conf.output, conf.posts, conf.siteurl)
    try:
        channel = channels.load(opening)
    except SettingsError as error:
        if known:
            raise
        raise SettingsError(f"{error}\n{FIRST.of(conf.language).format(line=_line(account))}") from None
    package = getattr(channel, "package", "")
    if package and find_spec(package) is None:
        raise SettingsError(f"account {account.name}: pip install 'expertstatus[{channel.network}]'")
    return channel


def _named(account: Account, channel: Channel) -> tuple[str, ...]:
    """Return the names of the account's secrets: those that it needs, and then those that may be left out."""
    more = ways(account.channel) if channel.needs else ()
    return tuple(dict.fromkeys((*channel.needs, *more)))


def _asked(conf: Settings, account: Account, channel: Channel, ask: Ask, say: Tell) -> Secrets:
    """Ask for each secret in turn; what the environment has, or what is not needed, may be passed over."""
    lang, said, kept = conf.language, ways(account.channel), Secrets(account.name, conf.held)
    typed, named = dict(conf.held), _named(account, channel)
    if named:
        say(UNSEEN.of(lang))
    for number, secret in enumerate(named, 1):
        variable = kept.variable(secret)
        way = said[secret] if secret in said else Words(*(SEE.format(account.channel),) * 2)
        say(f"{number}/{len(named)} {variable}: {way.of(lang)}")
        spare = KEEP if secret in kept else SKIP if secret not in channel.needs else None
        answer = ask(f"{variable}{f' ({spare.of(lang)})' if spare else ''}: ").strip()
        if answer:
            typed[variable] = answer
        elif spare is None:
            raise SettingsError(NOTHING.of(lang).format(variable=variable))
    return Secrets(account.name, typed)


def _tested(case: Case, account: Account, channel: Channel) -> tuple[bool, tuple[str, ...]]:
    """Let the network say whether they are good; a network that cannot be asked now says nothing."""
    lang = case.settings.language
    try:
        points = tuple(examined(case, account))
    except ExpertstatusError as error:
        away = isinstance(error, ChannelError) and not isinstance(error, Unauthorized)
        return False, (f"{error}", (UNASKED if away else MEND).of(lang).format(network=channel.network))
    good = all(point.mark is not Mark.ERROR for point in points)
    lines = [f"{point.mark.words.of(lang):<8} {point.of(lang)}" for point in points]
    if not good:
        lines.append(MEND.of(lang).format(network=channel.network))
    return good, tuple(lines)


def _places(conf: Settings, account: Account, given: Sequence[str]) -> Iterator[str]:
    """Yield where each name goes: at the code hosts, on this machine, and in the settings."""
    lang = conf.language
    if given:
        yield PLACES.of(lang)
        yield from (f"  {variable}" for variable in given)
        yield from (f"- {place.of(lang).format(variable=given[0])}" for place in HOSTS)
    for file in WORKFLOWS:
        missing = _missing(conf.root / file, given)
        if missing:
            yield LISTED.of(lang).format(file=file)
            yield from (f"  {name}: ${{{{ secrets.{name} }}}}" for name in missing)
    if account not in conf.accounts:
        yield ADD.of(lang).format(line=_line(account), channel=account.channel)


def _missing(file: Path, given: Sequence[str]) -> list[str]:
    """Return the names that a workflow, where there is one, does not hand on to its run."""
    if not file.is_file():
        return []
    text = file.read_text("utf-8", errors="replace")
    return [variable for variable in given if f"{variable}:" not in text]


def _line(account: Account) -> str:
    return json.dumps({"name": account.name, "channel": account.channel})


UNSEEN = Words(
    "Wat u typt of plakt is niet te zien, en wordt nergens bewaard.",
    "What you type or paste is not shown, and is kept nowhere.",
)
SEE = "docs/channels/{}.md"
KEEP = Words("Enter: houd die uit de omgeving", "Enter keeps that of the environment")
SKIP = Words("niet nodig; Enter slaat over", "not needed; Enter passes over")
NOTHING = Words(
    "{variable} bleef leeg. Er is niets getest en niets bewaard.",
    "{variable} was left empty. Nothing was tested, and nothing kept.",
)
FIRST = Words(
    "Zet het account eerst in SYNDICATE_ACCOUNTS in pelicanconf.py, met wat hierboven ontbreekt, en begin "
    "dan opnieuw: {line}",
    "Put the account into SYNDICATE_ACCOUNTS in pelicanconf.py first, with what is missing above, and begin "
    "again: {line}",
)
UNASKED = Words(
    "Zolang het netwerk het niet zegt, is niet zeker dat ze goed zijn.",
    "As long as the network does not say so, it is not sure that they are good.",
)
MEND = Words(
    "Ze zijn niet goed, en niet bewaard. docs/channels/{network}.md zegt hoe het moet.",
    "They are not good, and were not kept. docs/channels/{network}.md says how it is done.",
)
PLACES = Words(
    "Zet elk geheim nu zelf, onder precies deze naam, waar publiceren gebeurt:",
    "Now put each secret yourself, under exactly this name, where publishing happens:",
)
HOSTS = (
    Words(
        "GitHub: Settings → Environments → publish → Add environment secret",
        "GitHub: Settings → Environments → publish → Add environment secret",
    ),
    Words(
        "GitLab: Settings → CI/CD → Variables → Add variable: Masked, Protected, environment publish",
        "GitLab: Settings → CI/CD → Variables → Add variable: Masked, Protected, environment publish",
    ),
    Words(
        "Forgejo: Settings → Actions → Secrets → Add secret",
        "Forgejo: Settings → Actions → Secrets → Add secret",
    ),
    Words(
        "deze computer, tot het venster sluit: read -rs {variable} && export {variable}",
        "this computer, until the window closes: read -rs {variable} && export {variable}",
    ),
)
SEALED = Words(
    f"Dit token vernieuwt vanzelf, als {KEY} er is: een sleutel die u zelf maakt met `{keys.MAKES_ONE}`, en "
    "waarmee het nieuwe token verzegeld wordt. Bewaar hem ook waar u wachtwoorden bewaart.",
    f"This token is renewed by itself where {KEY} is there: a key that you make with `{keys.MAKES_ONE}`, and "
    "with which the new token is sealed. Keep it where you keep passwords, too.",
)
LISTED = Words(
    "Zet in {file}, bij `env:` van de laatste stap, ook:", "Add to {file}, under `env:` of the last step:"
)
ADD = Words(
    "Zet in SYNDICATE_ACCOUNTS in pelicanconf.py: {line} (docs/channels/{channel}.md)",
    "Put into SYNDICATE_ACCOUNTS in pelicanconf.py: {line} (docs/channels/{channel}.md)",
)

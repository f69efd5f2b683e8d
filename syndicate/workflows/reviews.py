"""reviews: what people wrote about the practice and nobody answered, and one answer to it that a person gave.

Their words are shown to whoever answers and stand nowhere else: not in the ledger, a file or a log. The
network itself remembers what was answered, and a second answer takes the place of the first, so that nothing
has to be claimed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from syndicate import rules
from syndicate.channels.abilities import Listens, Replies
from syndicate.errors import ChannelError, ContentError, Exit, Held, SettingsError
from syndicate.model import Echo, Reaction, Words
from syndicate.workflows import outgoing
from syndicate.workflows.publish import refuse_missing_packages, refuse_missing_secrets
from syndicate.workflows.way import Tell, Way, holds, open_way, refuse_hold, silent

Ask = Callable[[str], str]
SAID = frozenset({Echo.REVIEW, Echo.REPLY, Echo.MENTION})
YES = frozenset({"ja", "j", "yes", "y"})


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote, on which account; `sign` is its eight signs here, by which it is answered."""

    account: str
    sign: str
    reaction: Reaction


@dataclass(frozen=True, slots=True)
class Reviews:
    """What was read, oldest first; `failed` says by account why it could not be read."""

    said: tuple[Said, ...]
    failed: Mapping[str, str]
    asked: int
    language: str

    @property
    def open(self) -> tuple[Said, ...]:
        """Return what nobody answered yet."""
        return tuple(one for one in self.said if not one.reaction.answered)

    @property
    def exit(self) -> Exit:
        """Return 0, or 4 or 5 where some or all accounts could not be read."""
        if not self.failed:
            return Exit.DONE
        return Exit.ALL_FAILED if len(self.failed) == self.asked else Exit.SOME_FAILED


def reviews(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Reviews:
    """Read what people wrote on every account whose network lets us answer.

    Raises SettingsError where there is none, where a secret is missing, and on a code host: its log is kept.
    """
    return _read(_opened(root, tell, environ))


def answer(
    root: Path,
    sign: str,
    text: str = "",
    *,
    ask: Ask,
    say: Tell,
    environ: Mapping[str, str] | None = None,
) -> bool:
    """Answer what has these eight signs, after a person read both and said yes; tell whether it was sent.

    Raises ContentError for an answer that a rule stops, SettingsError for signs that nothing has, Held, and
    the ChannelErrors: then it was not answered.
    """
    way = _opened(root, say, environ)
    refuse_hold(way)
    read = _read(way)
    one = next((said for said in read.said if said.sign == sign), None)
    if one is None:
        why = "; ".join(read.failed.values()) or "`invoke reviews` lists what is open"
        raise SettingsError(f"nothing that was written has the signs {sign[:20]!r}: {why}.")
    if f"account:{one.account}" in holds(way):
        raise Held(f"posting on {one.account} is held. `invoke release` lets it go on.")
    lang = way.settings.language
    for line in shown(one, lang):
        say(line)
    text = text.strip() or ask(f"{ANSWER.of(lang)} ").strip()
    refuse(way, text)
    if ask(f"{text}\n{SURE.of(lang)} ").strip().lower() not in YES:
        return False
    channel = way.channels[one.account]
    assert isinstance(channel, Replies)  # noqa: S101 - nothing else was read
    channel.reply(one.reaction.id, text)
    return True


def refuse(way: Way, text: str) -> None:
    """Raise ContentError where a rule stops an answer, SettingsError where it holds a secret."""
    if not text:
        raise SettingsError('there is no answer: say it when asked, or with --text "…".')
    outgoing.refuse(outgoing.search(way.settings), "the answer", text)
    found = rules.on_answer(text, known=way.known, file=FILE.of(way.settings.language))
    if found:
        raise ContentError("nothing was answered: a rule stops this answer.", found)


def shown(one: Said, lang: str) -> Iterator[str]:
    """Yield what somebody wrote, line by line, for the eyes of whoever answers."""
    reaction = one.reaction
    mark = f"  ({ANSWERED.of(lang)})" if reaction.answered else ""
    yield f"{one.sign}  {reaction.at:%Y-%m-%d}  {one.account}  {_plain(reaction.author)}{mark}".rstrip()
    yield from (f"    {_plain(line)}" for line in reaction.text.splitlines())


def _plain(text: str) -> str:
    """Return a stranger's words without the signs by which they could steer a terminal."""
    return "".join(sign for sign in text if sign.isprintable())


def told(read: Reviews) -> Iterator[str]:
    """Yield all that is open, oldest first, and how to answer it."""
    lang = read.language
    for one in read.open:
        yield from shown(one, lang)
    if read.open:
        yield HOW.of(lang)
    elif len(read.failed) < read.asked:
        yield NOTHING.of(lang)


def _opened(root: Path, tell: Tell, environ: Mapping[str, str] | None) -> Way:
    """Open the way with those accounts alone that can be answered on."""
    way = open_way(root, tell=tell, environ=environ)
    if way.settings.ci:
        raise SettingsError(
            "what people wrote would stand in the log of this code host, which is kept. Run `invoke reviews` "
            "on a computer of the practice."
        )
    able = {n: c for n, c in way.channels.items() if isinstance(c, Replies) and isinstance(c, Listens)}
    if not able:
        raise SettingsError(
            "no account of SYNDICATE_ACCOUNTS is on a network on which answers can be given from here. The "
            "table in docs/channels/README.md says which can (answered)."
        )
    alone = replace(way, channels=able)
    refuse_missing_packages(alone)
    refuse_missing_secrets(alone)
    return alone


def _read(way: Way) -> Reviews:
    said: list[Said] = []
    failed: dict[str, str] = {}
    for name, channel in way.channels.items():
        assert isinstance(channel, Listens)  # noqa: S101 - `_opened` left no other
        try:
            found, _ = channel.reactions("")
        except ChannelError as error:
            failed[name] = way.door.redact(str(error))
            continue
        said += [Said(name, _sign(name, one.id), one) for one in found if one.kind in SAID]
    said.sort(key=lambda one: one.reaction.at)
    return Reviews(tuple(said), failed, len(way.channels), way.settings.language)


def _sign(account: str, id_: str) -> str:
    return hashlib.sha256(f"{account}\0{id_}".encode()).hexdigest()[:8]


FILE = Words("antwoord", "answer")
ANSWER = Words("Uw antwoord, dat iedereen leest:", "Your answer, which everybody reads:")
ANSWERED = Words("beantwoord; uw antwoord vervangt dat", "answered; yours takes its place")
SURE = Words(
    "Plaatsen? Vertelt het niets over wie dit schreef, ook niet dat iemand hier kwam? (ja/nee)",
    "Send it? Does it tell nothing of whoever wrote, not even that they came here? (yes/no)",
)
NOTHING = Words("Alles is beantwoord.", "Everything is answered.")
HOW = Words(
    "Antwoorden: invoke reviews --answer TEKENS. Iedereen leest een antwoord: bedank voor de reactie, zeg "
    "niets over wie het schreef, en nodig uit om te bellen.",
    "To answer: invoke reviews --answer SIGNS. Everybody reads an answer: thank for the words, say nothing "
    "of whoever wrote them, and invite them to ring.",
)
SENT = Words("Geplaatst.", "It was sent.")
NOT_SENT = Words("Niet geplaatst.", "It was not sent.")

"""mailbox: what colleagues mailed to the practice becomes drafts, each message once.

What became of a message stands in the mailbox itself, where a person sees it as well: unread waits, read is
a draft, unread with a flag stays and is passed over until somebody takes the flag off. A draft also says of
which message it is, so that a run that died between writing it and marking the message makes no second one.
On a runner that is thrown away (CI) a message is marked only once its draft came back with the repository:
what is written there is lost where the push after it fails.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from syndicate import rules
from syndicate.content.files import named
from syndicate.errors import ChannelError, SettingsError
from syndicate.http.mailbox import FLAGGED, LARGEST, SEEN, Box, Login, opened
from syndicate.model import Person, Words
from syndicate.settings.mailbox import KEY
from syndicate.site.word import Unreadable, Written, read_note
from syndicate.site.word.refusals import TOO_LARGE
from syndicate.workflows import drafts_said as said
from syndicate.workflows.draft import MARK, Handed, Stays, Taken, read_file, shown, write_draft
from syndicate.workflows.eye import Eye
from syndicate.workflows.letter import Letter, Unread, read_head, read_letter
from syndicate.workflows.postbox import door_of, login_of
from syndicate.workflows.texts import LONGEST
from syndicate.workflows.way import Tell

MOST, MOST_HEADS = 20, 200
"""Messages that one run takes in, and at whose headers it looks."""

MARKED = re.compile(rf"^{MARK}([0-9a-f]{{32}})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entrance:
    """The way into the mailbox, and who may hand in there, by address."""

    login: Login
    people: Mapping[str, Person]


def entrance(eye: Eye) -> Entrance | None:
    """Return the way into the mailbox, None without one.

    Raises SettingsError for a missing or wrong password, and where no sender could be told from another.
    """
    login = login_of(eye.conf)
    return Entrance(login, _people(eye)) if login else None


def take_in(eye: Eye, entry: Entrance, tell: Tell) -> Taken:
    """Make drafts of the unread messages of people.toml's people; no message is deleted or answered.

    What cannot be reached is told and not raised, since more was handed in by other ways.
    """
    run = _Run(eye, tell, entry.people, _marks(eye.conf.content / "articles"))
    conf, failed = eye.conf, False
    try:
        with opened(door_of(conf, entry.login), entry.login, f"{KEY}: reading the mailbox") as box:
            for number in box.waiting()[:MOST_HEADS]:
                if run.read == MOST:
                    break
                run.message(box, number)
    except ChannelError as error:
        run.lines.append(str(error))
        failed = True
    run.lines += (words.of(conf.language).format(count=count) for words, count in run.nobodys.items())
    return Taken(tuple(run.files), run.staying + run.nobodys.total(), tuple(run.lines), failed)


@dataclass
class _Run:
    """What came of the messages so far."""

    eye: Eye
    tell: Tell
    people: Mapping[str, Person]
    marks: set[str]
    read: int = 0
    staying: int = 0
    files: list[Path] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    nobodys: Counter[Words] = field(default_factory=Counter)

    def message(self, box: Box, number: str) -> None:
        """Take one message in, and mark it only after all that it brought is written."""
        looked = box.head(number)
        if looked is None:
            return
        size, raw = looked
        try:
            head = read_head(raw)
            person = self.people.get(head.sender)
            if person is None or head.doubted:
                self.nobodys[said.STRANGERS if person is None else said.DOUBTED] += 1
                box.mark(number, FLAGGED)
                return
            self.read += 1
            why = said.AUTOMATIC if head.automatic else said.HEAVY if size > LARGEST else None
            if why is not None:
                self._stays(said.sent(person.name, "", self.eye.conf.language), (why,))
                box.mark(number, FLAGGED)
            elif (whole := box.whole(number)) is not None:
                before = len(self.files)
                flag = SEEN if self._letter(person, read_letter(whole)) else FLAGGED
                if not (self.eye.conf.ci and len(self.files) > before):
                    box.mark(number, flag)
        except Unread:
            self.nobodys[said.BROKEN] += 1
            box.mark(number, FLAGGED)

    def _letter(self, person: Person, letter: Letter) -> bool:
        """Write the drafts of a message; tell whether all that it brought is one."""
        conf, good = self.eye.conf, True
        for number, name in enumerate([name for name, _ in letter.files] or [""]):
            mark = letter.mark(number)
            if mark in self.marks:
                continue
            file = rules.hidden(shown(name), known=self.eye.known)
            called = said.sent(person.name, file, conf.language)
            self.tell(called)
            try:
                handed = Handed(_stem(name) or letter.subject, _written(letter, number), person.id, mark)
                place, about = write_draft(self.eye, handed)
            except Stays as reason:
                self._stays(called, reason.why)
                good = False
                continue
            self.marks.add(mark)
            self.files.append(place)
            self.lines += [said.taken(called, named(place, conf.root), conf.language), *about]
        return good

    def _stays(self, called: str, why: tuple[Words, ...]) -> None:
        self.staying += 1
        self.lines += said.flagged(called, why, self.eye.conf.language)


def _stem(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).stem


def _written(letter: Letter, number: int) -> Written:
    """Return what one text of a message says; raises Stays."""
    if letter.files:
        written = read_file(*letter.files[number])
        left = {"beside": len(letter.pictures) + letter.strange}
    else:
        written, left = _in_message(letter), {"quoted": letter.quoted}
    return replace(written, left={**written.left, **left})


def _in_message(letter: Letter) -> Written:
    if letter.strange:
        raise Stays((said.OTHER,))
    if not letter.text.strip():
        raise Stays((said.BLANK,))
    if len(letter.text) > LONGEST:
        raise Stays((TOO_LARGE,))
    try:
        return read_note(letter.text, letter.subject, letter.pictures)
    except Unreadable as error:
        raise Stays((error.said,)) from error


def _people(eye: Eye) -> Mapping[str, Person]:
    """Return who may hand in, by address; raises SettingsError for nobody, and for two with one address."""
    known = [person for person in eye.people.values() if person.email]
    people = {person.email.lower(): person for person in known}
    if not known:
        raise SettingsError(
            f"{KEY} names a mailbox, and nobody in content/people.toml may hand in by mail: put `email` into "
            "the table of each colleague who does."
        )
    if len(people) < len(known):
        twice = sorted(p.id for p in known if people[p.email.lower()] is not p)
        raise SettingsError(
            f"content/people.toml: {', '.join(twice)} has the same `email` as somebody else, so that nobody "
            "could be named as the author. Give each an address of their own."
        )
    return people


def _marks(articles: Path) -> set[str]:
    """Return of which messages there are drafts already."""
    files = articles.rglob("*.md")
    return {mark for file in files for mark in MARKED.findall(file.read_text("utf-8", "replace"))}

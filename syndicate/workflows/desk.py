"""The private desk: pages of the site at addresses that nobody can guess, with what goes out and what waits.

They are there only where the environment holds SYNDICATE_DESK_KEY, in no list, feed, sitemap or index.
They tell the day on which they were made and no hour, so that two builds of one day and state are the same.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from syndicate import plan, rules, sheets
from syndicate.channels.hand import Hand, place
from syndicate.content import schema
from syndicate.model import (
    Act,
    Entry,
    EntryKind,
    Role,
    Slot,
    Verb,
    Words,
    approval_token,
    campaign_token,
)
from syndicate.sheets import Desk, Line
from syndicate.sheets.frame import account_name
from syndicate.sheets.reading import OR, joined
from syndicate.site.admin import FOLDER as ADMIN
from syndicate.site.colour import palette
from syndicate.site.shelf import fingerprint
from syndicate.workflows import cards, outgoing, readings
from syndicate.workflows.awaiting import Awaiting, awaiting
from syndicate.workflows.deeds import deed, due, local_day
from syndicate.workflows.outlook import Coming, Outlook, draw, lanes
from syndicate.workflows.past import past
from syndicate.workflows.readings import DESK, READ, Place
from syndicate.workflows.way import Site, Way, approvals, holds, unsaid
from syndicate.workflows.way.recalled import POST

DAYS = 28
MOST = 60
"""How many texts have a page for a reader at one time: as these are read, the others come."""
LATELY = ASKED = timedelta(days=7)
NOTHING_HERE = (
    '<!DOCTYPE html><html lang="nl"><meta charset="utf-8"><meta name="robots" content="noindex">'
    "<title>Hier staat niets</title><p>Hier staat niets. Nothing is here.</p></html>\n"
)


def lay(way: Way, site: Site, view: Outlook) -> Site:
    """Put the desk and a page for each text that waits for a reader into the built site, after the cards.

    Returns the site with its new fingerprint; without SYNDICATE_DESK_KEY the site as it is. Raises
    SettingsError where a page holds a secret.
    """
    if not way.settings.desk:
        return site
    output, signed, frame = site.built.output, approvals(way), readings.frame(way)
    shades = palette(way.settings.practice.colour)
    for name, text in sheets.desk_files(shades.light, shades.dark).items():
        _write(output / DESK / name, text)
    for folder in (DESK, READ):  # a host that lists its folders would tell the addresses
        if not (output / folder / "index.html").exists():  # an article may be called so
            _write(output / folder / "index.html", NOTHING_HERE)
    looking = outgoing.search(way.settings)
    waits = [(one, address(way, one)) for one in awaiting(way, signed)[:MOST]]
    for one, where in waits:
        (output / where).mkdir(parents=True, exist_ok=True)
        here = Place(output, where, frame)
        html = readings.html(way, site, one, signed.get(one.article.ref, ()), here)
        outgoing.refuse(looking, where, html)
        _write(output / where / "index.html", html)
    where = address(way)
    html = sheets.desk_page(_desk(way, site, view, waits), frame)
    outgoing.refuse(looking, where, html)
    _write(output / where / "index.html", html)
    way.memory.keep()
    if not way.settings.ci:  # what a code host's run says may be read by everybody
        way.tell(f"the desk: {way.settings.siteurl}/{where}")
    return replace(site, built=replace(site.built, fingerprint=fingerprint(output)))


def address(way: Way, waits: Awaiting | None = None) -> str:
    """Return where the desk, or the page of a text that waits, stands below the site's address."""
    said = approval_token(waits.article, waits.role) if waits else "desk"
    sign = hmac.new(way.settings.desk.encode(), said.encode(), hashlib.sha256).hexdigest()[:20]
    return f"{READ if waits else DESK}/{sign}/"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _desk(way: Way, site: Site, view: Outlook, texts: Sequence[tuple[Awaiting, str]]) -> Desk:
    held, why = holds(way), REASON.of(way.settings.language)
    slots = () if "all" in held else _later(way, view)
    asks, near = way.settings.asks, way.today + timedelta(days=1)
    last = way.today + ASKED if asks else near
    ahead = [c for c in draw(way, site, (s for s in slots if local_day(way, s.at) <= last)) if not c.blocked]
    ahead = [*(() if "all" in held else view.asking[:MOST]), *ahead]
    waits = unsaid(way, (c.payload for c in ahead))
    said = [c for c in ahead if c.slot.key not in waits]
    return Desk(
        today=way.today,
        stop=deed(way, Act(Verb.STOP, text=why), f'invoke hold --reason "{why}"'),
        go=deed(way, Act(Verb.GO), "invoke release"),
        stopped="all" in held,
        now=tuple(_line(way, c.slot) for c in view.coming if not c.blocked and not _by_hand(way, c)),
        due=tuple(due(way, c) for c in said if local_day(way, c.slot.at) <= near),
        weeks=tuple(_line(way, s) for s in slots if s.key not in waits and local_day(way, s.at) > near),
        waits=tuple(_waiting(way, one, where) for one, where in texts),
        hand=tuple(_hand(way, site, view)),
        held=(*_held(way, held), *_blocked(way, view)),
        past=tuple(_past(way)),
        links=tuple(_links(way, site)),
        asks=asks,
        asking=tuple(due(way, c, asks=True) for c in ahead if c.slot.key in waits),
    )


def _later(way: Way, view: Outlook) -> tuple[Slot, ...]:
    """Return what comes after this run; what posts at once, as a folder does, has no later."""
    paced = tuple(lane for lane in lanes(way) if not lane.pace.always)
    known = {c.slot.key for c in (*view.coming, *view.asking)}
    slots = plan.coming(view.free, paced, way.content.calendar, past(way), way.now, days=DAYS)
    return tuple(slot for slot in slots if slot.key not in known)


def _line(way: Way, slot: Slot) -> Line:
    title = slot.article.title
    return Line(title, slot.article.lang, _where(way, slot.account), day=local_day(way, slot.at))


def _waiting(way: Way, waits: Awaiting, where: str) -> Line:
    article, lang, url = waits.article, way.settings.language, f"../../{where}index.html"
    who = joined([way.content.people[id_].name for id_ in waits.people], lang, OR)
    if waits.role is Role.SECRECY:
        file = rules.hidden(article.file, known=way.known)
        return Line(file, lang, f"{SECRECY.of(lang)} {who}", url)
    asked = NOTE if article.note and waits.role is Role.MEDICAL else ROLES[waits.role]
    return Line(article.title, article.lang, f"{asked.of(lang)} {who}", url)


def _hand(way: Way, site: Site, view: Outlook) -> Iterator[Line]:
    """Yield the cards that stand in the built site."""
    keys = [*cards.given(way), *(c.post.key for c in view.coming if not c.blocked and _by_hand(way, c))]
    for key in dict.fromkeys(keys):
        account = key.split("/")[2]
        card = f"{place(key, account)}index.html"
        if (site.built.output / card).is_file():
            title, lang = _titled(way, key)
            yield Line(title, lang, _where(way, account), f"../../{card}")


def _held(way: Way, held: Mapping[str, Entry]) -> Iterator[Line]:
    lang = way.settings.language
    for scope, entry in sorted(held.items(), key=lambda item: item[1].at, reverse=True):
        day = local_day(way, entry.at)
        kind, _, name = scope.partition(":")
        if kind == "all":
            yield Line(ALL.of(lang), lang, day=day)
        elif kind == "account":
            yield Line(ACCOUNT.of(lang).format(_where(way, name)), lang, day=day)
        elif kind == "article":
            yield Line(*_titled(way, f"{name}/"), day=day)
        elif scope.startswith(POST) and ("until" in entry.data or entry.at > way.now - LATELY):
            title, own = _titled(way, name)
            uid, own_lang, account, _ = name.split("/", 3)
            command = f"invoke skip {uid}/{own_lang} --account {account} --undo"
            undo = deed(way, Act(Verb.UNDO, campaign_token(name)), command, about=title)
            yield Line(title, own, _where(way, account), day=day, undo=undo)


def _blocked(way: Way, view: Outlook) -> Iterator[Line]:
    for coming in view.coming:
        if coming.blocked:
            why = schema.in_form(next(f.said for f in coming.findings if f.blocks))
            yield Line(coming.post.title, coming.post.lang, why.of(way.settings.language))


def _past(way: Way) -> Iterator[Line]:
    """Yield what went out lately, the last first, with its address as far as the network gave one."""
    sent = {
        e.key: e for e in way.ledger.only(EntryKind.SENT, EntryKind.FOUND) if e.at > way.moment() - LATELY
    }
    for key, entry in sorted(sent.items(), key=lambda item: item[1].at, reverse=True):
        title, lang = _titled(way, key)
        url = entry.data.get("url", "")
        shown = url if url.startswith(("https://", "http://")) else ""
        yield Line(title, lang, _where(way, key.split("/")[2]), shown, local_day(way, entry.at))


def _links(way: Way, site: Site) -> Iterator[tuple[Words, str]]:
    yield SITE, "../../"
    output = site.built.output
    if way.settings.editor and (output / ADMIN / "index.html").is_file():
        yield WRITE, f"../../{ADMIN}/"
    if (output / "preview" / "index.html").is_file():
        yield PREVIEW, "../../preview/"


def _titled(way: Way, key: str) -> tuple[str, str]:
    """Return the title and language of the article of a key; of one that stays at home no word of its own."""
    uid, _, rest = key.partition("/")
    lang = rest.partition("/")[0]
    known = (a for a in way.content.articles if a.uid == uid and lang in ("", a.lang))
    found = next(known, None)
    hidden = rules.hidden(uid, known=way.known), way.settings.language
    return (found.title, found.lang) if found else hidden


def _where(way: Way, account: str) -> str:
    channel = way.channels.get(account)
    return account_name(channel.network, account, way.settings.language) if channel else account


def _by_hand(way: Way, coming: Coming) -> bool:
    return isinstance(way.channels[coming.post.account], Hand)


REASON = Words("Stilgezet vanaf het bureau.", "Stopped from the desk.")
ALL = Words("Alle berichten", "All posts")
ACCOUNT = Words("Alles op {}", "All on {}")
SECRECY = Words("Is hier iemand te herkennen? Voor", "Can anybody be known by it? For")
NOTE = Words("Mag deze mededeling uit? Voor", "May this note go out? For")
ROLES = {
    Role.MEDICAL: Words("Klopt het medisch? Voor", "Is it medically right? For"),
    Role.LANGUAGE: Words("Klopt de taal? Voor", "Is the language right? For"),
}
SITE = Words("Naar de site", "To the site")
WRITE = Words("Schrijven", "Write")
PREVIEW = Words("Vooruitblik", "Preview")

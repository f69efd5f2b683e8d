"""Where every run begins: settings, content, ledger, channels."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate import channels, content, ledger, rules, settings
from syndicate.http import Door
from syndicate.settings.blog import doubt
from syndicate.site.blog import read_blog
from syndicate.workflows import gate, outgoing, sealing
from syndicate.workflows.remembered import Remembered
from syndicate.workflows.way.dated import dated
from syndicate.workflows.way.recalled import files, let_pass, said_yes
from syndicate.workflows.way.run import Tell, Way, silent


def open_way(
    root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None, anew: bool = False
) -> Way:
    """Read settings and content, open ledger (`anew` to repair it) and channels.

    Raises SettingsError, LedgerError, SiteError.
    """
    conf = settings.load(root, environ)
    memory = ledger.open_ledger(conf, anew=anew)
    conf = sealing.unsealed(conf, memory)
    now = conf.now()
    today = now.astimezone(ZoneInfo(conf.timezone)).date()
    if conf.blog:
        tell("a Pelican blog, not a practice: what only a practice promises its patients is advice here")
        read = read_blog(conf, known=files(memory))
    else:
        read = content.read(
            conf.content,
            root=conf.root,
            timezone=conf.timezone,
            language=conf.language,
            today=today,
            private=conf.private,
        )
        if sign := doubt(conf.root, conf.pelican):
            tell(f'{sign} makes a practice of this site; a blog has SYNDICATE_FORMAT = "pelican" as well')
    gate.refuse_unsafe(conf, read)
    door = Door(conf.secret_values, only_loopback=gate.is_sample(conf, read), reach=conf.reach)
    installed = channels.installed()
    opened = {
        a.name: channels.load(
            channels.Opening(a, conf.secrets[a.name], door, conf.output, conf.posts, conf.siteurl), installed
        )
        for a in conf.accounts
    }
    for short in outgoing.too_short(conf):
        tell(short)
    store = outgoing.Guarded(memory, conf)
    signed = said_yes(store)
    read = dated(signed, read, ZoneInfo(conf.timezone))
    known = rules.vouch(conf.practice, read.people.values(), let_pass(signed, read))
    seen = Remembered(conf.state / "cache" / "guard.json")
    return Way(conf, read, store, door, opened, now, today, secrets.token_hex(6), tell, known, seen)

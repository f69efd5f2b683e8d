"""What may never leave this machine together: made-up people, dead links, a memory that dies."""

from __future__ import annotations

import re
from pathlib import Path

from syndicate.content import Content
from syndicate.errors import SettingsError
from syndicate.settings import Settings, deploy_is_loopback, is_loopback

# the front matter of a page in any dress: sample: true, Sample: yes, "sample": 'True', :sample: 1
SAMPLE = re.compile(
    r"""^[\s:"']*sample["']?\s*:\s*["']?(?:true|yes|on|y|1)\b""", re.IGNORECASE | re.MULTILINE
)


def is_sample(conf: Settings, read: Content) -> bool:
    """Tell whether anything here is made up: practice, person, article or page."""
    return (
        conf.practice.sample
        or any(p.sample for p in read.people.values())
        or any(a.sample for a in read.articles)
        or any(SAMPLE.search(text) for text in _pages(conf.content / "pages"))
    )


def refuse_unsafe(conf: Settings, read: Content) -> None:
    """Raise SettingsError for combinations that could post a made-up doctor or a dead link."""
    real = ", ".join(a.name for a in conf.accounts if not a.loopback)
    if is_sample(conf, read) and real:
        raise SettingsError(
            f"sample people, articles or pages may not leave this machine, and {real} is a real "
            "account. Remove the sample content, or take the account out of SYNDICATE_ACCOUNTS."
        )
    if is_sample(conf, read) and not deploy_is_loopback(conf):
        raise SettingsError(
            f"sample people, articles or pages may not go to a real host: SITEURL is {conf.siteurl}, "
            f"SYNDICATE_DEPLOY {conf.deploy}. Remove the sample content first."
        )
    if real and is_loopback(conf.siteurl):
        raise SettingsError(
            f"SITEURL {conf.siteurl} is this machine itself: every link posted to {real} would be dead. "
            "Set SITEURL to the address at which patients read the site."
        )
    if conf.ci and real and conf.ledger.startswith(("file:", "sqlite:")):
        raise SettingsError(
            "a file ledger dies with this runner, and the next run would post everything again. "
            f"Set SYNDICATE_LEDGER = 'branch:ledger', which outlives it, before posting to {real} from CI."
        )
    if conf.ci and real and conf.target.loopback:
        raise SettingsError(
            "a place on this runner is no host, and the links of the posts would be dead. "
            "Choose a SYNDICATE_DEPLOY that patients can reach before posting from CI."
        )


def _pages(folder: Path) -> list[str]:
    return [f.read_text("utf-8", errors="replace") for f in sorted(folder.rglob("*")) if f.is_file()]

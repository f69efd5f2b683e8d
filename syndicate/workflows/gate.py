"""What may never leave this machine together: made-up people, dead links, a memory that dies."""

from __future__ import annotations

from syndicate.content import Content
from syndicate.errors import SettingsError
from syndicate.settings import Settings, deploy_is_loopback


def is_sample(conf: Settings, read: Content) -> bool:
    """Tell whether anything here is made up: practice, person or article."""
    return (
        conf.practice.sample
        or any(p.sample for p in read.people.values())
        or any(a.sample for a in read.articles)
    )


def refuse_unsafe(conf: Settings, read: Content) -> None:
    """Raise SettingsError for combinations that could post a made-up doctor or a dead link."""
    real = [a.name for a in conf.accounts if not a.loopback]
    if is_sample(conf, read) and real:
        raise SettingsError(
            f"sample people or articles may not leave this machine, and {', '.join(real)} is a real "
            "account. Remove the sample content, or take the account out of SYNDICATE_ACCOUNTS."
        )
    if is_sample(conf, read) and not deploy_is_loopback(conf):
        raise SettingsError(
            f"sample people or articles may not go to a real host: SITEURL is {conf.siteurl}, "
            f"SYNDICATE_DEPLOY {conf.deploy}. Remove the sample content first."
        )
    if conf.ci and real and conf.ledger.startswith("file:"):
        raise SettingsError(
            "a file ledger dies with this runner, and the next run would post everything again. "
            "Choose a lasting SYNDICATE_LEDGER before posting to " + ", ".join(real) + " from CI."
        )
    if conf.ci and real and conf.deploy.startswith("folder:"):
        raise SettingsError(
            "a folder on this runner is no host, and the links of the posts would be dead. "
            "Choose a SYNDICATE_DEPLOY that patients can reach before posting from CI."
        )

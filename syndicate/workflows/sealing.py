"""Renewed tokens lie sealed in the ledger: here they take the place of those that the environment holds.

They do so from the first moment of a run on, so that all that hides and looks for secrets knows them as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from syndicate.errors import LedgerError, SettingsError
from syndicate.http import veil
from syndicate.ledger import Ledger, renewals
from syndicate.model import Entry, EntryKind
from syndicate.settings import Secrets, Settings, keys
from syndicate.settings.tokens import KEY, Held


def unsealed(conf: Settings, ledger: Ledger) -> Settings:
    """Return the settings with each kept token that a key here opens in the place of the environment's.

    A ledger that cannot be read now leaves them as they are, and so does a package that is not installed or
    no key: whoever needs it says so, and nothing else has to wait.
    """
    if KEY not in conf.held:
        return conf
    with suppress(LedgerError, SettingsError):
        for name, link in links(conf, ledger).items():
            if values := opened(conf, link):
                conf = learnt(conf, name, values, "kept")
    return conf


def links(conf: Settings, ledger: Ledger) -> Mapping[str, Entry]:
    """Return by account the last renewal of the very token that the environment holds; raises LedgerError."""
    found = {}
    for (name, origin), link in renewals.heads(ledger.only(EntryKind.TOKEN)).items():
        if name in conf.secrets and origin == origin_of(conf, name, link.data["secrets"].split()):
            found[name] = link
    return found


def origin_of(conf: Settings, name: str, rotating: Sequence[str]) -> str:
    """Return by what the renewals of the environment's own secrets are known."""
    own = Secrets(name, conf.held)
    return renewals.origin([own.get(secret, "") for secret in rotating])


def opened(conf: Settings, link: Entry) -> Mapping[str, str]:
    """Return the secrets in a link by name; none where no key here opens it. Raises SettingsError."""
    seal = keys.seal(conf.held.get(KEY, ""))
    said = seal.open(link.data["sealed"]) if seal else None
    return json.loads(said) if said else {}


def sealed(conf: Settings, values: Mapping[str, str]) -> str:
    """Return secrets as they are kept, "" without a key; raises SettingsError."""
    seal = keys.seal(conf.held.get(KEY, ""))
    return seal.close(json.dumps(dict(sorted(values.items())))) if seal else ""


def learnt(conf: Settings, name: str, values: Mapping[str, str], how: str) -> Settings:
    """Return the settings with these secrets of an account, which from now on nothing says.

    Raises SettingsError for one that no header can carry.
    """
    veil.also(values.values())
    environment = Secrets(name, conf.held)
    named = {environment.variable(secret): value for secret, value in values.items()}
    secrets = Secrets(name, {**conf.held, **named})
    more = {f"the {how} {variable}": value for variable, value in named.items()}
    return replace(conf, secrets={**conf.secrets, name: secrets}, held=Held({**conf.held, **more}))

"""What an account's options say of its network's price: another one than ours, and how much a month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from syndicate.channels import Opening
from syndicate.channels.options import wrong
from syndicate.model import Price
from syndicate.settings.values import shown

OPTIONS = ("price", "price_link", "cap")


def priced(opening: Opening, known: Price) -> Price:
    """Return the price of an account's posts; raises SettingsError for an amount that is none."""
    said = {name: _amount(opening, name) for name in OPTIONS}
    plain, link, cap = (said[name] for name in OPTIONS)
    return replace(
        known,
        plain=known.plain if plain is None else plain,
        link=known.link if link is None else link,
        cap=cap,
        seen=known.seen if plain is None and link is None else None,
    )


def _amount(opening: Opening, name: str) -> Decimal | None:
    options: Mapping[str, Any] = opening.account.options
    if name not in options:
        return None
    if re.fullmatch(AMOUNT, str(options[name])):
        return Decimal(str(options[name]))
    raise wrong(opening, f"{name} must be an amount such as '5' or '0.20', not {shown(options[name])}.")


AMOUNT = r"[0-9]{1,6}(\.[0-9]{1,6})?"

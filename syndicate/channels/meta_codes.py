"""What Meta's error codes and usage headers mean, for Facebook, Instagram and Threads alike.

Sources: Meta's "Handling Errors" and "Rate Limits", "Error Codes" of the Instagram Platform; the subcodes
1346003 to 1404078 and 490 from what schedulers publish of their own use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from syndicate.errors import ChannelError, OutcomeUnknown, RateLimited, Rejected, Unauthorized, Unavailable

FULL = 95  # percent of a budget from which on nothing is begun: at 100 the network refuses
USAGES = ("X-App-Usage", "X-Page-Usage", "X-Business-Use-Case-Usage")
SHARES = ("call_count", "total_time", "total_cputime")

CODES: Mapping[int, type[ChannelError]] = {
    **dict.fromkeys((1, 2, -1, -2), OutcomeUnknown),  # on Meta's side: it may have been carried out
    **dict.fromkeys((4, 9, 17, 32, 341, 368, 613, 80001, 80002, 80008), RateLimited),
    **dict.fromkeys((3, 10, 25, 102, 190, *range(200, 300)), Unauthorized),
    **dict.fromkeys((352, 36000, 36001, 36003, 36004, 1609005), Rejected),
    **dict.fromkeys((24, 9004, 9007), Unavailable),  # no such container (yet); no picture; not ready
    506: OutcomeUnknown,  # the same words as the last post: perhaps that was this one
}
SUBCODES: Mapping[int, type[ChannelError]] = {
    **dict.fromkeys((2207001, 2207008, 2207032, 2207053, 1366051), OutcomeUnknown),
    **dict.fromkeys((2207003, 2207006, 2207020, 2207027, 2207052), Unavailable),
    **dict.fromkeys((2207042, 1390008), RateLimited),
    **dict.fromkeys((2207050, 2207051, 1404006, 1404078, 458, 459, 460, 463, 464, 467, 490), Unauthorized),
    **dict.fromkeys(
        (2207004, 2207005, 2207009, 2207010, 2207023, 2207026, 2207028, 2207057, 1346003, 1366046), Rejected
    ),
}


def refusal(_status: int, said: Mapping[str, Any], *, creating: bool = False) -> type[ChannelError] | None:
    """Read Meta's codes: the subcode says more than the code, and both more than `is_transient`.

    What is not sure of a creating call is, of any other, only not done. None leaves it to the status.
    """
    fault = said.get("error")
    if not isinstance(fault, Mapping):
        return None
    kind = SUBCODES.get(_number(fault.get("error_subcode"))) or CODES.get(_number(fault.get("code")))
    if kind is None and fault.get("is_transient") is True:
        kind = OutcomeUnknown
    return Unavailable if kind is OutcomeUnknown and not creating else kind


def is_full(headers: Mapping[str, str]) -> bool:
    """Tell whether one of the budgets in the usage headers (percent) is as good as spent."""
    return any(_share(use) >= FULL for name in USAGES for use in _uses(headers.get(name, "")))


def _uses(header: str) -> Iterator[Mapping[str, Any]]:
    """Yield the budgets of one usage header: one, or lists of them by business."""
    try:
        said = json.loads(header or "{}")
    except ValueError:
        return
    if isinstance(said, dict):
        yield said
        yield from (
            use for of in said.values() if isinstance(of, list) for use in of if isinstance(use, dict)
        )


def _share(use: Mapping[str, Any]) -> float:
    shares = (use.get(name) for name in SHARES)
    return max((float(s) for s in shares if isinstance(s, int | float)), default=0.0)


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0

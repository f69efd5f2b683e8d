"""What an answer, or the lack of one, means for the post: one table for every network.

what came of it                                        creating call    any other call
no connection stood (address, DNS, refused, TLS,       Unavailable      Unavailable
  connect time-out, held back by the door)
silence, reset or deadline after it stood              OutcomeUnknown   Unavailable
2xx that is torn, no JSON, or carries no id            OutcomeUnknown   Unavailable
301 307 308  ask again at another address              Unavailable      Unavailable
302 303, other 1xx and 3xx                             OutcomeUnknown   Unavailable
401 bad token, 402 no credit                           Unauthorized     Unauthorized
403                                                    as the network documents it, else Rejected
404 405 410 421 425 426  not here, not now             Unavailable      Unavailable
408 409  perhaps still at work on it                   OutcomeUnknown   Unavailable
429                                                    RateLimited      RateLimited
other 4xx                                              Rejected         Rejected
5xx, 503 too: it may fail after the commit             OutcomeUnknown   Unavailable

No network documents a 5xx that surely was not carried out, so none is taken as such:
an error after the commit, believed, is a duplicate.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from syndicate.errors import ChannelError, OutcomeUnknown, RateLimited, Rejected, Unauthorized, Unavailable

if TYPE_CHECKING:
    import requests

    from syndicate.http import Refusal
    from syndicate.http.wire import Wire

SURE: Mapping[int, type[ChannelError]] = {
    **dict.fromkeys((301, 307, 308, 404, 405, 410, 421, 425, 426), Unavailable),
    **dict.fromkeys((401, 402), Unauthorized),
    429: RateLimited,
}
UNSURE = (408, 409)
LOG = logging.getLogger(__name__)
NEXT: Mapping[type[ChannelError], str] = {
    Rejected: " Mend the post.",
    Unauthorized: " Renew the token or its rights (docs/channels).",
    RateLimited: " The network asks to wait",
    Unavailable: " Try again later.",
    OutcomeUnknown: " It may have been posted: the next run looks before it posts again.",
}
WAIT = timedelta(minutes=15)
LONGEST = timedelta(hours=24)
QUOTED = 300
NOTHING: Mapping[str, Any] = {}


def verdict(
    wire: Wire,
    error: Exception,
    doing: str,
    redact: Callable[[str], str],
    *,
    creating: bool,
    refusal: Refusal | None,
    now: datetime,
) -> ChannelError:
    """Return the error to raise for the last errand of `wire`; `now` is aware."""
    kind: type[ChannelError]
    LOG.debug("%s: %s", doing, redact(repr(error)))
    if wire.answer is None:
        kind = OutcomeUnknown if creating and wire.reached else Unavailable
        return kind(redact(f"{doing}: {_silence(wire, error)}.{next_step(kind, creating=creating)}"))
    document = _document(wire.answer)
    status = wire.answer.status_code
    own = refusal(status, document) if refusal and 400 <= status < 500 else None
    kind = own or kind_of(status, creating)
    said = _quoted(document) or (", in a form that cannot be read" if 200 <= status < 300 else "")
    words = f"{doing}: the network answered {status}{said}.{next_step(kind, creating=creating)}"
    if issubclass(kind, RateLimited):
        until = wait_until(wire.answer.headers, now, document)
        return kind(redact(f"{words} until {until:%Y-%m-%d %H:%M} UTC."), until)
    return kind(redact(words))


def kind_of(status: int, creating: bool) -> type[ChannelError]:
    """Return what a status means where the network says nothing more about it."""
    if status in SURE:
        return SURE[status]
    if 400 <= status < 500 and status not in UNSURE:
        return Rejected
    return OutcomeUnknown if creating else Unavailable


def wait_until(headers: Mapping[str, str], now: datetime, document: Mapping[str, Any] = NOTHING) -> datetime:
    """Return when to try again (UTC): Retry-After, also in the body, else the latest spent window.

    Reads seconds and HTTP dates (Retry-After), epoch seconds (X, Bluesky), ISO 8601 (Mastodon) and Meta's
    minutes until access comes back.
    Times are taken by the server's own clock where it sends a Date. Without a usable header it is
    a quarter of an hour; never more than a day.
    """
    here = _moment(headers.get("Date", ""), now) or now
    asked = [_moment(headers.get("Retry-After") or _wait(document), here)]
    if asked == [None]:
        asked = [_moment(value, here) for value in (*_resets(headers), *_regained(headers))]
    waits = [at - here for at in asked if at is not None and at > here]
    return (now + min(max(waits, default=WAIT), LONGEST)).astimezone(UTC)


def _wait(document: Mapping[str, Any]) -> str:
    """Return the seconds to wait where Telegram's Bot API says them (ResponseParameters)."""
    parameters = document.get("parameters")
    return str(parameters.get("retry_after", "")) if isinstance(parameters, dict) else ""


def _resets(headers: Mapping[str, str]) -> list[str]:
    """Return the reset of every window, except of those that say something is left."""
    stems = ("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour", "x-ratelimit", "ratelimit")
    return [
        headers[f"{stem}-reset"]
        for stem in stems
        if f"{stem}-reset" in headers and headers.get(f"{stem}-remaining", "0") == "0"
    ]


def _regained(headers: Mapping[str, str]) -> list[str]:
    """Return, in seconds, Meta's `estimated_time_to_regain_access` (minutes) of every throttled use."""
    try:
        said = json.loads(headers.get("X-Business-Use-Case-Usage", "{}"))
        return [str(int(60 * use["estimated_time_to_regain_access"])) for of in said.values() for use in of]
    except (ValueError, OverflowError, LookupError, TypeError, AttributeError):
        return []


def _moment(text: str, here: datetime) -> datetime | None:
    """Read seconds from now, epoch seconds, ISO 8601 or an HTTP date; None where it is none of them."""
    try:
        if text.isascii() and text.isdigit():
            seconds = int(text)
            return (
                datetime.fromtimestamp(seconds, UTC) if seconds > 10**9 else here + timedelta(seconds=seconds)
            )
        at = datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def next_step(kind: type[ChannelError], *, creating: bool) -> str:
    """Return what an error's words end with: that nothing was posted where that is sure, and what to do."""
    sure = " Nothing was posted." if creating and kind is not OutcomeUnknown else ""
    return sure + NEXT[kind]


def _silence(wire: Wire, error: Exception) -> str:
    from syndicate.http.wire import Refused

    cause = wire.error or error
    if isinstance(cause, Refused):
        return str(cause)
    name = type(cause).__name__
    if wire.reached:
        return f"the connection was lost before the whole answer was in ({name})"
    return f"no connection ({name})" if wire.error else f"the request could not be made ({name})"


def _document(answer: requests.Response) -> Mapping[str, Any]:
    try:
        document = answer.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _quoted(document: Mapping[str, Any]) -> str:
    """Return the network's own sentence, out of the places where the known networks put it."""
    errors = document.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    fault = document.get("error")
    inner = fault.get("message") if isinstance(fault, dict) else None
    named = (document.get(name) for name in ("detail", "message", "description"))
    spots = (*named, inner, fault, first.get("message"), first.get("detail"))
    said = next((" ".join(s.split()) for s in spots if isinstance(s, str) and s.strip()), "")
    return f" ({said[:QUOTED].rstrip('.')})" if said else ""

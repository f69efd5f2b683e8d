"""The veil over all that this process says: terminal, log records, warnings and tracebacks pass it.

    veil.draw(redaction)      # once, before the first word; a second time renews it
    veil.lift()               # puts everything back as it was

It hangs over the streams themselves, so that also what another package prints goes through it.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, TextIO

from syndicate.http.redaction import Redaction

Redact = Callable[[str], str]
_drawn: list[_Veil] = []


def draw(redact: Redact) -> None:
    """Hang the veil over everything that this process says from now on."""
    lift()
    _drawn.append(_Veil(redact))


def also(secrets: Iterable[str]) -> None:
    """Let a veil that hangs hide these secrets too, which a run has only now."""
    if _drawn:
        known, new = _drawn[-1].redact, Redaction(secrets)
        draw(lambda text: new(known(text)))


def lift() -> None:
    """Take the veil away and put back what was there, unless somebody put something over it."""
    while _drawn:
        _drawn.pop().away()


def through(text: str) -> str:
    """Return a text as it may be said or written down."""
    return _drawn[-1].redact(text) if _drawn else text


class _Veil:
    def __init__(self, redact: Redact) -> None:
        self.redact = redact
        self._stdout, self._stderr = _Stream(sys.stdout, redact), _Stream(sys.stderr, redact)
        sys.stdout, sys.stderr = self._stdout, self._stderr
        self._record = logging.getLogRecordFactory()
        logging.setLogRecordFactory(self._recorded)
        self._formatwarning = warnings.formatwarning
        warnings.formatwarning = self._warned
        self._hook, self._thread_hook = sys.excepthook, threading.excepthook
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread

    def away(self) -> None:
        if sys.stdout is self._stdout:
            sys.stdout = self._stdout.under
        if sys.stderr is self._stderr:
            sys.stderr = self._stderr.under
        logging.setLogRecordFactory(self._record)
        warnings.formatwarning = self._formatwarning
        sys.excepthook, threading.excepthook = self._hook, self._thread_hook

    def _recorded(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        """Make a record that any handler, ours or Pelican's, may write as it is."""
        record = self._record(*args, **kwargs)
        try:
            said = record.getMessage()
        except Exception:  # logging itself would print the arguments
            said = f"{record.msg} {record.args}"
            record.msg, record.args = self.redact(said), ()
        shown = self.redact(said)
        if shown != said:
            record.msg, record.args = shown, ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = self._written(*record.exc_info).rstrip("\n")
            record.exc_info = None
        if record.stack_info:
            record.stack_info = self.redact(record.stack_info)
        return record

    def _warned(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        line: str | None = None,
    ) -> str:
        return self.redact(self._formatwarning(message, category, filename, lineno, line))

    def _raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.stderr.write(self._written(kind, error, trace))

    def _raised_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            self._raised(args.exc_type, args.exc_value, args.exc_traceback)

    def _written(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> str:
        return self.redact("".join(traceback.format_exception(kind, error, trace)))


class _Stream:
    """A stream of which every word is redacted; all but writing is left to the one under it."""

    def __init__(self, under: TextIO, redact: Redact) -> None:
        self.under = under
        self._redact = redact

    def write(self, text: str) -> int:
        """Write a text without its secrets, and return its length as it was given."""
        self.under.write(self._redact(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write each line without its secrets."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.under, name)

    def __iter__(self) -> Any:
        return iter(self.under)

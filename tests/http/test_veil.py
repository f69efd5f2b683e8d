"""Whatever this process says, by whichever way, says no secret."""

from __future__ import annotations

import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from rich.console import Console
from rich.logging import RichHandler

from syndicate.http import veil
from syndicate.http.redaction import Redaction

SECRET = "Zk3-qWv9_TtLm0PxYb7"


@contextmanager
def veiled() -> Iterator[io.StringIO]:
    """Hear what is said through the veil; pytest's own streams come back after it."""
    heard, before = io.StringIO(), (sys.stdout, sys.stderr)
    sys.stdout = sys.stderr = heard
    veil.draw(Redaction([SECRET]))
    try:
        yield heard
        veil.lift()
        assert sys.stdout is sys.stderr is heard
    finally:
        veil.lift()
        sys.stdout, sys.stderr = before


def test_both_streams_are_veiled_and_stay_streams() -> None:
    with veiled() as said:
        print("a", SECRET)
        print(f"b {SECRET}", file=sys.stderr)
        sys.stdout.writelines([f"c {SECRET}\n"])
        assert sys.stdout.isatty() is False
        assert said.getvalue() == "a ***\nb ***\nc ***\n"
        said.seek(0)
        assert list(sys.stdout) == ["a ***\n", "b ***\n", "c ***\n"]


def test_every_log_record_is_veiled_whoever_handles_it() -> None:
    with veiled() as said:
        own, bare = io.StringIO(), logging.getLogger("somebody.elses")
        handlers = [
            logging.StreamHandler(own),
            RichHandler(console=Console(file=own, width=40), rich_tracebacks=True),
        ]
        for handler in handlers:
            bare.addHandler(handler)
        try:
            bare.warning("token %s", SECRET)
            bare.warning({"token": SECRET})
            bare.warning("%d %s", SECRET)
            try:
                raise ValueError(SECRET)  # noqa: TRY301 - a traceback is what is looked at
            except ValueError:
                bare.exception("it failed", stack_info=True)
            bare.warning("nothing %s", "here")
        finally:
            for handler in handlers:
                bare.removeHandler(handler)
        assert SECRET not in own.getvalue() + said.getvalue()
        assert "ValueError: ***" in own.getvalue()
        assert "nothing here" in own.getvalue()


def test_warnings_and_tracebacks_are_veiled() -> None:
    with veiled() as said:
        assert SECRET not in warnings.formatwarning(SECRET, UserWarning, "x", 1)
        try:
            try:
                raise KeyError(SECRET)  # noqa: TRY301 - its traceback is looked at
            except KeyError as error:
                raise RuntimeError(f"then {SECRET}") from error
        except RuntimeError:
            sys.excepthook(*sys.exc_info())
        assert SECRET not in said.getvalue()
        assert "RuntimeError: then ***" in said.getvalue()


def test_a_thread_that_fails_is_veiled() -> None:
    with veiled() as said:

        def fails() -> None:
            raise RuntimeError(SECRET)

        hook = threading.excepthook  # pytest puts its own over it while a test runs
        for target in (fails, sys.exit):
            thread = threading.Thread(target=target)
            thread.start()
            thread.join()
        assert hook is threading.excepthook
        assert said.getvalue().count("RuntimeError: ***") == 1


def test_without_a_veil_a_text_is_what_it_was() -> None:
    assert veil.through(SECRET) == SECRET
    veil.draw(Redaction([SECRET]))
    assert veil.through(SECRET) == "***"
    veil.lift()
    assert veil.through(SECRET) == SECRET


def test_what_somebody_put_over_the_veil_is_left_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.StringIO())
    veil.draw(Redaction([SECRET]))
    over = io.StringIO()
    sys.stdout = sys.stderr = over
    veil.lift()
    assert sys.stdout is over
    assert sys.stderr is over

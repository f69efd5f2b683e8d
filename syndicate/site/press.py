"""Pelican in this process: quiet, failing on everything that it only logs, and leaving no trace behind."""

from __future__ import annotations

import locale
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from syndicate.errors import ContentError, ExpertstatusError, SiteError
from syndicate.model import Finding, Severity, Words

HARMLESS = (
    "Empty alt attribute for image",  # a picture that only decorates; our rules look at the others
    "{filename} used for linking to static",
    "Docutils has no localization",
    "There are %s original (not translated) items",  # translations of what is withdrawn or a draft
    "Locale could not be set",
    "Removed extraneous trailing slash",
)
LOST = (
    "Could not process",
    "Skipping",
    "Unknown status",
    "Unable to find",
    "Replacement Indicator",
    "There are",
    "Error parsing YAML",
    "YAML header",
    "Duplicate definition",
)
Written = Callable[[str, dict[str, Any]], None]


class _Enough(Exception):
    """All texts are read, and nothing need be written."""


def press(conf: dict[str, Any], written: Written) -> None:
    """Run Pelican on these settings; `written` hears of each page (path, context) and feed (path, {}).

    Raises ContentError where Pelican lost a text or a link, SiteError for all else that went wrong.
    """
    with no_trace(), _listening() as log:
        try:
            _run(conf, written)
        except ExpertstatusError:
            raise
        except Exception as error:
            raise _failed(error, log) from error
        if log.records:
            raise _complained(log)


def press_blog(conf: dict[str, Any], written: Written) -> tuple[Finding, ...]:
    """Run Pelican on a blog, and return as warnings what it only says of single texts and links.

    What Pelican leaves out of a blog is left out here as well. Raises SiteError for all else that goes
    wrong, a plugin that is not there above all.
    """
    with no_trace(), _listening() as log:
        return _warned(log, conf, lambda: _run(conf, written))


def read_blog(conf: dict[str, Any]) -> tuple[list[Any], tuple[Finding, ...]]:
    """Return a blog's articles as Pelican and its plugins read them, and what they say of its texts.

    Nothing is written: Pelican is stopped where it would begin to. Raises SiteError as `press_blog` does.
    """
    from pelican.generators import ArticlesGenerator
    from pelican.plugins import signals

    found: list[Any] = []

    def keep(generators: list[Any]) -> None:
        for g in (g for g in generators if isinstance(g, ArticlesGenerator)):
            found.extend((*g.articles, *g.translations, *g.hidden_articles, *g.hidden_translations))
            found.extend((*g.drafts, *g.drafts_translations))

    def stop(_pelican: Any) -> None:
        raise _Enough

    def look() -> None:
        signals.all_generators_finalized.connect(keep)
        signals.get_writer.connect(stop)
        with suppress(_Enough):
            _run(conf, lambda _path, _context: None)

    with no_trace(), _listening() as log:
        findings = _warned(log, conf, look)
    return found, findings


def _warned(log: _Log, conf: dict[str, Any], run: Callable[[], None]) -> tuple[Finding, ...]:
    try:
        run()
    except ExpertstatusError:
        raise
    except Exception as error:
        raise _failed(error, log) from error
    except SystemExit as error:  # some plugins end the process
        raise SiteError(f"the site could not be built: one of its plugins gave up ({error}).") from error
    grave = [r for r in log.records if r.levelno >= logging.ERROR and not str(r.msg).startswith(LOST)]
    if grave:
        raise SiteError(
            "Pelican did not build everything:\n"
            + "\n".join(f"- {_line(r)}" for r in grave)
            + "\nNothing was "
            "deployed. A plugin that pelicanconf.py names must be installed beside Expertstatus."
        )
    return tuple(dict.fromkeys(_warning(r, Path(conf["PATH"])) for r in log.records))


def _warning(record: logging.LogRecord, content: Path) -> Finding:
    """Return what Pelican said, at the text that it was about as far as it names one."""
    named = [str(a) for a in record.args] if isinstance(record.args, tuple) else []
    file = next((content / n for n in named if n and (content / n).is_file()), None)
    where = file.relative_to(content.parent).as_posix() if file else "pelicanconf.py"
    line = _line(record).replace(f"{content.parent}/", "")
    return Finding("site.pelican", Severity.WARNING, _finding(line).said, LOOK, where, 1)


@contextmanager
def no_trace() -> Iterator[None]:
    """Put back what Pelican changes in the process: its plugins' receivers, locale, path, logger class."""
    from blinker import ANY
    from pelican.log import FatalLogger
    from pelican.plugins import signals

    every = [s for s in vars(signals).values() if hasattr(s, "receivers")]
    before = [list(s.receivers_for(ANY)) for s in every]
    spoken, path = locale.setlocale(locale.LC_ALL), sys.path[:]
    try:
        yield
    finally:
        for signal, known in zip(every, before, strict=True):
            for receiver in [r for r in signal.receivers_for(ANY) if r not in known]:
                signal.disconnect(receiver)
        locale.setlocale(locale.LC_ALL, spoken)
        sys.path[:] = path
        if logging.getLoggerClass() is FatalLogger:
            logging.setLoggerClass(logging.Logger)


def _run(conf: dict[str, Any], written: Written) -> None:
    from pelican import Pelican
    from pelican.plugins import signals
    from pelican.settings import read_settings

    from syndicate.site.compiled import compiled

    def hear(path: str, context: dict[str, Any]) -> None:
        written(path, context)

    def hear_feed(path: str, **_facts: Any) -> None:
        written(path, {})

    signals.content_written.connect(hear)
    signals.feed_written.connect(hear_feed)
    settings = read_settings(override=conf)
    options = settings["JINJA_ENVIRONMENT"]
    settings["JINJA_ENVIRONMENT"] = {"bytecode_cache": compiled(options), **options}
    Pelican(settings).run()


class _Log(logging.Handler):
    """Keeps what Pelican complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(HARMLESS):
            return
        if not record.exc_info and sys.exc_info()[1]:  # Pelican gives its reason only where DEBUG is set
            record.exc_info = sys.exc_info()
        self.records.append(record)


@contextmanager
def _listening() -> Iterator[_Log]:
    """Take Pelican's log, unfiltered, instead of its console; nothing is printed."""
    import pelican
    from pelican.log import LimitFilter

    log, logger = _Log(), logging.getLogger("pelican")
    before = logger.level, logger.propagate, LimitFilter.LOGS_DEDUP_MIN_LEVEL, pelican.console.quiet
    logger.addHandler(log)
    logger.setLevel(logging.WARNING)
    logger.propagate, LimitFilter.LOGS_DEDUP_MIN_LEVEL, pelican.console.quiet = False, logging.NOTSET, True
    try:
        yield log
    finally:
        logger.removeHandler(log)
        logger.setLevel(before[0])
        logger.propagate, LimitFilter.LOGS_DEDUP_MIN_LEVEL, pelican.console.quiet = before[1:]


def _complained(log: _Log) -> ExpertstatusError:
    """Say all at once what Pelican only logged."""
    lines = [_line(r) for r in log.records]
    text = "Pelican did not build everything:\n" + "\n".join(f"- {line}" for line in lines)
    if any(str(r.msg).startswith(LOST) for r in log.records):
        return ContentError(text, tuple(_finding(line) for line in lines))
    return SiteError(f"{text}\nNothing was deployed; the site is as it was.")


def _failed(error: Exception, log: _Log) -> ExpertstatusError:
    from pelican.writers import FileOverwriteFailedError

    if isinstance(error, FileOverwriteFailedError):
        return ContentError(f"two texts want the same address: {error}", (_finding(str(error)),))
    line = getattr(error, "lineno", None)  # of a template
    where = f"{getattr(error, 'filename', '')}:{line}: " if line else ""
    told = "".join(f"\n- {_line(r)}" for r in log.records)
    return SiteError(
        f"the site could not be built: {where}{type(error).__name__}: {error}{told}\n"
        "Nothing was deployed; the site is as it was. A template or a setting is the likely cause."
    )


def _line(record: logging.LogRecord) -> str:
    cause = record.exc_info[1] if record.exc_info else None
    words = " ".join(record.getMessage().split())
    return f"{words}: {type(cause).__name__}: {cause}" if cause else words


def _finding(line: str) -> Finding:
    said = Words(f"Pelican kon niet alles verwerken: {line}", f"Pelican could not use everything: {line}")
    mend = Words(
        "Kijk de kop, de links en het adres van deze tekst na.",
        "Look at the header, the links and the address of this text.",
    )
    return Finding("site.pelican", Severity.ERROR, said, mend)


LOOK = Words(
    "Pelican zelf zegt dit ook; de rest van de site is er wel.",
    "Pelican itself says so too; the rest of the site is there.",
)

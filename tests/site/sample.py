"""The sample practice of this repository, built."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from syndicate import content, settings
from syndicate.site.build import build

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)


def sample(siteurl: str, folder: Path) -> Path:
    """Build the sample practice of this repository for an address."""
    conf = replace(settings.load(ROOT, {}), siteurl=siteurl, state=folder / "state", output=folder / "output")
    read = content.read(
        conf.content, root=conf.root, timezone=conf.timezone, language=conf.language, today=TODAY
    )
    build(conf, read, conf.output, today=TODAY, approvals={}, syndication={})
    return conf.output

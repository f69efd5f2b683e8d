"""A new practice's pelicanconf.py and topics.toml, as somebody would write them: only what was answered."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from syndicate.settings import FORMAT
from syndicate.workflows.answers import Answers, professions

LEDGER = "branch:ledger"
"""Where the memory of a practice is whose runner forgets all it had: in the site's own repository."""


@lru_cache(maxsize=2)
def sentences(lang: str) -> Mapping[str, Any]:
    """Return what stands between the answers, in Dutch or English (starter/words.toml)."""
    found: Mapping[str, Any] = tomllib.loads(
        files("syndicate").joinpath("starter/words.toml").read_text("utf-8")
    )[lang]
    return found


def first_settings(answers: Answers) -> str:
    """Return the text of pelicanconf.py, valid at once."""
    said = sentences(answers.lang)
    practice = {
        "name": answers.practice,
        "kind": professions()[answers.profession]["kind"],
        "street": answers.street,
        "postal_code": answers.postal_code,
        "city": answers.city,
        "country": "NL",
        "phone": answers.phone,
        "out_of_hours_name": answers.out_of_hours_name,
        "out_of_hours_phone": answers.out_of_hours_phone,
    }
    rows = "".join(f'    "{key}": {_quoted(value)},\n' for key, value in practice.items() if value)
    parts = [
        f'"""{said["settings"]}"""',
        f"SITENAME = {_quoted(answers.practice)}",
        f"# {said['address']}\nSITEURL = {_quoted(answers.siteurl)}",
        f'TIMEZONE = "Europe/Amsterdam"\nDEFAULT_LANG = "{answers.lang}"',
        'PATH = "content"\nPLUGINS = ["pelican.plugins.yaml_metadata", "syndicate.site"]',
        f"# {said['form']}\nSYNDICATE_FORMAT = {FORMAT}",
        f"# {said['seen']}\nSYNDICATE_PRACTICE = {{\n{rows}}}",
        f"# {said['where']}\nSYNDICATE_ACCOUNTS = [{''.join(_accounts(answers))}]",
        "\n".join(_host(answers)),
    ]
    return "\n\n".join(parts) + "\n"


def first_topics(topics: Mapping[str, Mapping[str, str]], lang: str) -> str:
    """Return the text of content/topics.toml."""
    rows = (
        f"\n[{id_}]\nname = {{ nl = {_quoted(name['nl'])}, en = {_quoted(name['en'])} }}\n"
        for id_, name in topics.items()
    )
    return f"# {sentences(lang)['topics']}\n" + "".join(rows)


def _accounts(answers: Answers) -> Iterator[str]:
    if answers.channel == "later":
        return
    yield '\n    {"name": "folder", "channel": "folder"},\n'
    if answers.networked:
        server = f', "base_url": {_quoted(answers.base_url)}' if answers.base_url else ""
        yield f'    {{"name": "{answers.channel}", "channel": "{answers.channel}"{server}}},\n'
    if answers.network:  # named as its network: that name stays when its API takes over
        options = f'"options": {{"network": "{answers.network}"}}'
        yield f'    {{"name": "{answers.network}", "channel": "hand", {options}}},\n'


def _host(answers: Answers) -> Iterator[str]:
    host = answers.host
    yield f"SYNDICATE_DEPLOY = {_quoted(host.deploy)}"
    if host.branch != "gh-pages":
        yield f'SYNDICATE_DEPLOY_BRANCH = "{host.branch}"'
    if host.forge:
        yield f"# {sentences(answers.lang)['memory']['why']}\nSYNDICATE_LEDGER = {_quoted(LEDGER)}"
    if host.acts:
        yield f"# {sentences(answers.lang)['acts']}\nSYNDICATE_ACTS = {_quoted(host.acts)}"
    if host.forge == "gitlab":  # the site's branch needs a pipeline of its own
        yield 'STATIC_PATHS = ["extra"]'
        yield 'EXTRA_PATH_METADATA = {"extra/gitlab-ci.yml": {"path": ".gitlab-ci.yml"}}'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

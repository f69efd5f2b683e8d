"""content/topics.toml -> the topics of the site: their names, what stands above their articles, their order.

One table per topic, named by the id that is its address; `name` is needed. Both texts may be one text
for both languages, and the order of the tables is the order on the home page:

    [kinderen]
    name = { nl = "Kinderen", en = "Children" }
    intro = { nl = "Kinderen zijn vaak ziek.", en = "Children are often ill." }
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from syndicate.content import files, markup, naming, signs
from syndicate.content.mistakes import Mistakes, meant, respelled, shown
from syndicate.content.tables import Tables, read_tables
from syndicate.model import Article, Finding, Topic, Words

KEYS = ("name", "intro")
LONGEST = {"name": 60, "intro": 600}
NOTHING = Words("", "")


def read_topics(file: Path, root: Path) -> tuple[Mapping[str, Topic], tuple[Finding, ...]]:
    """Read topics.toml: id -> Topic in the order of the file; every mistake is a finding.

    The file is the practice's own choice: without it there are no topics but those that articles name.
    A name is at most 60 characters, an introduction 600.
    """
    mistakes = Mistakes(files.named(file, root))
    tables = read_tables(file, mistakes)
    topics: dict[str, Topic] = {}
    for id_, table in tables.data.items():
        if not isinstance(table, dict):
            mistakes.add("topic-table", tables.line(id_), given=shown(id_))
        elif not naming.is_name(id_):
            example = respelled(id_, naming.slugify(id_), "kinderen")
            mistakes.add("topic-id", tables.line(id_), given=shown(id_), example=example)
        elif topic := _topic(id_, table, tables, mistakes):
            topics[id_] = topic
    _doubles(topics, mistakes)
    return topics, mistakes.of("")


def by_name(topics: Mapping[str, Topic]) -> Mapping[str, Topic]:
    """Return the topics by all that an article may call them: see `find`."""
    return {name: t for t in topics.values() for name in (t.id, _key(t.name.nl), _key(t.name.en))}


def find(written: str, called: Mapping[str, Topic]) -> Topic | None:
    """Return the topic that an article means: by its id or by one of its names, in any language.

    Capitals, accents and punctuation do not count, as they do not in an address.
    """
    return called.get(_key(written))


def strangers(articles: Sequence[Article], topics: Mapping[str, Topic]) -> tuple[Finding, ...]:
    """Advise on every article whose topic is not in topics.toml, with the nearest name that is."""
    if not topics:
        return ()
    called = by_name(topics)
    names = {name for t in topics.values() for name in (t.name.nl, t.name.en)}
    found: list[Finding] = []
    for article in articles:
        if article.topic and find(article.topic, called) is None:
            mistakes = Mistakes(article.file)
            given, hint = shown(article.topic), meant(article.topic, names)
            mistakes.add("topic-unknown", article.line("topic"), given=given, meant=hint)
            found += mistakes.of(article.ref)
    return tuple(found)


def _key(name: str) -> str:
    return naming.slugify(name) or name


def _topic(id_: str, table: Mapping[str, Any], tables: Tables, mistakes: Mistakes) -> Topic | None:
    for key in table:
        if key not in KEYS:
            mistakes.add(
                "unknown-part", tables.line(id_, key), field=id_, given=shown(key),
                meant=meant(key, KEYS), known=", ".join(KEYS),
            )  # fmt: skip
    name, intro = (_words(id_, key, table, tables, mistakes) for key in KEYS)
    if "name" not in table:
        mistakes.add("topic-nameless", tables.line(id_))
    return Topic(id_, name, intro, mistakes.file, tables.line(id_)) if name.nl else None


def _words(id_: str, key: str, table: Mapping[str, Any], tables: Tables, mistakes: Mistakes) -> Words:
    """Return a text in both languages; nothing, and a mistake, where it has another form."""
    if key not in table:
        return NOTHING
    line = tables.line(id_, key)
    value = table[key]
    said = [value, value] if isinstance(value, str) else _both(value)
    if any(signs.scan(text, line, mistakes) for text in said if isinstance(text, str)):
        return NOTHING
    plain = [" ".join(text.split()) for text in said if isinstance(text, str)]
    if len(plain) != 2 or not all(plain):
        mistakes.add("topic-words", line, field=key)
        return NOTHING
    longest = max(len(text) for text in plain)
    if longest > LONGEST[key]:
        mistakes.add("long", line, field=f"{id_}.{key}", length=longest, most=LONGEST[key])
        return NOTHING
    unsafe = [markup.scan(text, line, mistakes) for text in dict.fromkeys(plain)]
    return NOTHING if any(unsafe) else Words(*plain)


def _both(value: Any) -> list[Any]:
    return [value["nl"], value["en"]] if isinstance(value, dict) and set(value) == {"nl", "en"} else []


def _doubles(topics: Mapping[str, Topic], mistakes: Mistakes) -> None:
    """Note a name or id that two topics share: an article that writes it would be under either."""
    taken: dict[str, Topic] = {}
    for topic in topics.values():
        for name, written in {_key(n): n for n in (topic.name.nl, topic.name.en, topic.id)}.items():
            first = taken.setdefault(name, topic)
            if first is not topic:
                mistakes.add("topic-twice", topic.line, given=shown(written), other=first.id)

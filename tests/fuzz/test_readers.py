"""Whatever is in a file of the practice or the ledger: findings or an error of ours, never anything else.

A failing input that Hypothesis finds is kept in found/<reader>/, and tried with every change from then on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from syndicate import settings
from syndicate.errors import LedgerError, SettingsError
from syndicate.ledger.file import FileStore
from syndicate.ledger.line import encode
from syndicate.settings import OWN_KEYS
from tests.fuzz.conftest import FUZZ
from tests.fuzz.mutating import NASTY, mutated
from tests.fuzz.readers import CONTENT, CONTROL, HERE, READERS, answer
from tests.ledger.entries import adopted, claim, sent

LEDGER = tuple(encode(entry).encode() for entry in (claim(), sent(), adopted()))
HEADERS = (
    b"Title: Heb ik de griepprik nodig?\nDate: 2026-10-01 09:00\nTags: griep, prik\nStatus: draft\n\nTekst"
)
LETTER = b"""From: Anna Berk <anna@linde.example>
Authentication-Results: mx.linde.example; dmarc=pass (p=none); spf=pass; dkim=pass
Message-ID: <1@linde.example>
Subject: =?utf-8?q?Goed_slapen_=C3=A9n?= rusten
Content-Type: multipart/mixed; boundary="een"

--een
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: quoted-printable

Rust =C3=A9n water helpen.
> aangehaald
--=20
Anna
--een
Content-Type: image/png
Content-Disposition: attachment; filename*=utf-8''o%C3%B6r.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--een--
"""
SEEDS = {
    "article": (*(f.read_bytes() for f in sorted((CONTENT / "articles").glob("g*.md"))), HEADERS),
    "people": ((CONTENT / "people.toml").read_bytes()[:3000],),
    "topics": ((CONTENT / "topics.toml").read_bytes()[:3000],),
    "calendar": ((CONTENT / "calendar.toml").read_bytes(),),
    "consents": (b"# op papier\n[c-2026-03]\nuntil = 2028-03-01\n\n[c-2026-04]\nuntil = 2027-01-31\n",),
    "ledger": LEDGER,
    "letter": (LETTER,),
}


@pytest.mark.parametrize("reader", READERS)
@FUZZ
@given(data=some.data())
def test_what_is_almost_right_is_answered(reader: str, data: some.DataObject, tmp_path: Path) -> None:
    READERS[reader](data.draw(mutated(SEEDS[reader])), tmp_path)


@pytest.mark.parametrize("reader", READERS)
@FUZZ
@given(
    data=some.one_of(
        some.binary(max_size=300), some.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_anything_at_all_is_answered(reader: str, data: bytes, tmp_path: Path) -> None:
    READERS[reader](data, tmp_path)


FOUND = sorted((HERE / "found").glob("*/*"))


@pytest.mark.parametrize("file", FOUND, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_what_was_once_answered_wrongly_is_answered_now(file: Path, tmp_path: Path) -> None:
    READERS[file.parent.name](file.read_bytes(), tmp_path)


@FUZZ
@given(data=mutated((b"\n".join(LEDGER) + b"\n",)))
def test_a_damaged_ledger_is_read_as_far_as_it_is_whole_or_refused_by_file_and_line(
    data: bytes, tmp_path: Path
) -> None:
    (tmp_path / "2026-11.jsonl").write_bytes(data)
    read, refused = answer(lambda: list(FileStore(tmp_path).read()), LedgerError)
    assert not CONTROL.search(refused)
    assert "2026-11.jsonl:" in refused if read is None else len(read) <= data.count(b"\n") + 1


VALID: dict[str, Any] = {
    "SITENAME": "De Linde",
    "SITEURL": "https://linde.example",
    "TIMEZONE": "Europe/Amsterdam",
    "DEFAULT_LANG": "nl",
    "PATH": "content",
    "PLUGINS": ["syndicate.site"],
    "SYNDICATE_FORMAT": 2,
    "SYNDICATE_DEPLOY": "folder:public",
    "SYNDICATE_LEDGER": "file:.syndicate/ledger",
    "SYNDICATE_PRACTICE": {
        "name": "De Linde",
        "kind": "Dentist",
        "phone": "010 000 00 00",
        "colour": "#0b5563",
    },
    "SYNDICATE_ACCOUNTS": [{"name": "a", "channel": "folder", "languages": ["nl"], "pace": {"always": True}}],
}
SCALARS = some.one_of(
    some.none(), some.booleans(), some.integers(-(10**30), 10**30), some.floats(), some.text(max_size=40),
    some.sampled_from(NASTY), some.binary(max_size=8), some.just(Path("x")),
)  # fmt: skip
NAMES = some.sampled_from(["name", "channel", "pace", "base_url", "kind", "hours", "languages", "per_day"])
ANYTHING = some.recursive(
    SCALARS,
    lambda inner: some.one_of(
        some.lists(inner, max_size=4),
        some.tuples(inner, inner),
        some.dictionaries(some.one_of(NAMES, SCALARS), inner, max_size=4),
    ),
    max_leaves=8,
)
KEYS = some.sampled_from(sorted({*OWN_KEYS, *VALID, "THEME", "OUTPUT_PATH"}))


@FUZZ
@given(
    changes=some.dictionaries(KEYS, ANYTHING, max_size=4),
    account=some.dictionaries(NAMES, ANYTHING, max_size=3),
)
def test_any_settings_are_read_or_refused_in_words(
    changes: dict[str, Any], account: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "content").mkdir(exist_ok=True)
    conf = {**VALID, "SYNDICATE_ACCOUNTS": [{**VALID["SYNDICATE_ACCOUNTS"][0], **account}], **changes}
    env = {"SYNDICATE_NOW": "2026-11-21T09:00:00+01:00"}
    read, refused = answer(lambda: settings.from_mapping(tmp_path, conf, env), SettingsError)
    assert not CONTROL.search(refused.replace("\n", "")), refused
    assert refused if read is None else read.siteurl


def test_the_files_that_are_changed_are_right_themselves(tmp_path: Path) -> None:
    for reader, seeds in SEEDS.items():
        for seed in seeds:
            READERS[reader](seed, tmp_path)

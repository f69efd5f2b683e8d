"""Makes syndicate/rules/secrecy/lexicon.xz out of well-kept word lists; run again when they change.

    python -m tests.guard.lexicon FOLDER

FOLDER is where Debian's packages wdutch (OpenTaal, BSD) and wamerican-large (SCOWL, free) keep `dutch` and
`american-english-large` (usually /usr/share/dict). Surnames, and
first names that gender-guesser does not have, come from Faker (MIT, `pip install faker`), and from the names
of which OpenTaal has the possessive.
A line is a word without accents: in small letters an ordinary word, with a capital a name of something;
`+` before it marks a surname, `*` a first name, `~` what may be one (OpenTaal has its possessive), `@` a
place (it has an inhabitant or an adjective, or is a street).
"""

from __future__ import annotations

import importlib
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

from unidecode import unidecode

TARGET = Path(__file__).parents[2] / "syndicate/rules/secrecy/lexicon.xz"
LONGEST = 14  # a longer word is taken for an ordinary compound
FIRST = "nl_NL nl_BE tr_TR en_IN en_NG en_KE fr_DZ fr_FR id_ID hr_HR ro_RO es_ES pt_PT en_GB it_IT az_AZ"
SURNAMES = "nl_NL nl_BE tr_TR de_DE en_GB en_US en_IN fr_FR it_IT es_ES hr_HR pt_PT ro_RO sv_SE en_NG cs_CZ"
STREET = (
    *("straat", "laan", "weg", "plein", "kade", "gracht", "dijk", "hof", "singel", "steeg", "brug", "park"),
    *("dam", "burg", "meer", "kerk", "haven", "heide", "veen", "eiland", "polder", "wijk", "pad", "dreef"),
)


def main(folder: Path) -> None:
    """Write the lexicon: about 390,000 lines, 1 MB."""
    dutch = (folder / "dutch").read_text("utf-8").split("\n")
    english = (folder / "american-english-large").read_text("utf-8").split("\n")
    words = {unidecode(w) for w in (*dutch, *english) if w.isalpha() and w.islower() and len(w) <= LONGEST}
    lines = words | set(_proper([w for w in dutch if len(w) <= LONGEST], words))
    lines |= {f"+{name}" for name in _listed(SURNAMES, "last_names")}
    lines |= {f"*{name}" for name in _listed(FIRST, "first_names")}
    TARGET.write_bytes(
        lzma.compress("\n".join(sorted(lines)).encode("ascii"), preset=9 | lzma.PRESET_EXTREME)
    )


def _proper(dutch: list[str], words: set[str]) -> Iterator[str]:
    names = {unidecode(w) for w in dutch if w.isalpha() and w.istitle() and w.lower() not in words}
    possessed = {unidecode(w) for w in dutch if w[:1].isupper() and w.endswith("s")}
    for name in names:
        stem = name.removesuffix("en") if name.endswith("en") else name
        inhabited = any(
            f"{form}{end}" in names for form in (name, stem) for end in ("se", "er", "ers", "aar")
        )
        if inhabited or name.lower().endswith(STREET):
            yield f"@{name}"
        else:
            yield name
            if possessed & {f"{name}s", f"{name}'s"} and f"{name}es" not in names and not name.endswith("er"):
                yield f"~{name}"


def _listed(locales: str, kind: str) -> Iterator[str]:
    for locale in locales.split():
        try:
            names = getattr(importlib.import_module(f"faker.providers.person.{locale}").Provider, kind)
        except (ImportError, AttributeError):
            continue
        for name in names:
            last = unidecode(name).split()[-1]
            if last.isalpha() and len(last) > 2:
                yield last.capitalize()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

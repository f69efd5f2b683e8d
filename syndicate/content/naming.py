"""Names that become addresses and keys: slug, uid and language code, their one legal form each."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 80
# Two-letter codes of ISO 639-1; three-letter codes (pap, rif ...) are taken by their form.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv"
    " dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie"
    " ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv"
    " mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm"
    " rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts"
    " tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_LANGUAGES = frozenset(_CODES.split())
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})
# Folders and pages that the site itself writes beside the articles.
_OWN = (
    "404 a-z admin archive archives atom author authors categories category css desk drafts favicon feed"
    " feeds fonts images index js k mededelingen manifest pagefind pages posts preview private robots rss"
    " scherm search share sitemap spreekkamer static tag tags theme volgen zoeken"
)
RESERVED = _DEVICES | _LANGUAGES | frozenset(_OWN.split())
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


def slugify(text: str) -> str:
    """Return `text` as `a-z0-9` words joined by `-`, at most 80 characters, cut between words.

    Other scripts are written in Latin letters as Pelican does (Unidecode); "" where nothing is left.
    """
    from unidecode import unidecode

    plain = re.sub(r"['’`]", "", unidecode(text[:1000]).lower())
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST_NAME]
        if len(longer) > LONGEST_NAME:
            break
        slug = longer
    return slug


def derived_uid(file: str) -> str:
    """Return the uid of an article without one: its file's name and 8 hex digits of its whole path.

    `file` is relative to the site's root with forward slashes; the same path gives the same uid on
    every machine (macOS decomposes accents in names, hence NFC).
    """
    path = PurePosixPath(unicodedata.normalize("NFC", file))
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:8]
    return f"{slugify(path.stem)[:60].strip('-') or 'artikel'}-{digest}"


def is_name(text: str) -> bool:
    """Tell whether `text` has the legal form of a slug or uid: `griepprik-2026`, 80 characters at most."""
    return len(text) <= LONGEST_NAME and _NAME.fullmatch(text) is not None


def short_address(name: str) -> str:
    """Return where a short address stands, below the site's own: `k/koorts/`, `12/`; "" where it is none.

    A word has the form of a slug; a number goes from 1 to 9999, and is written without noughts before it.
    """
    if _NUMBER.fullmatch(name):
        return f"{name}/"
    return f"k/{name}/" if is_name(name) and not name.isdigit() and name not in _DEVICES else ""


def is_language(text: str) -> bool:
    """Tell whether `text` is a language code as BCP 47 writes it: nl, en, pap, zh-Hans, pt-BR."""
    return _LANG.fullmatch(text) is not None and (text[2:3].isalpha() or text[:2] in _LANGUAGES)

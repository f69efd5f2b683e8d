"""What was taken from others goes out with their names and terms beside it."""

from __future__ import annotations

import zipfile


def test_the_wheel_says_whose_words_the_lexicon_is_made_of(wheel):
    folder = "syndicate/rules/secrecy/"
    with zipfile.ZipFile(wheel) as packed:
        assert {f"{folder}lexicon.xz", f"{folder}LICENCES.md"} <= set(packed.namelist())
        told = packed.read(f"{folder}LICENCES.md").decode()
    for whose in ("OpenTaal", "Kevin Atkinson", "Princeton University", "Geoff Kuenning", "Daniele Faraglia"):
        assert whose in told
    assert "gender-guesser" in told


def test_the_wheel_says_whose_list_of_common_words_it_has(wheel):
    folder = "syndicate/rules/coach/"
    with zipfile.ZipFile(wheel) as packed:
        assert {f"{folder}common.xz", f"{folder}thesaurus.toml"} <= set(packed.namelist())
        told = packed.read(f"{folder}LICENCES.md").decode()
    assert "Robyn Speer" in told
    assert "CC BY-SA 4.0" in told

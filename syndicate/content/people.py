"""content/people.toml -> who writes and reviews, as patients may see them.

One table per person, named by the id that articles use; name and profession are needed, `role` and
`interests` may be one text for both languages:

    [anna-de-vries]
    name = "Anna de Vries"
    profession = "huisarts"
    role = { nl = "Huisarts en praktijkhouder", en = "GP and partner" }
    registration = "BIG"
    registration_number = "19012345601"
    interests = "Geeft betaalde nascholing over diabetes."
    login = "anna-linde"                  # at the code host: so the site knows who says yes with two taps
    email = "anna@linde.example"          # from which she hands texts in by mail; shown nowhere
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from syndicate.content import files, markup, naming, pictures, shapes, signs
from syndicate.content.mistakes import Mistakes, meant, respelled, shown
from syndicate.content.tables import Tables, read_tables
from syndicate.model import Finding, Person, Words

KEYS = (
    *("name", "profession", "role", "registration", "registration_number"),
    *("photo", "url", "accounts", "reads", "interests", "sample", "login", "email"),
)
_SAMPLE_NUMBER = re.compile(r"(?=.*[A-Za-z])(?!.*[0-9]{6})[A-Za-z0-9 .-]{1,40}")
_DIGITS = {"BIG": 11, "AGB": 8}
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?", re.ASCII)
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_HANDLE = re.compile(r"@[\w.-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)


def read_people(
    file: Path, root: Path, content: Path | None = None
) -> tuple[Mapping[str, Person], tuple[Finding, ...]]:
    """Read people.toml: id -> Person; nobody without name and profession, every mistake is a finding.

    Registration numbers: BIG has 11 digits, AGB 8; a sample person's number must be one that nobody
    can have (letters in it), so that no real clinician is ever shown by accident. Photos lie in
    content/images; `content` is the content folder (the folder of `file`).
    """
    mistakes = Mistakes(files.named(file, root))
    tables = read_tables(file, mistakes)
    people = {}
    for id_, table in tables.data.items():
        if not isinstance(table, dict):
            mistakes.add("person-table", tables.line(id_), given=shown(id_))
        elif not naming.is_name(id_):
            mistakes.add(
                "person-id",
                tables.line(id_),
                given=shown(id_),
                example=respelled(id_, naming.slugify(id_), "anna"),
            )
        elif person := _Reader(id_, table, tables, mistakes).person(content or file.parent):
            people[id_] = person
    return people, mistakes.of("")


class _Reader:
    """Reads one person's table."""

    def __init__(self, id_: str, table: Mapping[str, Any], tables: Tables, mistakes: Mistakes) -> None:
        self.id, self.table, self.tables, self.mistakes = id_, table, tables, mistakes

    def person(self, content: Path) -> Person | None:
        for key in self.table:
            if key not in KEYS:
                self._wrong(
                    "person-key", key, given=shown(key), meant=meant(key, KEYS), known=", ".join(KEYS)
                )
        for key in ("name", "profession"):
            if not self.table.get(key):
                self._wrong("person-missing", key, part=key)
        photo, profession = self._text("photo"), self._text("profession")
        person = Person(
            id=self.id,
            name=self._text("name"),
            profession=profession,
            role=self._words("role", profession),
            registration=self._text("registration"),
            registration_number=self._text("registration_number"),
            photo=photo and pictures.check(photo, self._line("photo"), content, self.mistakes),
            url=self._text("url"),
            accounts=self._texts("accounts"),
            reads=self._reads(),
            interests=self._words("interests"),
            sample=self._sample(),
            login=self._shaped("login", _LOGIN, "person-login"),
            email=self._shaped("email", _EMAIL, "person-email"),
        )
        self._addresses(person)
        self._number(person)
        return person if person.name and person.profession else None

    def _addresses(self, person: Person) -> None:
        if person.url and not shapes.web_address(person.url):
            self._wrong("address", "url", field=f"{self.id}.url", given=shown(person.url))
        for account in person.accounts:
            if not shapes.web_address(account) and not _HANDLE.fullmatch(account):
                self._wrong("person-account", "accounts", given=shown(account))

    def _shaped(self, key: str, form: re.Pattern[str], code: str) -> str:
        said = self._text(key)
        if said and not form.fullmatch(said):
            self._wrong(code, key, given=shown(said))
            return ""
        return said

    def _number(self, person: Person) -> None:
        number, register = person.registration_number, person.registration.upper()
        if number and not register:
            self._wrong("register-missing", "registration_number")
        elif person.sample and number and not _SAMPLE_NUMBER.fullmatch(number):
            self._wrong("sample-number", "registration_number")
        elif not person.sample and register in _DIGITS:
            digits = _DIGITS[register]
            if not re.fullmatch(f"[0-9]{{{digits}}}", number):
                self._wrong("register-number", "registration_number", register=register, digits=digits)

    def _words(self, key: str, usual: str = "") -> Words:
        """Return what is said in one text or in two languages; `usual` where nothing is."""
        said = self.table.get(key)
        if said is None:
            return Words(usual, usual)
        if isinstance(said, str):
            return Words(*(self._plain(key, said),) * 2)
        if (
            isinstance(said, dict)
            and set(said) == {"nl", "en"}
            and all(isinstance(v, str) for v in said.values())
        ):
            return Words(self._plain(key, said["nl"]), self._plain(key, said["en"]))
        self._wrong("person-words", key, field=key)
        return Words("", "")

    def _text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            self._wrong("form-text", key, field=key, sign=" =", example='"…"')
            return ""
        return self._plain(key, value)

    def _plain(self, key: str, value: str) -> str:
        if signs.scan(value, self._line(key), self.mistakes):
            return ""
        plain = " ".join(value.split())
        if len(plain) > 300:
            self._wrong("long", key, field=f"{self.id}.{key}", length=len(plain), most=300)
        markup.scan(plain, self._line(key), self.mistakes)
        return plain

    def _texts(self, key: str) -> tuple[str, ...]:
        values = self.table.get(key, [])
        if isinstance(values, list) and len(values) <= 50 and all(isinstance(v, str) for v in values):
            read = ((value, self._plain(key, value)) for value in values)
            return tuple(plain for value, plain in read if plain or not value)  # else it was refused
        self._wrong("person-list", key, field=f"{self.id}.{key}")
        return ()

    def _reads(self) -> tuple[str, ...]:
        codes = self._texts("reads")
        for code in codes:
            if "<" not in code and not naming.is_language(code):  # a mark is a mistake of its own
                self._wrong("person-reads", "reads", given=shown(code))
        return codes

    def _sample(self) -> bool:
        value = self.table.get("sample", False)
        if isinstance(value, bool):
            return value
        self._wrong("yes-no", "sample", field="sample", sign=" =", given=shown(str(value)))
        return True

    def _line(self, key: str) -> int:
        return self.tables.line(self.id, key)

    def _wrong(self, code: str, key: str, **facts: str | int | Words) -> None:
        self.mistakes.add(code, self._line(key), subject="", **facts)

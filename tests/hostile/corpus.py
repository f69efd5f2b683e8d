"""The hostile inputs as tests/data/hostile/manifest.toml lists them, and a small practice around each."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.hostile import recipes

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "data" / "hostile"
NOW = "2026-11-23T10:00:00+01:00"
MARK = "GEHEIM7041"  # stands in all that must never come out
FRONT = (FOLDER / "front.yaml").read_text(encoding="utf-8")
PEOPLE = (FOLDER / "people.toml").read_text(encoding="utf-8")
PICTURES = frozenset({".jpg", ".png", ".webp"})
ARTICLE = "content/articles/wachten.md"


@dataclass(frozen=True)
class Input:
    """One input: where it goes in a site, what is to come of it, and what must or must not come out.

    `put` is a path in the site, or "text" (below a sound front matter), "settings" (behind those of the
    site) or "front" (in front of a sound text). `line` is that of the input itself.
    """

    name: str
    expected: str
    put: str = "text"
    file: str = ""
    recipe: str = ""
    say: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    line: int = 0
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Return the file in the site that findings will name."""
        places = {"text": ARTICLE, "front": ARTICLE, "settings": "pelicanconf.py"}
        return places.get(self.put, self.put)

    @property
    def is_picture(self) -> bool:
        return self.put.startswith("content/images/")

    @property
    def at(self) -> int:
        """Return the line in the site's file that `line` of the input becomes."""
        return self.line + (FRONT.count("\n") if self.put == "text" and self.line else 0)

    def content(self) -> bytes:
        """Return the bytes of the input, from its file or its recipe."""
        if self.file:
            return (FOLDER / self.file).read_bytes()
        made = recipes.MAKES.get(self.recipe)
        return made(**self.say) if made else b""


def inputs() -> dict[str, Input]:
    """Return every input by name."""
    rows = tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))["input"]
    found = [Input(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}) for row in rows]
    assert len({i.name for i in found}) == len(found)
    return {i.name: i for i in found}


def lay(one: Input, root: Path, siteurl: str) -> None:
    """Make a small sound practice in the empty folder `root`, and put the input into it."""
    for name in ("articles", "images", "pages"):
        (root / "content" / name).mkdir(parents=True)
    (root / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
    (root / "content/people.toml").write_text(PEOPLE, encoding="utf-8")
    shutil.copy(FOLDER / "kamer.png", root / "content/images/kamer.png")
    conf = [
        'SITENAME = "Praktijk De Linde"',
        f'SITEURL = "{siteurl}"',
        'TIMEZONE = "Europe/Amsterdam"',
        'DEFAULT_LANG = "nl"',
        'PATH = "content"',
        'THEME = "theme"',
        "SYNDICATE_LIVE_SECONDS = 5",
        'SYNDICATE_PRACTICE = {"name": "Praktijk De Linde", "phone": "010 000 00 00", '
        '"email": "praktijk@linde.example", "sample": True}',
    ]
    (root / "pelicanconf.py").write_text("\n".join(conf) + "\n", encoding="utf-8")
    text = FRONT + "Wacht een paar dagen. Het gaat meestal vanzelf over.\n"
    shown = one.put if one.is_picture and not one.say.get("unseen") else ""
    if shown:
        text += f"\n![Wat er op het beeld staat.](/{shown.removeprefix('content/')})\n"
        if Path(shown).suffix in PICTURES:
            field = f"image: {shown.removeprefix('content/')}\nimage_alt: Wat er op het beeld staat.\n---\n"
            text = text.replace("\n---\n", f"\n{field}", 1)
    (root / ARTICLE).write_text(text, encoding="utf-8")
    if one.recipe in recipes.LAYS:
        recipes.LAYS[one.recipe](root)
        return
    content = one.content()
    if one.put == "text":
        content = FRONT.encode() + content
    elif one.put == "front":
        content += b"Wacht een paar dagen.\n"
    elif one.put == "settings":
        content = (root / "pelicanconf.py").read_bytes() + content
    (root / one.place).parent.mkdir(parents=True, exist_ok=True)
    (root / one.place).write_bytes(content)


def place(name: str) -> str:
    """Return the folder of an input, which is a part of its address as well."""
    return name.replace("/", "--").replace(" ", "-")

"""The pictures that one edition shows, found from what its texts, people and practice name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from syndicate.model import Article, Finding, Person, Picture, Practice, Severity, Words
from syndicate.site import links, markup, pictures
from syndicate.site.widths import FACE, WIDE, Drawn, Use


@dataclass(slots=True)
class Gallery:
    """Looks at each picture once; `wanted` are those shown beside a text, by path in the content folder.

    `drawn` are all, as they were drawn anew, by the same path.
    """

    folder: links.Folder
    cache: Path
    siteurl: str
    wanted: set[str] = field(default_factory=set)
    seen: dict[Path, Picture] = field(default_factory=dict)
    drawn: dict[str, Drawn] = field(default_factory=dict)

    def sizes(self, html: str, place: links.Place, found: list[Finding]) -> dict[str, tuple[int, int]]:
        """Return the size in pixels of the site's own pictures in `html`, by address as it stands there."""
        sizes: dict[str, tuple[int, int]] = {}
        for address in markup.addresses(html):
            match = links.INTERNAL.match(address)
            if match is None or match["what"] not in ("static", "attach"):
                continue
            target = self.folder.target(match["path"], place.file)
            if self.folder.unfit(target, links.PICTURES) is None:
                picture = self._look(target, "", place, match["path"], found)
                if picture:
                    sizes[address] = (picture.width, picture.height)
        return sizes

    def photo(self, article: Article, found: list[Finding]) -> Picture | None:
        """Return the article's own picture as readers will get it; None (and a finding) without."""
        place = links.Place(article.file, article.ref, line=article.line("image"))
        return self._wanted(article.image, article.image_alt, place, found)

    def portraits(self, people: Iterable[Person], practice: Practice, found: list[Finding]) -> None:
        """Want the photos of the people and the logo where they stand in the content folder."""
        for person in people:
            if person.photo:
                place = links.Place(f"{self.folder.content.name}/people.toml")
                self._wanted(person.photo, person.name, place, found, use=FACE)
        if practice.logo and (self.folder.content / plain_path(practice.logo)).is_file():
            self._wanted(practice.logo, practice.name, links.Place("pelicanconf.py"), found, use=FACE)

    def _wanted(
        self, path: str, alt: str, place: links.Place, found: list[Finding], *, use: Use = WIDE
    ) -> Picture | None:
        target = (self.folder.content / plain_path(path)).resolve()
        words = self.folder.unfit(target, links.PICTURES)
        if words:
            said = Words(words[0].nl.format(address=path), words[0].en.format(address=path))
            found.append(
                Finding("site.picture", Severity.ERROR, said, words[1], place.file, place.line, place.subject)
            )
            return None
        picture = self._look(target, alt, place, path, found, use=use)
        if picture:
            self.wanted.add(picture.path)
        return picture

    def _look(
        self,
        target: Path,
        alt: str,
        place: links.Place,
        words: str,
        found: list[Finding],
        *,
        use: Use = WIDE,
    ) -> Picture | None:
        if target in self.seen:
            return replace(self.seen[target], alt=alt)
        try:
            shown = pictures.redraw(target, self.cache)
        except pictures.Undrawable as error:
            line = place.line_of(words)
            found.append(
                Finding(
                    "site.picture", Severity.ERROR, error.said, pictures.REDO, place.file, line, place.subject
                )
            )
            return None
        path = PurePosixPath(target.relative_to(self.folder.content)).as_posix()
        seen = self.seen[target] = pictures.picture_of(shown, path, self.siteurl, alt)
        self.drawn[path] = Drawn(shown, use, seen.width, seen.height)
        return seen


def plain_path(path: str) -> str:
    """Return a picture's path in the content folder, however it was written: images/griep.jpg."""
    match = links.INTERNAL.match(path)
    return (match["path"] if match else path).lstrip("/")

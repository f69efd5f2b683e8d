"""The short forms as patients see them: care cards with numbers to tap, do and don't, steps, and so on.

What an author writes passes through Markdown and the cleaning first; only then the frames of the forms are
put around it. So nobody can write a card that we did not make, and a card may hold what no text may.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from html import escape

from syndicate.model import CARE, Form, FormKind, Practice, forms_of
from syndicate.site.form_words import URGENCY, WORDS, said
from syndicate.site.language import hours_words, ltr
from syndicate.site.notation import tel

PIECE = re.compile(
    r"<p>(?P<token>form[0-9a-f]{16})(?P<mark>[oc])(?P<number>\d+)</p>"
    r'|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?: [^\s=">]+="[^"]*")*>'
)
EMPTY = frozenset({"br", "col", "hr", "img", "wbr"})
CAPTIONED = re.compile(r'<p>(<img(?: [^\s=">]+="[^"]*")*) title="([^"]+)"((?: [^\s=">]+="[^"]*")*>)</p>')
FRAMES: Mapping[FormKind, tuple[str, str]] = {
    **{kind: (f'<div class="care care-{kind}">', "</div>") for kind in CARE},
    FormKind.DO: ('<div class="form-do">', "</div>"),
    FormKind.DONT: ('<div class="form-dont">', "</div>"),
    FormKind.WARNING: ('<div class="form-warning">', "</div>"),
    FormKind.STEPS: ('<div class="form-steps">', "</div>"),
    FormKind.FIGURE: ("<figure>", "</figure>"),
    FormKind.MORE: ('<details class="form-more">', "</details>"),
    FormKind.QUOTE: ('<figure class="form-quote"><blockquote>', "</figure>"),
}


class MisplacedError(ValueError):
    """A form begins and ends in different places of the page, such as inside a list or a piece of HTML."""


class Forms:
    """The forms of one text: marks for Markdown to carry through, and the frames that take their place."""

    def __init__(self, text: str, lang: str, practice: Practice) -> None:
        forms, slips = forms_of(text)
        self.forms = () if slips else forms
        self.lang = lang
        self.practice = practice
        self.text = text
        # nobody can write a text that holds its own hash
        self.token = f"form{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"

    def marked(self) -> str:
        """Return the text with a paragraph of our own in the place of every mark."""
        if not self.forms:
            return self.text
        lines = self.text.split("\n")
        for number, form in enumerate(self.forms):
            lines[form.line] = f"\n{self.token}o{number}\n"
            lines[form.end] = f"\n{self.token}c{number}\n"
        return "\n".join(lines)

    def framed(self, html: str) -> str:
        """Return the cleaned HTML with the frames in it; raises MisplacedError where one would break it."""
        html = CAPTIONED.sub(r"<figure>\1\3<figcaption>\2</figcaption></figure>", html)
        return "".join(self._pieces(html)) if self.forms else html

    def unmarked(self, html: str) -> str:
        """Return the HTML without any form: what their marks were is gone, all words stay."""
        return re.sub(rf"(?:<p>)?{self.token}[oc]\d+(?:</p>)?", "", html)

    def _pieces(self, html: str) -> Iterator[str]:
        at = level = done = 0
        stack: list[str] = []
        for piece in PIECE.finditer(html):
            if piece["token"] == self.token:
                number = int(piece["number"])
                yield html[at : piece.start()]
                at = piece.end()
                if piece["mark"] == "o":
                    stack.append(f"form{number}")
                    yield self._opening(self.forms[number], min(level + 1, 4) if level else 2)
                elif stack and stack.pop() == f"form{number}":
                    done += 1
                    yield self._ending(self.forms[number])
                else:
                    raise MisplacedError
            elif piece["name"] and piece["name"] not in EMPTY:
                level = _nested(stack, piece["name"], bool(piece["end"]), level)
        if done < len(self.forms):
            raise MisplacedError
        yield html[at:]

    def _opening(self, form: Form, level: int) -> str:
        frame = FRAMES[form.kind][0]
        title = escape(form.title or said(form.kind, self.lang), quote=False)
        if form.kind is FormKind.MORE:
            return f"{frame}<summary>{title}</summary>"
        if form.kind in (FormKind.FIGURE, FormKind.QUOTE) or not title:
            return frame
        urgency = said(form.kind, self.lang, URGENCY)
        hidden = f'<span class="unseen">{urgency}: </span>' if urgency else ""
        return f"{frame}<h{level}>{hidden}{title}</h{level}>"

    def _ending(self, form: Form) -> str:
        end = FRAMES[form.kind][1]
        if form.kind is FormKind.QUOTE:
            end = f"</blockquote>{end}"
        if form.kind in (FormKind.QUOTE, FormKind.FIGURE) and form.title:
            caption = f"<figcaption>{escape(form.title, quote=False)}</figcaption>"
            end = end.replace("</figure>", f"{caption}</figure>")
        numbers = "".join(self._numbers(form.kind))
        return (f'<div class="care-numbers">{numbers}</div>' if numbers else "") + end

    def _numbers(self, kind: FormKind) -> Iterator[str]:
        """Yield the numbers to tap: 112 alone, the practice's own, and where it is asked the other one's."""
        practice, words = self.practice, WORDS[_known(self.lang)]
        if kind is FormKind.EMERGENCY:
            yield f'<p><a class="call" href="tel:112">{words["112"]}</a></p>'
        if kind not in (FormKind.CALL, FormKind.PRACTICE) or not practice.phone:
            return
        yield self._number(practice.phone, words["open"], "", practice.hours)
        if kind is FormKind.CALL and practice.out_of_hours_phone:
            name, hours = practice.out_of_hours_name, practice.out_of_hours_hours
            yield self._number(practice.out_of_hours_phone, words["closed"], name, hours)

    def _number(self, number: str, when: str, name: str, hours: tuple[str, ...]) -> str:
        words = WORDS[_known(self.lang)]
        link = f'<a class="call" href="{tel(number, self.practice.country)}">'
        label = words["call"].format(ltr(number))
        told = ", ".join(escape(hours_words(h, _known(self.lang), _clock), quote=False) for h in hours)
        called = f"<bdi>{escape(name, quote=False)}</bdi>" if name else ""
        after = ": ".join(part for part in (called, told) if part)
        return f"<p><strong>{when}</strong> {link}{label}</a> <span>{after}</span></p>"


def without_forms(text: str, lang: str) -> str:
    """Return a Markdown text in which forms are what any Markdown shows: their title in bold, their words.

    For readers that know no forms, such as another site's own software.
    """
    lines = text.split("\n")
    for form in forms_of(text)[0]:
        title = form.title or said(form.kind, lang)
        lines[form.line] = f"\n**{title}**\n" if title else ""
        lines[form.end] = ""
    return "\n".join(lines)


def _nested(stack: list[str], name: str, end: bool, level: int) -> int:
    """Keep the stack of open elements and forms; return the level of the last heading of the author."""
    if not end:
        stack.append(name)
    elif not stack or stack.pop() != name:
        raise MisplacedError
    return int(name[1]) if not end and name in ("h1", "h2", "h3", "h4", "h5", "h6") else level


def _known(lang: str) -> str:
    plain = lang.lower().partition("-")[0]
    return plain if plain in WORDS else "en"


def _clock(_text: str, lang: str, **values: object) -> str:
    return str(WORDS[_known(lang)]["days" if "first" in values else "clock"].format(**values))

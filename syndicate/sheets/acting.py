"""Where the buttons of our pages lead: to a note at the code host, filled in, that a person sends."""

from __future__ import annotations

from urllib.parse import quote

from syndicate.model import Act, Words
from syndicate.model.act import PREFIX, SAID


def act_link(template: str, act: Act, lang: str, *, about: str = "") -> str:
    """Return where a person does this: `template` with its {title} and {text} filled in.

    The title is in `lang` (nl, else English); {text} stands in it where the person is to fill it in first. A
    note that needs no words of its own tells what it is `about`, for whoever sends it.
    """
    title = f"{PREFIX}{SAID[act.verb].of(lang)} {act.token}".rstrip()
    said = act.text or (ABOUT.of(lang).format(about) if about else "")
    text = said if said == "{text}" else quote(said, safe="")
    return template.replace("{title}", quote(title, safe="")).replace("{text}", text)


ABOUT = Words(
    "Dit gaat over: {}\n\nVerstuur dit briefje. Meer is niet nodig.",
    "This is about: {}\n\nSend this note. Nothing more is needed.",
)

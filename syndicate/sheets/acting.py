"""Where the buttons of our pages lead: to a note at the code host, filled in, that a person sends."""

from __future__ import annotations

from urllib.parse import quote

from syndicate.model import Act
from syndicate.model.act import PREFIX, SAID


def act_link(template: str, act: Act, lang: str) -> str:
    """Return where a person does this: `template` with its {title} and {text} filled in.

    The title is in `lang` (nl, else English); {text} stands in it where the person is to fill it in first.
    """
    title = f"{PREFIX}{SAID[act.verb].of(lang)} {act.token}".rstrip()
    text = "{text}" if act.text == "{text}" else quote(act.text, safe="")
    return template.replace("{title}", quote(title, safe="")).replace("{text}", text)

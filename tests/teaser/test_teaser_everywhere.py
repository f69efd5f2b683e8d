"""On every installed network a composed text fits, and no word, link, hashtag or grapheme of it is cut."""

from dataclasses import replace

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from teaser_samples import PERMALINK, article, slot

from syndicate.channels.table import rows
from syndicate.limits import Link, fits, measure
from syndicate.teaser import compose

NETWORKS = {row.name: row.limits for row in rows()}
MANY = 500
"""A network that takes more is asked for 300, counted its own way: no teaser is longer."""
DUTCH = "de griepprik haalt u op di. 3 oktober, niet waar? Ja! (gratis) ’s ochtends – of é\u0301én keer"
OTHER = (
    "#griepprik #goedgeslapen? griep.Nu https://www.thuisarts.nl/griep?a=1&b=2#wat @linde@zorg.social 👩‍⚕️ 🇳🇱 "
    "👍🏽! 1️⃣ zorg_*vraag* 流感疫苗 어디서 hooikoortsspreekuurassistente"
)
WORDS = st.sampled_from((*DUTCH.split(), *OTHER.split(), "€\N{NO-BREAK SPACE}25"))
TEXTS = st.lists(WORDS, min_size=1, max_size=120).map(" ".join)


@pytest.mark.parametrize("name", NETWORKS)
@given(texts=st.lists(TEXTS, min_size=1, max_size=2), variant=st.integers(0, 3), data=st.data())
def test_a_composed_text_fits_and_cuts_nothing_that_belongs_together(name, texts, variant, data):
    limits = NETWORKS[name]
    if limits.characters > MANY or data.draw(st.booleans()):
        limits = replace(limits, characters=data.draw(st.integers(150, min(300, limits.characters))))
    item = article(*texts)
    made = compose(slot(item, variant), limits, network=name, permalink=PERMALINK, image=None)
    assert fits(made.text, limits), (measure(made.text, limits), limits)
    words = made.text
    if limits.link is Link.TEXT:
        words = words.removesuffix(made.link)
        assert words != made.text
    assert any(whole(words, source) for source in texts), words


def whole(words, source):
    """Tell whether `words` are the first of `source`, each whole but for the signs that end the last one."""
    kept = words.strip().removesuffix("…").strip()
    there, given_ = regex.split(r"[ \n]+", kept) if kept else [], source.split(" ")
    if there[:-1] != given_[: max(0, len(there) - 1)] or len(there) > len(given_):
        return False
    return not there or given_[len(there) - 1].rstrip(".,;:-–—") == there[-1].rstrip(".,;:-–—")

"""What each network makes of a link to a page: from the page's head, and the size of the file it names.

What is known of the networks' limits: Meta's pages on images for webmasters (600x315 for the large card,
200x200 at least, 8 MB, width and height for the first who shares), 600 KB for WhatsApp as Meta says and
300 KB as people meet it, X's cards (300x157 to 4096x4096, 5 MB), app.bsky.embed.external (1,000,000 bytes).
LinkedIn's 1200x627 and 5 MB are common lore.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

FULL, SMALL, RISK, TEXT, NONE = "full", "small", "at risk", "text only", "none"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Wants:
    """What a network needs: `large` for its large card, `least` for any picture, in pixels; `most` in bytes.

    Over `safe` bytes the picture is seen to fail at times. `sized` is one that wants the size in the head,
    `named` one whose large card has to be asked for (twitter:card).
    """

    large: tuple[int, int] = (1, 1)
    least: tuple[int, int] = (1, 1)
    largest: tuple[int, int] = (100_000, 100_000)
    most: int = 100 * MEGABYTE
    safe: int = 100 * MEGABYTE
    sized: bool = False
    named: bool = False


NETWORKS = {
    "Facebook": Wants(large=(600, 315), least=(200, 200), most=8 * MEGABYTE, sized=True),
    "WhatsApp": Wants(most=600_000, safe=300_000),
    "LinkedIn": Wants(large=(1200, 627), most=5 * MEGABYTE),
    "X": Wants(large=(300, 157), least=(144, 144), largest=(4096, 4096), most=5 * MEGABYTE, named=True),
    "Bluesky": Wants(most=MEGABYTE),
    "Mastodon": Wants(),
}


def previews(html: str, size: tuple[int, int], weight: int) -> dict[str, str]:
    """Return per network what a link to this page shows: one of full, small, at risk, text only, none.

    `size` (pixels) and `weight` (bytes) are those of the file that og:image names; without one, (0, 0) and 0.
    """
    head = _Head()
    head.feed(html)
    return {name: _line(wants, head.told, size, weight) for name, wants in NETWORKS.items()}


def _line(wants: Wants, told: Mapping[str, str], size: tuple[int, int], weight: int) -> str:
    if not told.get("og:title"):
        return NONE
    good = "og:image" in told and weight and _within(wants.least, size) and _within(size, wants.largest)
    if not good or weight > wants.most:
        return TEXT
    if not _within(wants.large, size) or (wants.named and told.get("twitter:card") != "summary_large_image"):
        return SMALL
    unsized = wants.sized and not {"og:image:width", "og:image:height"} <= told.keys()
    return RISK if unsized or weight > wants.safe else FULL


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[0] and one[1] <= other[1]


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            found = dict(attrs)
            self.told.setdefault(found.get("property") or found.get("name") or "", found.get("content") or "")

"""The share image's drawing: ground, shapes, logo, picture and words, as share_layout says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from syndicate.errors import SiteError
from syndicate.site import pictures
from syndicate.site.share_layout import Layout, Scene, Type, mirror
from syndicate.site.typeface import em, font_at, joined, rightward
from syndicate.site.typeset import Box, layout_title

if TYPE_CHECKING:
    from PIL import Image

WHITE = (255, 255, 255)
QUIET = 0.86
"""How white the role is: readable, yet behind the author's name."""

DARKER = 0.14
RIM = 0.30

Colour = tuple[int, int, int]


def draw(
    plan: Layout,
    *,
    colour: str,
    words: Mapping[str, str],
    logo: bytes = b"",
    photo: bytes = b"",
    focus: tuple[float, float] = (0.5, 0.5),
    mirrored: bool = False,
) -> bytes:
    """Return the card's file: JPEG where there is a `photo`, else a PNG in 256 colours.

    `colour` is #rrggbb and dark enough for white text; `words` are practice, title, author and role;
    `focus` is what matters in the photo (0-1 from the left, 0-1 from the top); `mirrored` is the card of
    a language that runs from right to left. Raises SiteError where
    a picture cannot be read or a text cannot be made to fit.
    """
    ground = _rgb(colour)
    scene = plan.pictured if photo else plan.plain
    scene = mirror(scene, plan.size[0]) if mirrored else scene
    card = _lettered(plan, scene, ground, logo, words)
    if not scene.picture:
        return _png(card, _inks(plan, scene, ground, logo))
    size = scene.picture[2:]
    card.paste(_cropped(photo, size, focus), scene.picture[:2], _shape(size, scene.curve, 0, scene.mirrored))
    return _jpeg(card, plan)


def _lettered(
    plan: Layout, scene: Scene, ground: Colour, logo: bytes, words: Mapping[str, str]
) -> Image.Image:
    """The card without the article's picture."""
    card = _signed(plan, scene, ground, logo, words["practice"], words["author"], words["role"]).copy()
    _write(card, words["title"], scene.title, WHITE, "middle", mirrored=scene.mirrored)
    return card


@lru_cache(maxsize=16)
def _signed(  # noqa: PLR0917 (all that such a card depends on)
    plan: Layout, scene: Scene, ground: Colour, logo: bytes, practice: str, author: str, role: str
) -> Image.Image:
    """All that is the same on every card of one author."""
    card = _base(plan, scene, ground, logo).copy()
    header = scene.practice
    if scene.logo and not logo:
        left = min(scene.logo[0], header.box[0])
        right = max(scene.logo[0] + scene.logo[2], header.box[0] + header.box[2])
        header = replace(header, box=(left, header.box[1], right - left, header.box[3]))
    _write(card, practice, header, WHITE, "middle", mirrored=scene.mirrored)
    _write(card, author, scene.author, WHITE, "top", mirrored=scene.mirrored)
    _write(card, role, scene.role, _mix(ground, WHITE, QUIET), "top", mirrored=scene.mirrored)
    return card


@lru_cache(maxsize=16)
def _base(plan: Layout, scene: Scene, ground: Colour, logo: bytes) -> Image.Image:
    """All that is the same on every card of one practice."""
    from PIL import Image, ImageDraw

    twice = Image.new("RGB", (plan.size[0] * 2, plan.size[1] * 2), ground)
    pen = ImageDraw.Draw(twice)
    for x, y, radius in scene.discs:
        pen.circle((x * 2, y * 2), radius * 2, fill=_mix(ground, (0, 0, 0), DARKER))
    if scene.bar:
        left, top, width, height = scene.bar
        box = (left * 2, top * 2, (left + width) * 2 - 1, (top + height) * 2 - 1)
        pen.rounded_rectangle(box, height, fill=_mix(ground, WHITE, 0.6))
    if scene.logo and logo:
        left, top, width, height = scene.logo
        box = (left * 2, top * 2, (left + width) * 2 - 1, (top + height) * 2 - 1)
        pen.rounded_rectangle(box, min(width, height) // 2, fill=WHITE)
    card = twice.resize(plan.size, Image.Resampling.BOX)
    if scene.logo and logo:
        _paste_logo(card, logo, scene.logo)
    if scene.picture and scene.edge:
        size = (scene.picture[2] + scene.edge, scene.picture[3])
        rim = Image.new("RGB", size, _mix(ground, WHITE, RIM))
        place = (scene.picture[0] - (0 if scene.mirrored else scene.edge), scene.picture[1])
        card.paste(rim, place, _shape(size, scene.curve, scene.edge, scene.mirrored))
    return card


def _paste_logo(card: Image.Image, logo: bytes, box: Box) -> None:
    """Put the logo in the middle of its white plate, with a margin of a seventh."""
    from PIL import ImageOps

    margin = min(box[2:]) // 7
    mark = _opened(logo, "the practice's logo").convert("RGBA")
    mark = ImageOps.contain(mark, (box[2] - 2 * margin, box[3] - 2 * margin))
    place = (box[0] + (box[2] - mark.width) // 2, box[1] + (box[3] - mark.height) // 2)
    card.paste(mark, place, mark)


@lru_cache(maxsize=16)
def _shape(size: tuple[int, int], curve: int, wider: int, mirrored: bool) -> Image.Image:
    """The picture's outline: a rectangle whose inner edge bows outwards over `curve` pixels."""
    from PIL import Image, ImageDraw, ImageOps

    width, height = size[0] * 4, size[1] * 4
    if not curve:
        return Image.new("L", size, 255)
    bow = curve * 4
    radius = ((height / 2) ** 2 + bow**2) / (2 * bow) + wider * 4
    mask = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(mask)
    pen.circle((radius, height / 2), radius, fill=255)
    if radius < width:
        pen.rectangle((radius, 0, width, height), fill=255)
    outline = mask.resize(size, Image.Resampling.LANCZOS)
    return ImageOps.mirror(outline) if mirrored else outline


@lru_cache(maxsize=16)
def _cropped(photo: bytes, size: tuple[int, int], focus: tuple[float, float]) -> Image.Image:
    """Cut the picture to the box's shape with `focus` as near to the middle as the picture allows."""
    from PIL import Image, ImageOps

    picture = ImageOps.exif_transpose(_opened(photo, "the article's picture", (size[0] * 2, size[1] * 2)))
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        picture = Image.new("RGB", seen.size, WHITE)
        picture.paste(seen, mask=seen)
    share = min(picture.width / size[0], picture.height / size[1])
    width, height = size[0] * share, size[1] * share
    left = min(max(focus[0] * picture.width - width / 2, 0), picture.width - width)
    top = min(max(focus[1] * picture.height - height / 2, 0), picture.height - height)
    cut = (left, top, left + width, top + height)
    return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS, box=cut, reducing_gap=2.0)


def _opened(content: bytes, what: str, enough: tuple[int, int] | None = None) -> Image.Image:
    """Read a picture; a JPEG far larger than `enough` pixels is read at a fraction of its size."""
    try:
        picture = pictures.opened(content)
        if enough:
            picture.draft("RGB", enough)
        picture.load()
    except (pictures.Undrawable, OSError, SyntaxError, ValueError) as error:
        raise SiteError(f"{what} cannot be read as a picture: save it again as PNG or JPEG.") from error
    return picture


def _write(card: Image.Image, text: str, style: Type, colour: Colour, anchor: str, *, mirrored: bool) -> None:
    """Write a text into its box; each line begins where the card's language begins."""
    from PIL import ImageDraw

    block = layout_title(
        text,
        style.box,
        sizes=style.sizes,
        lines=style.lines,
        leading=style.leading,
        em=lambda words: em(words, style.weight),
        anchor=anchor,
    )
    pen = ImageDraw.Draw(card)
    start = style.box[0] + (style.box[2] if mirrored else 0)
    way = ("rtl" if rightward(text) else "ltr") if joined(text) else None  # BASIC knows no direction
    for line in block.lines:
        font = font_at(block.size, style.weight, arabic=joined(line.text))
        pen.text((start, line.baseline), line.text, colour, font, "rs" if mirrored else "ls", direction=way)


@lru_cache(maxsize=16)
def _inks(plan: Layout, scene: Scene, ground: Colour, logo: bytes) -> Image.Image:
    """The 256 colours of one practice's flat cards, chosen once from a card full of letters."""
    from PIL import Image

    letters = dict.fromkeys(("practice", "title", "author", "role"), "Ragoût met 8 kruiden")
    sample = _lettered(plan, scene, ground, logo, letters)
    return sample.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def _png(card: Image.Image, inks: Image.Image) -> bytes:
    from PIL import Image

    stream = BytesIO()
    card.quantize(palette=inks, dither=Image.Dither.NONE).save(stream, "PNG", compress_level=6)
    return stream.getvalue()


def _jpeg(card: Image.Image, plan: Layout) -> bytes:
    """Whole colour for every pixel (4:4:4), so that letters keep clean edges; lighter where too heavy."""
    content = b""
    for quality in range(plan.quality, 40, -8):
        stream = BytesIO()
        card.save(stream, "JPEG", quality=quality, subsampling=0, optimize=True)
        content = stream.getvalue()
        if len(content) <= plan.most_bytes:
            break
    return content


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

"""Inputs that are too large for files, or that no repository can hold: the same bytes on every run."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

MARK = "GEHEIM7041"


def repeated(unit: str, times: int, before: str = "", after: str = "") -> bytes:
    """Return a piece of text many times over."""
    return (before + unit * times + after).encode()


def numbered(unit: str, times: int, before: str = "", after: str = "") -> bytes:
    """Return a piece of text many times over, with its number for each `#N`."""
    return (before + "".join(unit.replace("#N", str(n)) for n in range(times)) + after).encode()


def nested(unit: str, times: int, words: str = "a", indent: str = "") -> bytes:
    """Return a line per level, each behind one more `indent` (or one more unit)."""
    lines = (f"{indent * n}{unit}{words}" if indent else f"{unit * (n + 1)}{words}" for n in range(times))
    return "\n".join(lines).encode()


def raw(hex: str) -> bytes:
    """Return bytes that no text file holds."""
    return bytes.fromhex(hex)


def encoded(text: str, encoding: str) -> bytes:
    """Return a text in another encoding than UTF-8."""
    return text.encode(encoding)


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def flat_png(width: int, height: int, bits: int = 8, colour: int = 2) -> bytes:
    """Return a PNG of one colour, squeezed to next to nothing however large it is."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = b"\0" + bytes((width * channels * bits + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    palette = chunk(b"PLTE", bytes(3)) if colour == 3 else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + palette + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def false_png(width: int, height: int) -> bytes:
    """Return a tiny PNG that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10))) + end


def drawn(
    kind: str, mode: str = "RGB", width: int = 60, height: int = 40, frames: int = 1, **said: Any
) -> bytes:
    """Return a picture with a gradient, saved with what `said` names: exif, gps, comment, text ..."""
    from PIL import Image, PngImagePlugin

    pictures = [_gradient(mode, width, height, n) for n in range(frames)]
    how: dict[str, Any] = {}
    if frames > 1:
        how |= {"save_all": True, "append_images": pictures[1:], "duration": 100}
    if "exif" in said or "gps" in said:
        exif = Image.Exif()
        exif[0x010E], exif[0x0112], exif[0x013B] = MARK, said.get("turned", 1), MARK
        if "gps" in said:
            north, east = (52.0, 22.0, 12.0), (4.0, 53.0, 42.0)
            exif.get_ifd(0x8825).update({1: "N", 2: north, 3: "E", 4: east, 29: MARK})
        how["exif"] = exif
    if "comment" in said:
        how["comment"] = MARK.encode()
    if "xmp" in said:
        how["xmp"] = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MARK}</x:xmpmeta>".encode()
    if "icc" in said:
        how["icc_profile"] = MARK.encode() * int(said["icc"])
    if "text" in said:
        told = PngImagePlugin.PngInfo()
        told.add_text("Author", MARK)
        told.add_text("Comment", MARK, zip=True)
        told.add_itxt("Description", MARK, zip=True)
        how["pnginfo"] = told
    out = io.BytesIO()
    pictures[0].save(out, kind, **how)
    return out.getvalue() + (MARK.encode() if "behind" in said else b"")


def _gradient(mode: str, width: int, height: int, shift: int) -> Any:
    from PIL import Image

    across = Image.linear_gradient("L").resize((width, height))
    if mode == "I;16":
        deep = Image.new("I;16", (width, height))
        deep.putdata([(x + y) * 65535 // (width + height) for y in range(height) for x in range(width)])
        return deep
    picture = Image.merge("RGB", (across, across.rotate(180), Image.new("L", across.size, 40 * shift % 255)))
    return picture.convert(mode)


def iptc_jpeg() -> bytes:
    """Return a JPEG with an IPTC caption, as a news desk writes it."""
    told = MARK.encode()
    record = b"\x1c\x02\x78" + struct.pack(">H", len(told)) + told
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + record
    block += b"\0" * (len(record) % 2)
    jpeg = drawn("JPEG")
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def thumbnail_jpeg() -> bytes:
    """Return a JPEG with another picture, with a name in it, inside its EXIF."""
    small = drawn("JPEG", width=8, height=8, comment=1)
    jpeg = drawn("JPEG")
    ifd0 = struct.pack("<HHHIHI", 1, 0x0112, 3, 1, 1, 0)[:14] + struct.pack("<I", 26)
    start = 8 + len(ifd0)
    ifd1 = struct.pack("<H", 2) + struct.pack("<HHII", 0x0201, 4, 1, start + 30)
    ifd1 += struct.pack("<HHII", 0x0202, 4, 1, len(small)) + struct.pack("<I", 0)
    tiff = b"II*\0" + struct.pack("<I", 8) + ifd0[:14] + struct.pack("<I", start) + ifd1 + small
    block = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def noisy_png(width: int, height: int) -> bytes:
    """Return a PNG that hardly can be squeezed, as a photo would be: the dearest to read."""
    from PIL import Image

    small = Image.linear_gradient("L").effect_spread(40)
    wide = Image.merge("RGB", (small, small.rotate(90), small.rotate(180))).resize((width, height))
    out = io.BytesIO()
    wide.save(out, "PNG", compress_level=1)
    return out.getvalue()


def zipped_text_png() -> bytes:
    """Return a PNG whose compressed text is 200 MB long."""
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()
    plain = drawn("PNG")
    return plain[:33] + chunk(b"zTXt", b"Comment\0\0" + bomb) + plain[33:]


def polyglot() -> bytes:
    """Return a GIF that is a page with a script as well."""
    gif = drawn("GIF", mode="P")
    return gif[:-1] + b"\x21\xfe\x2f<script>alert('GEHEIM7041')</script>           \x00;"[: 3 + 47] + b"\x00;"


MAKES: dict[str, Callable[..., bytes]] = {
    f.__name__: f
    for f in (
        *(repeated, numbered, nested, raw, encoded, flat_png, false_png, drawn, iptc_jpeg, thumbnail_jpeg),
        *(noisy_png, zipped_text_png, polyglot),
    )
}


def _named(name: str | bytes) -> Callable[[Path], None]:
    def lay(root: Path) -> None:
        folder = os.fsencode(root / "content" / "articles")
        text = (root / "content/articles/wachten.md").read_bytes()
        changed = text.replace(b"uid: wachten", b"uid: anders").replace(b"slug: wachten", b"slug: anders")
        with open(os.path.join(folder, os.fsencode(name)), "wb") as file:  # noqa: PTH118, PTH123 - bytes
            file.write(changed)

    return lay


def _outside(root: Path) -> None:
    (root.parent / f"{root.name}.outside").write_text(f"Title: {MARK}\n\n{MARK}\n")
    (root / "content/articles/buiten.md").symlink_to(root.parent / f"{root.name}.outside")


def _outside_picture(root: Path) -> None:
    (root.parent / f"{root.name}.png").write_bytes(drawn("PNG", text=1))
    (root / "content/images/buiten.png").symlink_to(root.parent / f"{root.name}.png")
    with (root / "content/articles/wachten.md").open("a") as text:
        text.write("\n![Een beeld](/images/buiten.png)\n")


def _outside_page(root: Path) -> None:
    (root.parent / f"{root.name}.outside").write_text(f"Title: {MARK}\n\n{MARK}\n")
    (root / "content/pages/buiten.md").symlink_to(root.parent / f"{root.name}.outside")


def _pipe(root: Path) -> None:
    os.mkfifo(root / "content/articles/pijp.md")


def _pipe_of_a_page(root: Path) -> None:
    os.mkfifo(root / "content/pages/pijp.md")


def _folder(root: Path) -> None:
    (root / "content/articles/map.md").mkdir()


def _linked_folder(root: Path) -> None:
    (root / "content/articles/kring").symlink_to(root / "content/articles", target_is_directory=True)


def _hidden(root: Path) -> None:
    (root / "content/articles/.geheim.md").write_text(f"---\ntitle: {MARK}\n---\n{MARK}\n")
    (root / "content/articles/private").mkdir()
    (root / "content/articles/private/x.md").write_text(f"---\ntitle: {MARK}\n---\n{MARK}\n")


def _picture_in_pages(root: Path) -> None:
    (root / "content/pages/foto.jpg").write_bytes(drawn("JPEG", gps=1))
    (root / "content/pages/ons.md").write_text(
        "---\ntitle: Ons\nslug: ons\nlang: nl\n---\n![Wij]({static}/pages/foto.jpg)\n"
    )


LAYS: dict[str, Callable[[Path], None]] = {
    "dash name": _named("-rf.md"),
    "double suffix": _named("griep.md.md"),
    "long name": _named("a" * 252 + ".md"),
    "newline in a name": _named("a\nb.md"),
    "name in no encoding": _named(b"\xff\xfe.md"),
    "template in a name": _named("{{ 7*7 }}.md"),
    "outside article": _outside,
    "outside picture": _outside_picture,
    "outside page": _outside_page,
    "pipe": _pipe,
    "pipe of a page": _pipe_of_a_page,
    "folder named as a file": _folder,
    "circle of folders": _linked_folder,
    "hidden and private": _hidden,
    "picture in pages": _picture_in_pages,
}

"""What a host says beside each file of the site: one table, written down three ways.

    _headers              Netlify, Cloudflare Pages and their kin; in the site
    .htaccess             Apache with mod_headers; in the site
    hosting/nginx.conf    for the `server` block of nginx; in the state folder, never served

Pages carry the content policy themselves as well (`in_page`), since GitHub Pages lets nobody set a header;
two policies on one page both hold. A file of the same name that the practice puts into the site itself
stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from syndicate.settings import Editor, Settings
from syndicate.site import admin, moved
from syndicate.site.moved import Move
from syndicate.site.widths import FOLDER as SIZED

SEARCH = "zoeken/"
"""The only page that may run WebAssembly, in each language: the search of the site's own index."""
INDEX = "pagefind/"
UNFOUND = "X-Robots-Tag"

WASM = "'wasm-unsafe-eval'"
YEAR = 31_536_000  # seconds
SOURCES = {
    "default-src": "'none'",
    "img-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "media-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
# what no page asks for; sharing, copying and a film on the whole screen need the reader's own tap
OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment",
    "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
TYPES = {
    "/*.atom.xml": "application/atom+xml; charset=utf-8",
    "/*.rss.xml": "application/rss+xml; charset=utf-8",
    "/feeds/*.json": "application/feed+json; charset=utf-8",
    "/*.vtt": "text/vtt; charset=utf-8",
    "/*.webmanifest": "application/manifest+json",
    "/*.avif": "image/avif",
}
POPUPS = "same-origin-allow-popups"
ALWAYS_ASK = "public, max-age=0, must-revalidate"  # also what Netlify and Cloudflare say of themselves


@dataclass(frozen=True, slots=True)
class Rule:
    """One header for the paths that a pattern covers: `*` is any characters, `/` too."""

    paths: str
    name: str
    value: str


def content_policy(*, wasm: bool = False) -> str:
    """Return the policy that a page can carry itself: nothing but files of this site, nothing inline."""
    sources = SOURCES | ({"script-src": f"'self' {WASM}"} if wasm else {})
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def in_page(path: str) -> str:
    """Return the policy that the page at `path` (from the output folder on) carries in its own head."""
    return content_policy(wasm=re.match(rf"(?:[a-zA-Z-]+/)?{SEARCH}", path) is not None)


def in_header(*, https: bool, wasm: bool = False, editor: Editor | None = None) -> str:
    """Return the policy as a header, which may also forbid frames; `https` is whether the site has it.

    With an `editor` it lets through what any page of the site may do.
    """
    policy = (
        admin.both(content_policy(wasm=wasm), admin.policy(editor)) if editor else content_policy(wasm=wasm)
    )
    return policy + _framed(https)


def _framed(https: bool) -> str:
    return "; frame-ancestors 'none'" + ("; upgrade-insecure-requests" if https else "")


def everywhere(*, https: bool, popups: bool = False) -> dict[str, str]:
    """Return the headers of every file but the content policy; HSTS where the site has https.

    HSTS says nothing of subdomains, which are not ours to promise for. With `popups` a page hears what the
    window says that it opened to sign somebody in.
    """
    return {
        "X-Content-Type-Options": "nosniff",
        # whoever a patient goes on to does not learn which subject she was reading about
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in OFF),
        "Cross-Origin-Opener-Policy": POPUPS if popups else "same-origin",
        **({"Strict-Transport-Security": f"max-age={YEAR}"} if https else {}),
    }


def special(static: str = "theme") -> tuple[Rule, ...]:
    """Return the headers of some files only; none of these names stands in `everywhere`.

    Share images, and what browsers may choose from, have a hash in their name that nothing else will have.
    Pictures may be shown by readers of feeds.
    """
    return (
        Rule("/share/*", "Cache-Control", f"public, max-age={YEAR}, immutable"),
        Rule(f"/{SIZED}/*", "Cache-Control", f"public, max-age={YEAR}, immutable"),
        Rule("/share/*", "Cross-Origin-Resource-Policy", "cross-origin"),
        Rule("/images/*", "Cross-Origin-Resource-Policy", "cross-origin"),
        Rule(f"/{static}/*", "Cross-Origin-Resource-Policy", "same-origin"),
        *(Rule(paths, "Content-Type", kind) for paths, kind in TYPES.items()),
    )


def wanted(settings: Settings) -> bool:
    """Tell whether the site gets headers: SYNDICATE_HEADERS, else a practice's site in our own theme.

    A blog, and another's theme, may have scripts in their pages, which a policy would break.
    """
    if settings.headers is not None or settings.blog:
        return bool(settings.headers)
    from syndicate.site.theme import ours, theme_of

    return theme_of(settings).whole.resolve() == ours().resolve()


def write(settings: Settings, output: Path, moves: Sequence[Move] = ()) -> None:
    """Write the files that go with the site, and nginx's beside it; those that are there stay.

    `moves` are the addresses that lead on, which hosts with a file for it redirect in any theme.
    """
    if moves:
        _put(output / "_redirects", moved.as_redirects(moves, settings.siteurl))
    if not wanted(settings):
        return
    site = urlsplit(settings.siteurl)
    root, https = site.path.rstrip("/"), site.scheme == "https"
    static = str(settings.pelican.get("THEME_STATIC_DIR") or "theme")
    search, lost = (output / SEARCH).is_dir(), (output / "404.html").is_file()
    editor = settings.editor
    _put(output / "_headers", as_headers(root, https=https, search=search, static=static, editor=editor))
    _put(
        output / ".htaccess",
        as_htaccess(root, https=https, static=static, lost=lost, editor=editor)
        + moved.as_htaccess(moves, settings.siteurl),
    )
    aside = settings.state / "hosting" / "nginx.conf"
    aside.parent.mkdir(parents=True, exist_ok=True)
    lines = as_nginx(root, https=https, static=static, lost=lost, editor=editor) + moved.as_nginx(
        moves, settings.siteurl
    )
    aside.write_text(lines, encoding="utf-8", newline="\n")


def as_headers(
    root: str, *, https: bool, search: bool, static: str = "theme", editor: Editor | None = None
) -> str:
    """Return `_headers`; `root` is the path of the site on its host, `search` whether it has that page.

    Rules of this file can only add up. So what the search page and the editor may do is let through for all,
    and every other page takes it back for itself (`in_page`).
    """
    policy = in_header(https=https, wasm=search, editor=editor)
    popups = editor is not None and editor.popups
    lines = ["/*", f"  Content-Security-Policy: {policy}"]
    lines += [f"  {name}: {value}" for name, value in everywhere(https=https, popups=popups).items()]
    for rule in (*special(static), *(rule for rule in _editors(https, editor) if rule.name == UNFOUND)):
        lines += [f"{root}{rule.paths}", f"  {rule.name}: {rule.value}"]
    return "\n".join(lines) + "\n"


def as_htaccess(
    root: str, *, https: bool, static: str = "theme", lost: bool = True, editor: Editor | None = None
) -> str:
    """Return `.htaccess`: a later line for the same header goes over an earlier one."""
    general = {"Content-Security-Policy": in_header(https=https), **everywhere(https=https)}
    lines = [f"ErrorDocument 404 {root}/404.html"] if lost else []
    lines.append("<IfModule mod_headers.c>")
    for name, value in {**general, "Cache-Control": ALWAYS_ASK}.items():
        lines.append(f'  Header {_when(name)}set {name} "{value}"')
    for rule in (*_searches(https), *_editors(https, editor), *special(static)):
        condition = f"%{{REQUEST_URI}} =~ m#{_regex(root, rule.paths)}#"
        lines.append(f'  Header {_when(rule.name)}set {rule.name} "{rule.value}" "expr={condition}"')
    return "\n".join([*lines, "</IfModule>"]) + "\n"


def as_nginx(
    root: str, *, https: bool, static: str = "theme", lost: bool = True, editor: Editor | None = None
) -> str:
    """Return lines for a `server` block; a `location` with headers of its own would lose these."""
    general = {"Content-Security-Policy": in_header(https=https), **everywhere(https=https)}
    general |= {"Cache-Control": ALWAYS_ASK, "Cross-Origin-Resource-Policy": ""}
    types = [rule for rule in special(static) if rule.name == "Content-Type"]
    rules = [*_searches(https), *_editors(https, editor)]
    rules += [rule for rule in special(static) if rule not in types]
    general |= {UNFOUND: ""} if editor else {}
    varied = {rule.name for rule in rules}
    lines = ["# Written by every build. In the server block: include /path/to/hosting/nginx.conf;"]
    lines += [f"error_page 404 {root}/404.html;"] if lost else []
    lines += [f'set {_variable(name)} "{general[name]}";' for name in sorted(varied)]
    for rule in rules:
        condition = f'$uri ~ "{_regex(root, rule.paths)}"'
        lines.append(f'if ({condition}) {{ set {_variable(rule.name)} "{rule.value}"; }}')
    for name, value in general.items():
        said = _variable(name) if name in varied else value
        lines.append(f'add_header {name} "{said}"{" always" if _when(name) else ""};')
    for rule in types:
        where = f'location ~ "{_regex(root, rule.paths)}"'
        lines.append(f'{where} {{ types {{ }} default_type "{rule.value}"; }}')
    return "\n".join(lines) + "\n"


def _put(file: Path, text: str) -> None:
    if not file.exists():
        file.write_text(text, encoding="utf-8", newline="\n")


def _searches(https: bool) -> Iterator[Rule]:
    """Yield what lets the search pages run their index, and the worker that does so beside the page."""
    for paths in (f"/{SEARCH}*", f"/*/{SEARCH}*", f"/{INDEX}*"):
        yield Rule(paths, "Content-Security-Policy", in_header(https=https, wasm=True))


def _editors(https: bool, editor: Editor | None) -> Iterator[Rule]:
    """Yield what the editor's page needs, and that no search engine takes in what lies beside it."""
    if editor is None:
        return
    paths = f"/{admin.FOLDER}/*"
    yield Rule(paths, "Content-Security-Policy", admin.policy(editor) + _framed(https))
    yield Rule(paths, UNFOUND, "noindex, nofollow")
    if editor.popups:
        yield Rule(paths, "Cross-Origin-Opener-Policy", POPUPS)


def _when(header: str) -> str:
    """Return "always " for what error pages get as well: nobody may keep one of those for a year."""
    return "" if header in ("Cache-Control", "Content-Type") else "always "


def _regex(root: str, paths: str) -> str:
    return f"^{re.escape(root)}{'.*'.join(map(re.escape, paths.split('*')))}$"


def _variable(header: str) -> str:
    return "$expertstatus_" + header.lower().replace("-", "_")

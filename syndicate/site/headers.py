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
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from syndicate.settings import Settings

SEARCH = "zoeken/"
"""The only page that may run WebAssembly: the search of the site's own index."""

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
# what no page asks for; sharing and copying are left to pages, since both need the reader's own tap
OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
TYPES = {
    "/*.atom.xml": "application/atom+xml; charset=utf-8",
    "/*.rss.xml": "application/rss+xml; charset=utf-8",
    "/feeds/*.json": "application/feed+json; charset=utf-8",
    "/*.webmanifest": "application/manifest+json",
}
ALWAYS_ASK = "public, max-age=0, must-revalidate"  # also what Netlify and Cloudflare say of themselves


@dataclass(frozen=True, slots=True)
class Rule:
    """One header for the paths that a pattern with at most one `*` covers (any characters, `/` too)."""

    paths: str
    name: str
    value: str


def content_policy(*, wasm: bool = False) -> str:
    """Return the policy that a page can carry itself: nothing but files of this site, nothing inline."""
    sources = SOURCES | ({"script-src": f"'self' {WASM}"} if wasm else {})
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def in_page(path: str) -> str:
    """Return the policy that the page at `path` (from the output folder on) carries in its own head."""
    return content_policy(wasm=path.startswith(SEARCH))


def in_header(*, https: bool, wasm: bool = False) -> str:
    """Return the policy as a header, which may also forbid frames; `https` is whether the site has it."""
    more = "; frame-ancestors 'none'" + ("; upgrade-insecure-requests" if https else "")
    return content_policy(wasm=wasm) + more


def everywhere(*, https: bool) -> dict[str, str]:
    """Return the headers of every file but the content policy; HSTS where the site has https.

    HSTS says nothing of subdomains, which are not ours to promise for.
    """
    return {
        "X-Content-Type-Options": "nosniff",
        # whoever a patient goes on to does not learn which subject she was reading about
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in OFF),
        "Cross-Origin-Opener-Policy": "same-origin",
        **({"Strict-Transport-Security": f"max-age={YEAR}"} if https else {}),
    }


def special(static: str = "theme") -> tuple[Rule, ...]:
    """Return the headers of some files only; none of these names stands in `everywhere`.

    Share images have the hash of their bytes in their name. Pictures may be shown by readers of feeds.
    """
    return (
        Rule("/share/*", "Cache-Control", f"public, max-age={YEAR}, immutable"),
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


def write(settings: Settings, output: Path) -> None:
    """Write the two files that go with the site, and nginx's beside it; those that are there stay."""
    if not wanted(settings):
        return
    site = urlsplit(settings.siteurl)
    root, https = site.path.rstrip("/"), site.scheme == "https"
    static = str(settings.pelican.get("THEME_STATIC_DIR") or "theme")
    search, lost = (output / SEARCH).is_dir(), (output / "404.html").is_file()
    _put(output / "_headers", as_headers(root, https=https, search=search, static=static))
    _put(output / ".htaccess", as_htaccess(root, https=https, static=static, lost=lost))
    aside = settings.state / "hosting" / "nginx.conf"
    aside.parent.mkdir(parents=True, exist_ok=True)
    aside.write_text(as_nginx(root, https=https, static=static, lost=lost), encoding="utf-8", newline="\n")


def as_headers(root: str, *, https: bool, search: bool, static: str = "theme") -> str:
    """Return `_headers`; `root` is the path of the site on its host, `search` whether it has that page.

    Rules of this file can only add up. So what the search page may do is let through for all, and every
    other page takes it back for itself (`in_page`).
    """
    policy = in_header(https=https, wasm=search)
    lines = ["/*", f"  Content-Security-Policy: {policy}"]
    lines += [f"  {name}: {value}" for name, value in everywhere(https=https).items()]
    for rule in special(static):
        lines += [f"{root}{rule.paths}", f"  {rule.name}: {rule.value}"]
    return "\n".join(lines) + "\n"


def as_htaccess(root: str, *, https: bool, static: str = "theme", lost: bool = True) -> str:
    """Return `.htaccess`: a later line for the same header goes over an earlier one."""
    general = {"Content-Security-Policy": in_header(https=https), **everywhere(https=https)}
    lines = [f"ErrorDocument 404 {root}/404.html"] if lost else []
    lines.append("<IfModule mod_headers.c>")
    for name, value in {**general, "Cache-Control": ALWAYS_ASK}.items():
        lines.append(f'  Header {_when(name)}set {name} "{value}"')
    for rule in (_search(https), *special(static)):
        condition = f"%{{REQUEST_URI}} =~ m#{_regex(root, rule.paths)}#"
        lines.append(f'  Header {_when(rule.name)}set {rule.name} "{rule.value}" "expr={condition}"')
    return "\n".join([*lines, "</IfModule>"]) + "\n"


def as_nginx(root: str, *, https: bool, static: str = "theme", lost: bool = True) -> str:
    """Return lines for a `server` block; a `location` with headers of its own would lose these."""
    general = {"Content-Security-Policy": in_header(https=https), **everywhere(https=https)}
    general |= {"Cache-Control": ALWAYS_ASK, "Cross-Origin-Resource-Policy": ""}
    types = [rule for rule in special(static) if rule.name == "Content-Type"]
    rules = [_search(https), *(rule for rule in special(static) if rule not in types)]
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


def _search(https: bool) -> Rule:
    return Rule(f"/{SEARCH}*", "Content-Security-Policy", in_header(https=https, wasm=True))


def _when(header: str) -> str:
    """Return "always " for what error pages get as well: nobody may keep one of those for a year."""
    return "" if header in ("Cache-Control", "Content-Type") else "always "


def _regex(root: str, paths: str) -> str:
    before, _, after = paths.partition("*")
    return f"^{re.escape(root + before)}.*{re.escape(after)}$"


def _variable(header: str) -> str:
    return "$expertstatus_" + header.lower().replace("-", "_")

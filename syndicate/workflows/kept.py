"""Every address that was ever live goes on to answer: with its page, with where it moved, or that it is gone.

The ledger keeps those addresses, since nothing else outlives a runner. They are noted once a deploy was seen
live; a run whose build lacks one of them stops before its deploy, and says which line brings it back.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote

from syndicate.content.naming import short_address
from syndicate.errors import ContentError, ExpertstatusError
from syndicate.ledger import published, reading
from syndicate.model import Article, EntryKind, Finding, Severity, Status, Words
from syndicate.site.moved import there
from syndicate.workflows.way import Site, Way, addresses, entry

NEVER = frozenset({"404.html"})


def shown(site: Site) -> dict[str, str]:
    """Return every address that a build shows something at, with the article (uid/lang) that stands there.

    Pages, feeds and what leads on; share images are none, since nobody is sent to them.
    """
    refs = {page.path: page.article.ref for page in site.built.pages if page.article}
    found = {
        name.removesuffix("index.html"): refs.get(name, "")
        for name in site.built.written
        if name not in NEVER
    }
    return dict.fromkeys(site.built.moved, "") | found | dict(site.built.short)


def note(way: Way, site: Site) -> None:
    """Write the addresses that are live now and were not before."""
    if way.settings.blog:
        return
    before = addresses(way)
    # a notice, too, stands where its article stood
    added = {p: ref for p, ref in shown(site).items() if p not in before or (ref and ref != before[p])}
    for data in published.lines(added, way.settings.siteurl):
        way.ledger.append(entry(way, EntryKind.ADDRESSES, data=data))


def take_up(way: Way) -> None:
    """Note what the host's own map names where no run noted any address yet, as on a site of before."""
    if not addresses(way):
        for data in published.lines(_live_before(way), way.settings.siteurl):
            way.ledger.append(entry(way, EntryKind.ADDRESSES, data=data))


def refuse_lost(way: Way, site: Site) -> None:
    """Raise ContentError where something that people may have kept the address of would be gone."""
    gone = tuple(lost(way, site))
    if gone:
        raise ContentError("nothing was published: an address that was live would die.", (*way.left, *gone))


def lost(way: Way, site: Site) -> Iterator[Finding]:
    """Yield a finding for each article that was shared and has no page, and each address that is lost."""
    kept = {a.ref for a in way.content.articles if a.status is Status.WITHDRAWN} | set(site.pages)
    articles = {a.ref: a for a in way.content.articles}
    public = {a.name for a in way.settings.accounts if not a.embedded}
    unseen = {f"{p.uid}/{p.lang}" for p in way.ledger.posted() if p.account in public} - kept
    mend = HIDE if way.settings.blog else WITHDRAW
    for ref in sorted(unseen):
        file = articles[ref].file if ref in articles else ref
        yield Finding("site.vanished", Severity.ERROR, SHARED, mend, file, 1, ref)
    stands = shown(site)
    for path, ref in sorted(addresses(way).items()):
        if path not in stands and ref not in unseen and not there(site.built.output, path):
            yield _finding(path, articles.get(ref), ref, stands, is_gone=ref not in kept)
        now = site.built.short.get(path, ref)
        # who was given it for one text would get another; where that text is gone it may be given away
        if ref != now and ref in site.pages:
            said = Words(*(w.format(path=path, file=articles[ref].file) for w in ELSEWHERE))
            file, line = articles[now].file, articles[now].line("short")
            yield Finding("site.vanished", Severity.ERROR, said, GIVE_BACK, file, line, now)


def _live_before(way: Way) -> dict[str, str]:
    """Return the addresses that the site's map on the host names, if something was deployed there."""
    if way.settings.blog or not reading.deploys(way.ledger.only(EntryKind.DEPLOY)):
        return {}
    import requests

    root = f"{way.settings.siteurl}/"
    try:
        if way.settings.target.kind == "folder":
            text = (way.settings.root / way.settings.target.path / "sitemap.xml").read_text("utf-8")
        else:
            answer = way.door.session().get(f"{root}sitemap.xml")
            text = answer.text if answer.status_code == requests.codes.ok else ""
    except (ExpertstatusError, requests.RequestException, OSError, ValueError) as error:
        way.tell(f"which addresses were live before could not be read: {way.door.redact(str(error))}")
        return {}
    urls = (unescape(url) for url in re.findall(r"<loc>([^<]*)</loc>", text))
    return {unquote(url.removeprefix(root)): "" for url in urls if url.startswith(root)}


def _finding(
    path: str, article: Article | None, ref: str, stands: Mapping[str, str], *, is_gone: bool
) -> Finding:
    said = Words(LOST.nl.format(path=path), LOST.en.format(path=path))
    name = path.rstrip("/").rpartition("/")[2]
    if article and not is_gone and short_address(name) == path:
        names = ", ".join([*article.short, name])
        mend = Words(SHORT.nl.format(names=names), SHORT.en.format(names=names))
        return Finding("site.vanished", Severity.ERROR, said, mend, article.file, article.line("short"), ref)
    if article and not is_gone:
        slugs = ", ".join([*article.aliases, name.removesuffix(".html")])
        mend = Words(ALIAS.nl.format(slugs=slugs), ALIAS.en.format(slugs=slugs))
        return Finding("site.vanished", Severity.ERROR, said, mend, article.file, article.line("slug"), ref)
    if article:
        return Finding(
            "site.vanished", Severity.ERROR, said, WITHDRAW, article.file, article.line("status"), ref
        )
    near = difflib.get_close_matches(path, [p for p in stands if p], n=1)
    line = f'"{path}" = "{near[0] if near else ""}"'
    mend = Words(REDIRECT.nl.format(line=line), REDIRECT.en.format(line=line))
    return Finding("site.vanished", Severity.ERROR, said, mend, ref or "content/redirects.toml", 1, ref)


SHARED = Words(
    "dit artikel is al gedeeld, en zijn pagina zou nu van de site verdwijnen.",
    "this article has been shared, and its page would now disappear from the site.",
)
LOST = Words(
    "het adres {path} heeft op de site gestaan, en zou nu nergens meer heen leiden.",
    "the address {path} was live, and would now lead nowhere.",
)
ALIAS = Words(
    "Zet in de kop: `aliases: [{slugs}]`; wie daar komt, gaat dan naar het nieuwe adres.",
    "Write in the front matter: `aliases: [{slugs}]`; whoever goes there is then led to the new address.",
)
SHORT = Words(
    "Zet het weer in de kop: `short: [{names}]`; er kan een briefje zijn waar het op staat.",
    "Write it in the front matter again: `short: [{names}]`; there may be a slip of paper with it.",
)
ELSEWHERE = (
    "het korte adres {path} hoort bij {file}, en zou nu naar een andere tekst leiden.",
    "the short address {path} belongs to {file}, and would now lead to another text.",
)
GIVE_BACK = Words(
    "Zet het weer bij dat artikel onder `short`, en kies hier een ander.",
    "Write it under `short` of that article again, and choose another one here.",
)
REDIRECT = Words(
    "Zet in content/redirects.toml waar het heen leidt (leeg: nergens): {line}",
    "Write in content/redirects.toml where it leads (empty: nowhere): {line}",
)
WITHDRAW = Words(
    "Zet `status: withdrawn` met een `reason`; dan blijft er een bericht op de pagina staan.",
    "Set `status: withdrawn` with a `reason`; a notice then stays on the page.",
)
HIDE = Words(
    "Zet het terug; met `Status: hidden` staat het in geen lijst meer.",
    "Put it back; with `Status: hidden` it is in no list any more.",
)

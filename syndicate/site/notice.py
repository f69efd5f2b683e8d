"""What stands where a withdrawn article stood: that it is withdrawn and why, never its text."""

from __future__ import annotations

from markupsafe import Markup

from syndicate.model import Article
from syndicate.site.language import base, marked

# Withdrawn; why not to trust what was read before; reason.
SAID = {
    "nl": (
        "Ingetrokken",
        "Dit artikel is ingetrokken. Gebruik de tekst die u eerder las niet meer.",
        "Reden",
    ),
    "en": (
        "Withdrawn",
        "This article has been withdrawn. Please no longer use the text that you read before.",
        "Reason",
    ),
    "tr": (
        "Geri çekildi",
        "Bu yazı geri çekildi. Daha önce okuduğunuz metni lütfen artık kullanmayın.",
        "Neden",
    ),
    "pl": (
        "Wycofano",
        "Ten artykuł został wycofany. Nie korzystaj już z tekstu, który był tu wcześniej.",
        "Powód",
    ),
    "ar": (
        "تم السحب",
        "تم سحب هذا المقال. لا تعتمد بعد الآن على النص الذي قرأته سابقًا.",
        "السبب",
    ),
}


def notice(article: Article) -> str:
    """Return the notice as HTML, in the language of the article, else marked as English."""
    mark, (_, gone, reason) = _said(article.lang)
    why = (
        Markup("\n<p><strong{}>{}:</strong> {}</p>").format(mark, reason, article.reason)
        if article.reason
        else ""
    )
    return str(Markup("<p{}>{}</p>").format(mark, gone) + why)


def notice_title(article: Article) -> str:
    """Return the plain title under which feeds list the notice."""
    return f"{_said(article.lang)[1][0]}: {article.title}"


def _said(lang: str) -> tuple[Markup, tuple[str, str, str]]:
    known = base(lang) if base(lang) in SAID else "en"
    return marked(known, lang), SAID[known]

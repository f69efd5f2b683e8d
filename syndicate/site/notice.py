"""What stands where a withdrawn article stood: that it is withdrawn and why, never its text."""

from __future__ import annotations

from markupsafe import escape

from syndicate.model import Article, Words

WITHDRAWN = Words("Ingetrokken", "Withdrawn")
GONE = Words(
    "Dit artikel is ingetrokken. Gebruik de tekst die u eerder las niet meer.",
    "This article has been withdrawn. Please no longer use the text that you read before.",
)
WHY = Words("Reden", "Reason")


def notice(article: Article) -> str:
    """Return the notice as HTML, in the language of the article."""
    why = (
        f"\n<p><strong>{WHY.of(article.lang)}:</strong> {escape(article.reason)}</p>"
        if article.reason
        else ""
    )
    return f"<p>{GONE.of(article.lang)}</p>{why}"


def notice_title(article: Article) -> str:
    """Return the plain title under which feeds list the notice."""
    return f"{WITHDRAWN.of(article.lang)}: {article.title}"

"""What the page under admin/ shows: its collections, the form of an article and of a page, its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from syndicate.content import questions, schema
from syndicate.content.schema import Need
from syndicate.model import Person, Status, Topic
from syndicate.model.form import NAMES
from syndicate.settings import Editor, Settings
from syndicate.site.widgets import CARDS, Offer, Widget, asked, labelled, of_notes, shown

WIDEST = 2_000  # pixels of a picture's longer side, as much as a page ever shows
HEAVIEST = 25_000_000  # bytes of a photo before it is made smaller
LANGUAGES = {"nl": "Nederlands", "en": "English", "tr": "Türkçe", "pl": "Polski", "ar": "العربية"}
# a line to write on under each heading: a rich text drops an empty one, and this sign is dropped on saving
LINE = "\u200b"
PAGE = ("title", "description", "slug", "lang", "status")


def _body(offer: Offer, default: str) -> Widget:
    return {
        "name": "body", "label": offer.said("text"), "hint": offer.said("text_hint"), "widget": "richtext",
        "required": True, "default": default, "modes": ["rich_text", "raw"], "linked_images": False,
        "editor_components": ["image", "card"],
        # also what nobody need press: a form of words without its button is written out of the text
        "buttons": [
            "bold", "italic", "link", "heading-two", "heading-three", "heading-four", "bulleted-list",
            "numbered-list", "quote", "code", "strikethrough",
        ],
    }  # fmt: skip


def _articles(offer: Offer) -> Iterable[dict[str, Any]]:
    """Yield the texts in the language of the site, and those that say the same in another."""
    fields = [shown(field, offer) for field in asked()]
    titled, rest = fields[:1], fields[1:]
    body = _body(offer, questions.opening(offer.site_lang, LINE))
    body["hint"] += f" {offer.said('interview')}"
    fixed = {
        "folder": "content/articles", "format": "article", "delete": False,
        "duplicate": False, "sortable_fields": ["title", "date"], "preview_path": "{{slug}}",
        "aliases_field": False, "editor": {"preview": False},
    }  # fmt: skip
    yield {
        **fixed, "name": "articles", "label": offer.said("articles"), "label_singular": offer.said("article"),
        "description": offer.said("interview"), "icon": "article", "slug": "{{title}}",
        "fields": [*titled, body, *rest],
        "filter": {"field": "translation_of", "value": [None]},
    }  # fmt: skip
    known = {field.name: field for field in asked()}
    original = {
        **labelled(known["translation_of"], offer), "widget": "relation", "collection": "articles",
        "value_field": "uid", "display_fields": ["title"],
    }  # fmt: skip
    others = [{"label": name, "value": code} for code, name in LANGUAGES.items() if code != offer.site_lang]
    lang = {**labelled(known["lang"], offer), "widget": "select", "options": others}
    kept = [widget for widget in rest if widget["name"] not in ("translation_of", "lang")]
    yield {
        **fixed, "name": "translations", "label": offer.said("translations"), "icon": "translate",
        "label_singular": offer.said("translation"), "slug": "{{translation_of}}.{{lang}}",
        "fields": [*titled, original, lang, _body(offer, ""), *kept],
        "filter": {"field": "translation_of", "pattern": "^(?!null$)."},
    }  # fmt: skip


def _notes(offer: Offer) -> dict[str, Any]:
    """Return the notes: a few lines, and what little they need; each waits for a second reader by itself."""
    body = {**_body(offer, ""), "hint": offer.said("note_hint"), "buttons": ["bold", "italic", "link"]}
    body |= {"editor_components": [], "modes": ["rich_text"]}
    fixed = {"date": {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "default": "{{now}}"}}
    fixed["date"]["label"] = next(f for f in asked() if f.name == "date").label.of(offer.lang)
    fixed["status"] = {"widget": "hidden", "default": str(Status.PUBLISHED)}
    hidden = {name: {"widget": "hidden"} for name in ("uid", "slug", "lang")}
    kind, authors, until = (shown(field, offer) for field in of_notes())
    return {
        "name": "notes", "label": offer.said("notes"), "label_singular": offer.said("note"),
        "description": offer.said("note_hint"), "icon": "chat",
        "folder": "content/articles/notes", "format": "article", "delete": False, "duplicate": False,
        "identifier_field": "body", "summary": "{{body}}", "preview_path": "{{slug}}",
        "slug": "{{note}}-{{year}}-{{month}}-{{day}}-{{hour}}{{minute}}",
        "aliases_field": False, "editor": {"preview": False},
        "fields": [
            kind, body, {**authors, **({"required": True} if offer.people else {})}, until,
            *({"name": name, **widget} for name, widget in (fixed | hidden).items()),
        ],
    }  # fmt: skip


def _pages(offer: Offer) -> dict[str, Any]:
    """Return the site's own pages: their words may change here; a new one asks for a place in the menu."""
    shown = [
        {"name": n, "label": offer.said(n), "widget": "string", "required": n == "title"} for n in PAGE[:2]
    ]
    return {
        "name": "pages", "label": offer.said("pages"), "label_singular": offer.said("page"),
        "icon": "description",
        "folder": "content/pages", "format": "page", "create": False, "delete": False,
        "duplicate": False, "slug": "{{title}}", "aliases_field": False, "editor": {"preview": False},
        "fields": [*shown, _body(offer, ""), *({"name": name, "widget": "hidden"} for name in PAGE[2:])],
    }  # fmt: skip


def _backend(at: Editor) -> dict[str, Any]:
    if at.kind == "local":
        # Sveltia wants a code host all the same; the policy lets nobody ask it
        return {"name": "github", "repo": "local/local", "auth_methods": ["token"]}
    made = {"name": at.kind, "repo": at.repository, "api_root": at.api, "branch": at.branch}
    made |= {"base_url": at.sign_in or ("" if at.kind == "github" else at.host), "app_id": at.app_id}
    made["auth_type"] = "pkce" if at.kind == "gitlab" and at.app_id else ""
    made = {name: value for name, value in made.items() if value}
    return {**made, "auth_methods": ["oauth", "token"] if at.sign_in or at.app_id else ["token"]}


def _card(offer: Offer) -> dict[str, Any]:
    """Return the words of a card, and what each name of a short form means."""
    dutch = offer.site_lang.startswith("nl")
    names = {name: str(kind) for name, kind in NAMES.items() if kind in CARDS}
    kinds = []
    for kind, words in CARDS.items():
        named = [name for name, meant in NAMES.items() if meant is kind]
        kinds.append({"kind": str(kind), "name": named[0 if dutch else 1], "label": words.of(offer.lang)})
    said = {"label": "card", "kind": "card_kind", "title": "card_title", "text": "text", "hint": "card_hint"}
    return {**{key: offer.said(word) for key, word in said.items()}, "names": names, "kinds": kinds}


def configuration(
    settings: Settings, editor: Editor, people: Mapping[str, Person], topics: Mapping[str, Topic]
) -> dict[str, Any]:
    """Return all that the page needs to know: Sveltia's configuration (`cms`), and ours beside it.

    `files` says of each form of file which fields it has, `own` holds the practice's own data, which the
    guard passes, `labels` the name of each field, for what it says, `needed` what a public text must have.
    """
    lang = "nl" if settings.language.startswith("nl") else "en"
    offer = Offer(lang, settings.site_language, people, topics)
    fields = {field.name: field for field in (*asked(), *of_notes())}.values()
    kinds = {field.name: "tags" if field.name == "tags" else str(field.kind) for field in fields}
    topical = {topic.id: offer.topic(topic) for topic in topics.values()}
    raster = {"format": "webp", "quality": 85, "width": WIDEST, "height": WIDEST}
    return {
        "lang": lang,
        "cms": {
            "load_config_file": False,
            "backend": _backend(editor),
            "app_title": settings.practice.name or settings.sitename,
            "site_url": settings.siteurl,
            "media_folder": "content/images",
            "public_folder": "/images",
            "media_libraries": {
                "default": {
                    "config": {
                        "max_file_size": HEAVIEST,
                        "slugify_filename": True,
                        "transformations": {"raster_image": raster},
                    }
                },
                "stock_assets": {"providers": []},
            },
            "show_preview_links": False,
            "logo": {"src": f"{urlsplit(settings.siteurl).path}/theme/favicon.svg"},
            "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 80},
            "output": {"omit_empty_optional_fields": True},
            "collections": [*_articles(offer), _notes(offer), _pages(offer)],
        },
        "files": {
            "article": {"fields": kinds, "aliases": schema.ALIASES, "topics": topical},
            "page": {"fields": dict.fromkeys(PAGE, "text"), "aliases": {}},
        },
        "card": _card(offer),
        "own": list(own(settings)),
        "labels": {field.name: field.label.of(lang) for field in fields},
        "needed": [f.name for f in fields if f.need is Need.PUBLISH and "label" in shown(f, offer)],
        "site_lang": offer.site_lang,
    }


def own(settings: Settings) -> Sequence[str]:
    """Return what is the practice's own, and stands on every page: numbers, addresses, what it allows."""
    one = settings.practice
    home = f"{one.street}, {one.postal_code} {one.city}" if one.street else ""
    said = (one.phone, one.out_of_hours_phone, one.email, home, *one.allowed)
    return [words for words in said if words]

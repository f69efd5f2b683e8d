"""The made-up practice with its flu article in more languages."""

from pathlib import Path
from xml.etree import ElementTree

from syndicate.site.build import Built
from tests.site.conftest import Site, copy_site
from tests.site.reading import tree

TITLES = {
    "ar": "هل أحتاج إلى تطعيم الإنفلونزا؟",
    "tr": "Grip aşısı bana gerekli mi?",
    "so": "Ma u baahanahay tallaalka?",
}
MORE = """
[elif-demir]
name = "Elif Demir"
profession = "doktersassistent"
role = { nl = "doktersassistent", en = "practice assistant" }
reads = ["ar", "tr", "so"]
sample = true
"""


def translate(site: Site, lang: str) -> None:
    """Give the flu article a translation."""
    text = (site.root / "content/articles/flu-shot.md").read_text(encoding="utf-8")
    text = text.replace("lang: en", f"lang: {lang}").replace("slug: flu-jab", f"slug: grip-{lang}")
    site.write(
        f"content/articles/grip.{lang}.md", text.replace("Do I need the flu jab?", f'"{TITLES[lang]}"')
    )


def many(folder: Path) -> Site:
    """Write the practice with its flu article in Arabic, Turkish and Somali as well."""
    site = copy_site(folder)
    for lang in TITLES:
        translate(site, lang)
    people = site.root / "content/people.toml"
    people.write_text(people.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    practice = (
        'SYNDICATE_PRACTICE = {"name": "Praktijk De Linde", "phone": "010 123 45 67", "city": "Lindedorp", '
    )
    practice += (
        '"street": "Lindelaan 1", "postal_code": "0000 AA", "hours": ["Mo-Fr 08:00-17:00"], "sample": True}\n'
    )
    conf = site.root / "pelicanconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + practice, encoding="utf-8")
    return site


def page(built: Built, lang: str) -> str:
    """The flu article in one of these languages."""
    return (built.output / lang / f"grip-{lang}/index.html").read_text(encoding="utf-8")


def banner_of(built: Built, lang: str) -> ElementTree.Element:
    """What says above it that nobody has read it."""
    (banner,) = (d for d in tree(page(built, lang)).iter("div") if "unread" in d.get("class", ""))
    return banner


def text_of(built: Built) -> str:
    """All that search engines and feed readers get."""
    files = [built.output / "sitemap.xml", *(built.output / "feeds").rglob("*.*")]
    return "\n".join(f.read_text(encoding="utf-8") for f in files)

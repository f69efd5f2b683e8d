"""Topics of topics.toml on the site: one address for all languages, the page's own name, one order."""

import json
import re
from typing import Any

from syndicate.site.build import Built
from tests.site.building import THEME
from tests.site.reading import html_of

TOPICS = """
[bewegen]
name = { nl = "Meer bewegen", en = "Moving" }

[prikken]
name = { nl = "Vaccinaties", en = "Vaccinations" }
intro = { nl = "Een prik is \\"snel\\" & <b>goed</b>.", en = "A jab is quick." }
"""


def themed(site: Any, topics: str = TOPICS) -> Built:
    site.write("content/topics.toml", topics)
    site.edit("content/articles/rugpijn.md", "topic: Bewegen", "topic: bewegen")
    made: Built = site.build(THEME=str(THEME))
    return made


def test_a_topic_keeps_its_id_as_its_address_and_shows_its_name(site: Any) -> None:
    built = themed(site)
    html = html_of(built, "onderwerp/bewegen/index.html")
    assert ">Meer bewegen</h1>" in html
    assert html_of(built, "rugpijn/index.html").count("Meer bewegen</a></li>") == 1
    assert not (built.output / "onderwerp/meer-bewegen").exists()
    assert not (built.output / "onderwerp/vaccinaties").exists()
    assert (built.output / "feeds/topic/prikken.atom.xml").is_file()


def test_the_introduction_stands_above_the_articles_and_describes_the_page(site: Any) -> None:
    html = html_of(themed(site), "onderwerp/prikken/index.html")
    words = "Een prik is &#34;snel&#34; &amp; &lt;b&gt;goed&lt;/b&gt;."
    assert f'<p class="lead">{words}</p>' in html
    assert '<meta name="description" content="Een prik is &#34;snel&#34; &amp; ' in html
    assert "Alles wat wij schreven" not in html


def test_a_topic_without_an_introduction_has_the_general_one(site: Any) -> None:
    built = themed(site)
    for topic in ("bewegen", "gebit"):
        assert "Alles wat wij schreven over het onderwerp" in html_of(built, f"onderwerp/{topic}/index.html")


def test_the_home_page_names_topics_in_the_order_of_the_file_and_others_after_them(site: Any) -> None:
    home = html_of(themed(site), "index.html")
    chips = home[home.index('<ul class="chips">') : home.index("</ul>", home.index('<ul class="chips">'))]
    assert re.findall(r">([^<]+)</a>", chips) == ["Meer bewegen", "Vaccinaties", "Gebit"]


def test_a_translation_shows_the_name_in_its_own_language_everywhere(site: Any) -> None:
    built = themed(site)
    html = html_of(built, "en/flu-jab/index.html")
    assert 'href="../../onderwerp/prikken/">Vaccinations</a>' in html
    assert '<meta property="article:section" content="Vaccinations">' in html
    graph = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])["@graph"]
    posting = next(n for n in graph if n["@type"] == "BlogPosting")
    assert posting["articleSection"] == "Vaccinations"
    crumbs = next(n for n in graph if n["@type"] == "BreadcrumbList")["itemListElement"]
    assert crumbs[1]["name"] == "Vaccinations"
    assert crumbs[1]["item"] == "https://linde.example/onderwerp/prikken/"
    dutch = html_of(built, "griepprik/index.html")
    assert 'href="../onderwerp/prikken/">Vaccinaties</a>' in dutch


def test_articles_stay_approved_when_a_topic_is_renamed(site: Any) -> None:
    before = {a.ref: a.hash for a in site.content().articles}
    built = themed(site, TOPICS.replace('nl = "Vaccinaties"', 'nl = "Prikken"'))
    page = next(p for p in built.pages if p.article and p.article.ref == "griepprik/nl")
    assert page.article is not None
    assert page.article.hash == before["griepprik/nl"]


def test_a_withdrawn_article_is_under_its_topic_too(site: Any) -> None:
    built = themed(site, TOPICS + '\n[gehoor]\nname = "Oren"\n')
    assert (built.output / "feeds/topic/gehoor.atom.xml").is_file()
    assert not (built.output / "feeds/topic/oren.atom.xml").exists()


def test_a_feed_names_the_topic_in_the_language_of_the_article(site: Any) -> None:
    head = "---\ntitle: Sleep\nuid: slaap\nslug: sleep\nlang: en\nstatus: published\ndate: 2026-10-01\n"
    head += "authors: [bram-jansen]\n"
    site.write("content/articles/sleep.md", f"{head}topic: Vaccinaties\n---\n\nSleep well.\n")
    built = themed(site)
    assert '<category term="Vaccinations"/>' in html_of(built, "feeds/all.atom.xml")
    assert '<category term="Vaccinaties"/>' in html_of(built, "feeds/all.atom.xml")
    assert "Vaccinations" in html_of(built, "feeds/all.json")


def test_what_names_no_topic_is_under_the_one_that_is_called_other(site: Any) -> None:
    other = '\n[overig]\nname = { nl = "Overig", en = "Other" }\nintro = "Van alles wat."\n'
    head = "---\ntitle: Los\nuid: los\nslug: los\nlang: nl\nstatus: published\ndate: 2026-10-01\n"
    site.write("content/articles/los.md", f"{head}---\n\nLos.\n")
    site.write("content/articles/vast.md", f"{head.replace('los', 'vast')}topic: Overig\n---\n\nVast.\n")
    html = html_of(themed(site, TOPICS + other), "onderwerp/overig/index.html")
    assert '<p class="lead">Van alles wat.</p>' in html
    assert 'href="../../los/"' in html
    assert 'href="../../vast/"' in html


def test_signs_that_xml_cannot_hold_are_left_out_of_a_feed(site: Any) -> None:
    site.edit("content/articles/rugpijn.md", "topic: Bewegen", "topic: bewegen")
    conf = site.root / "pelicanconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'SITENAME = "De \\x1b[31mLinde"\n', encoding="utf-8")
    built = site.build(THEME=str(THEME))
    assert "De [31mLinde" in html_of(built, "feeds/all.atom.xml")
    assert "De [31mLinde" in html_of(built, "feeds/all.rss.xml")

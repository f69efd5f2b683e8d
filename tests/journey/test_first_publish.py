import json

from tests.journey.conftest import MIDNIGHT_ON_SUNDAY

ENGLISH = "content/articles/rugpijn-blijf-bewegen.en.md"


def files(site, pattern):
    return sorted(p.relative_to(site.folder).as_posix() for p in (site.folder / "public").glob(pattern))


def test_a_newcomer_gets_pages_feeds_share_images_and_posts_at_any_hour(site):
    told = site.invoke("publish", SYNDICATE_NOW=MIDNIGHT_ON_SUNDAY)
    assert told.returncode == 0, told.stdout + told.stderr
    assert (site.folder / "public" / "griepprik" / "index.html").is_file()
    for kind in ("atom.xml", "rss.xml", "json"):
        assert files(site, f"feeds/all.{kind}")
    written = (site.folder / "content" / "articles").glob("*.md")
    published = [f.name for f in written if "\nstatus: published\n" in f.read_text(encoding="utf-8")]
    assert len(files(site, "share/*-??-*")) == len(published) + 1  # one for all pages that are no article
    assert 3 <= len(site.posts()) < len(published)
    assert "public/index.html" in told.stdout
    assert "posts/index.html" in told.stdout


def test_a_second_run_posts_nothing_twice(site):
    site.invoke("publish", SYNDICATE_NOW=MIDNIGHT_ON_SUNDAY)
    first = {p: p.read_bytes() for p in site.posts()}
    told = site.invoke("publish", SYNDICATE_NOW=MIDNIGHT_ON_SUNDAY)
    assert told.returncode == 0
    assert {p: p.read_bytes() for p in site.posts()} == first
    assert " 0 posted" in told.stdout


def test_a_translation_goes_out_once_somebody_who_reads_it_has_approved_it(site):
    def languages():
        return {json.loads(p.read_text())["lang"] for p in site.posts()}

    told = site.invoke("publish", SYNDICATE_NOW=MIDNIGHT_ON_SUNDAY)
    assert languages() == {"nl"}
    page = site.folder / "public" / "en" / "back-pain-keep-moving" / "index.html"
    assert '<meta name="robots" content="noindex">' in page.read_text(encoding="utf-8")
    refused = site.invoke("approve", ENGLISH, "--person", "noor-berkenlaan", "--role", "language")
    assert refused.returncode == 3
    assert "they read nl, not en" in refused.stderr
    said = site.invoke("approve", ENGLISH, "--person", "mira-beukenhof", "--role", "language")
    assert said.returncode == 0, said.stderr
    told = site.invoke("publish", SYNDICATE_NOW=MIDNIGHT_ON_SUNDAY)
    assert told.returncode == 0
    assert "rugpijn-blijf-bewegen/en/folder/new" in told.stdout
    assert languages() == {"nl", "en"}
    assert "noindex" not in page.read_text(encoding="utf-8")


def test_every_post_has_its_picture_alt_text_language_and_own_link(site):
    site.invoke("approve", ENGLISH, "--person", "mira-beukenhof", "--role", "language")
    site.invoke("publish", SYNDICATE_NOW=MIDNIGHT_ON_SUNDAY)
    posts = [json.loads(p.read_text()) for p in site.posts()]
    assert {p["lang"] for p in posts} == {"nl", "en"}
    for post in posts:
        assert post["alt"]
        assert post["image"]
        assert post["link"] in post["text"]
        assert post["marker"] in post["link"]
    assert len({p["marker"] for p in posts}) == len(posts)


def test_a_dry_run_shows_the_posts_and_leaves_nothing_behind(site):
    told = site.invoke("publish", "--dry-run", SYNDICATE_NOW=MIDNIGHT_ON_SUNDAY)
    assert told.returncode == 0
    assert told.stdout.count("would post") >= 3
    assert not (site.folder / "public").exists()
    assert not site.posts()


def test_a_hold_stops_everything_until_it_is_released(site):
    assert site.invoke("hold", "--reason", "vervelend bericht in de krant").returncode == 0
    told = site.invoke("publish")
    assert told.returncode == 8
    assert "posting is held by tester" in told.stderr
    assert not site.posts()
    assert site.invoke("release").returncode == 0
    assert site.invoke("publish").returncode == 0
    assert site.posts()


def test_the_reason_of_a_hold_may_not_name_a_patient(site):
    told = site.invoke("hold", "--reason", "klacht van 111222333")
    assert told.returncode == 3
    assert "111222333" not in told.stdout + told.stderr
    ledger = list((site.folder / ".syndicate").rglob("*.jsonl"))
    assert all("111222333" not in file.read_text() for file in ledger)


def test_one_article_can_be_held_while_the_others_go_out(site):
    uid = next(
        line.split(":")[1].strip().strip('"')
        for line in site.article("griepprik.md").read_text().splitlines()
        if line.startswith("uid:")
    )
    assert site.invoke("hold", "--reason", "nieuwe richtlijn", "--scope", f"article:{uid}").returncode == 0
    assert site.invoke("publish").returncode == 0
    posted = [json.loads(p.read_text())["key"] for p in site.posts()]
    assert posted
    assert not [key for key in posted if key.startswith(uid + "/")]


def test_a_rollback_puts_the_previous_build_back_and_holds_posting(site):
    site.invoke("publish")
    before = (site.folder / "public" / "griepprik" / "index.html").read_bytes()
    article = site.article("griepprik.md")
    article.write_text(article.read_text().replace("## Wat is het?", "## Wat is het precies?"))
    assert site.invoke("publish").returncode == 0
    assert (site.folder / "public" / "griepprik" / "index.html").read_bytes() != before
    assert site.invoke("rollback").returncode == 0
    assert (site.folder / "public" / "griepprik" / "index.html").read_bytes() == before
    assert site.invoke("publish").returncode == 8


def test_the_plan_and_the_ledger_can_be_read(site):
    site.configure(
        'PACED = {"always": False, "per_day": 1}',
        'SYNDICATE_ACCOUNTS = [{"name": "folder", "channel": "folder", "pace": PACED}]',
    )
    told = site.invoke("plan")
    assert told.returncode == 0
    assert "griepprik" in told.stdout.lower()
    site.invoke("publish")
    assert site.invoke("ledger.show").returncode == 0

"""An article with a film, published on networks that take films; killed right after one took it."""

import json
import shutil
import signal

import pytest

from syndicate.console import runs
from syndicate.errors import Exit
from tests.channels.benches import linkedin
from tests.journey.everywhere import ROOT, UID

SAID = "Hoofdpijn gaat meestal vanzelf over."
CAPTIONS = f"WEBVTT\n\n00:00.000 --> 00:02.000\n{SAID}\n"
FIELDS = (
    "video: videos/prik.mp4\nvideo_alt: Een huisarts praat in de camera.\ncaptions: videos/prik.vtt\nslug:"
)
PUBLISHING = {"facebook": r"/v26.0/44\d+$", "linkedin": linkedin.CREATE}
OPTIONS = {"facebook": {}, "linkedin": {"link": "text"}}


@pytest.fixture
def filmed(everywhere):
    """The practice whose article has a film."""
    practice = everywhere.practice
    article = practice.root / f"content/articles/{UID}.md"
    text = article.read_text("utf-8")
    practice.write("content/videos/prik.vtt", CAPTIONS)
    shutil.copy(ROOT / "tests/data/film.mp4", practice.root / "content/videos/prik.mp4")
    article.write_text(text.replace("slug:", FIELDS, 1), "utf-8")
    yield everywhere
    article.write_text(text, "utf-8")


@pytest.mark.parametrize("name", PUBLISHING)
def test_a_film_is_posted_once_with_its_captions_also_by_a_run_that_was_killed(filmed, name, capsys):
    bench = filmed.begin(name, options=OPTIONS[name])[name]
    bench.server.fault(what="silence", when="after", path=PUBLISHING[name])
    assert filmed.killed_when(bench.seen) == -signal.SIGKILL

    again = filmed.publish(hours=1)
    runs.published(again)
    told = capsys.readouterr().out
    (seen,) = bench.seen()
    assert (seen["film"], SAID in seen["said"]) == (True, True)
    assert again.exit is Exit.DONE
    assert f"found    {UID}/nl/{name}/new  " in told
    page = (filmed.practice.root / "output" / UID / "index.html").read_text("utf-8")
    assert json.dumps(SAID) in page


@pytest.mark.parametrize("name", PUBLISHING)
def test_a_refused_film_gives_way_to_the_picture_and_the_run_says_so(filmed, name):
    bench = filmed.begin(name, options=OPTIONS[name])[name]
    bench.server.fault(what="status", status=400, path=r"/rest/videos|/v26.0/\d+/videos")
    assert filmed.publish().exit is Exit.DONE
    (seen,) = bench.seen()
    assert not seen["film"]
    (told,) = [line for line in filmed.practice.told if "in place of the film" in line]
    filmed.practice.told.clear()
    assert told.startswith(f"{UID}/nl/{name}/new: account {name}: uploading the film: ")

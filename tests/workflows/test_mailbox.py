"""drafts: what colleagues mail to the practice becomes a draft once, out of a real mailbox."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from syndicate.errors import Exit
from tests.servers import dovecot
from tests.servers.dovecot import Postbox
from tests.word_files import article, photo, shown
from tests.workflows.conftest import Practice
from tests.workflows.dropped import MINE, take_in
from tests.workflows.mailed import letter, with_file, word_mail


def text_of(practice: Practice) -> str:
    return (practice.root / MINE).read_text(encoding="utf-8")


def test_a_word_file_that_is_mailed_becomes_a_draft_of_its_sender(practice: Practice, box: Postbox) -> None:
    box.put(word_mail(make=lambda d: shown(d, photo(), "Een oor")))
    done = take_in(practice)
    assert (done.files, done.staying, done.exit) == ((practice.root / MINE,), 0, Exit.DONE)
    assert "\nauthors: [anna-berk]\n" in text_of(practice)
    assert "![Een oor](/images/wat-helpt-bij-oorpijn/1.jpg)" in text_of(practice)
    assert (practice.root / "content/images/wat-helpt-bij-oorpijn/1.jpg").is_file()
    assert done.lines[0] == f"oorpijn v2.docx, gemaild door Anna Berk, staat nu als concept in {MINE}:"
    assert done.lines[-1].startswith("  - Nog nodig voor publicatie: Datum, Gecontroleerd door, ")
    assert box.flags() == ["Seen"]
    again = take_in(practice)
    assert (again.files, again.lines) == ((), ())


def test_a_message_of_plain_text_becomes_a_draft_its_subject_the_title(
    practice: Practice, box: Postbox
) -> None:
    text = (
        "Een warm kompres helpt vaak. Leg het een kwartier tegen het oor. Doe\n"
        "dat drie keer op een dag.\n\n- rust\n- water\n\n-- \nAnna Berk, praktijkondersteuner\n"
    )
    box.put(with_file(letter(text), "oor.jpg", photo(), "image/jpeg"))
    done = take_in(practice)
    body = text_of(practice).partition("---\n\n")[2]
    assert body == (
        "Een warm kompres helpt vaak. Leg het een kwartier tegen het oor. Doe dat drie keer op een dag.\n\n"
        "- rust\n- water\n\n![](/images/wat-helpt-bij-oorpijn/1.jpg)\n"
    )
    assert done.lines[0] == f"Een bericht van Anna Berk staat nu als concept in {MINE}:"
    assert box.flags() == ["Seen"]


def test_every_file_of_a_message_is_a_draft_of_its_own(practice: Practice, box: Postbox) -> None:
    both = with_file(word_mail(), "slaap.docx", article("Goed slapen"))
    box.put(with_file(both, "bed.jpg", photo(), "image/jpeg"))
    done = take_in(practice)
    assert {file.name for file in done.files} == {"wat-helpt-bij-oorpijn.md", "goed-slapen.md"}
    assert sum("Bijlagen naast het document (1)" in line for line in done.lines) == 2


def test_a_run_that_died_before_it_marked_a_message_makes_no_second_draft(
    practice: Practice, box: Postbox
) -> None:
    box.put(word_mail())
    first = take_in(practice).files[0]
    first.rename(first.with_name("andere-naam.md"))
    box.unmark("Seen")
    done = take_in(practice)
    assert (done.files, done.staying, done.lines) == ((), 0, ())
    assert box.flags() == ["Seen"]


def test_a_run_that_dies_at_a_message_loses_none(practice: Practice, box: Postbox) -> None:
    box.put(word_mail(), letter(subject="Goed slapen"), letter(subject="Gezond eten"))

    def dies() -> None:
        raise KeyboardInterrupt

    practice.then["Een bericht van"] = dies
    with pytest.raises(KeyboardInterrupt):
        take_in(practice)
    assert box.flags() == ["Seen", "", ""]
    assert [file.name for file in take_in(practice).files] == ["goed-slapen.md", "gezond-eten.md"]
    assert box.flags() == ["Seen", "Seen", "Seen"]


def test_the_same_message_delivered_twice_is_one_draft(practice: Practice, box: Postbox) -> None:
    message = word_mail()
    box.put(message, b"Delivered-To: kopij@linde.example\n" + message.as_bytes())
    done = take_in(practice)
    assert (len(done.files), done.staying) == (1, 0)
    assert box.flags() == ["Seen", "Seen"]


def test_a_message_beyond_25_mb_is_not_fetched(practice: Practice, box: Postbox) -> None:
    box.put(with_file(letter(), "groot.docx", bytes(19_000_000)))
    done = take_in(practice)
    assert done.lines[1].startswith("  - Dit bericht is groter dan 25 MB.")
    assert box.flags() == ["Flagged"]


def test_a_run_takes_twenty_messages_and_the_next_one_goes_on(practice: Practice, box: Postbox) -> None:
    box.put(letter(sender="reclame@elders.example"), *(letter("Kort.", f"Tekst {n}") for n in range(1, 22)))
    assert len(take_in(practice).files) == 20
    assert [file.name for file in take_in(practice).files] == ["tekst-21.md"]


def test_the_task_takes_mail_in_and_its_password_shows_nowhere(
    practice: Practice, box: Postbox, run: Callable[..., tuple[int, str, str]]
) -> None:
    box.put(word_mail())
    code, out, err = run("drafts")
    assert (code, out.partition(",")[0]) == (0, "oorpijn v2.docx")
    assert dovecot.PASSWORD not in out + err


def test_a_subject_of_a_note_makes_a_note_that_waits_for_its_second_reader(
    practice: Practice, box: Postbox
) -> None:
    box.put(
        letter("Vrijdag is de praktijk dicht. Bel met spoed de huisartsenpost.\n", "Nieuws: vrijdag dicht")
    )
    done = take_in(practice)
    (file,) = done.files
    assert file.relative_to(practice.root).as_posix() == (
        "content/articles/notes/2026-11-23-vrijdag-dicht.md"
    )
    assert file.read_text(encoding="utf-8").partition("# mail: ")[0] == (
        '---\ntitle: "vrijdag dicht"\nstatus: published\nuid: 2026-11-23-vrijdag-dicht\n'
        "slug: 2026-11-23-vrijdag-dicht\nlang: nl\ndate: 2026-11-23\nauthors: [anna-berk]\nnote: news\n"
    )
    assert done.lines[-1] == "  - Deze mededeling wacht op het ja van een ander; daarna gaat zij vanzelf uit."
    assert practice.publish().exit is Exit.DONE
    assert "dicht" not in (practice.root / "public" / "index.html").read_text(encoding="utf-8")


def test_a_note_that_would_stop_the_whole_site_is_a_draft(practice: Practice, box: Postbox) -> None:
    box.put(letter("Vraag ons om Ozempic: nu met korting.\n", "Tip: afvallen"))
    (file,) = take_in(practice).files
    assert "\nstatus: draft\n" in file.read_text(encoding="utf-8")
    assert practice.publish().exit is Exit.DONE


def test_on_a_runner_that_is_thrown_away_a_message_is_marked_once_its_draft_came_back(
    practice: Practice, box: Postbox
) -> None:
    practice.environ["CI"] = "true"
    box.put(letter())
    (lost,) = take_in(practice).files
    assert box.flags() == [""]
    lost.unlink()
    (pushed,) = take_in(practice).files
    assert (pushed, box.flags()) == (lost, [""])
    assert (take_in(practice).files, box.flags()) == ((), ["Seen"])

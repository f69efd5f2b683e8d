"""Whatever somebody writes of a person, and wherever: no task prints, keeps, draws or builds it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from syndicate.errors import Exit
from syndicate.model import EntryKind
from syndicate.tasks import program

# what is written, and the part of it that nobody may ever see again
WRITTEN = {
    "BSN 111222333": "111222333",
    "BSN 111.222.333": "111.222.333",
    "Rekening NL91 ABNA 0417 1643 00": "0417 1643",
    "patiëntnummer 4711881": "4711881",
    "polisnummer 30218844": "30218844",
    "Bel 06-12345678": "12345678",
    "Bel 0031 6 12 34 56 79": "12 34 56 79",
    "Bel 020 555 77 99": "555 77 99",
    "jan.de.boer@post.example": "jan.de.boer",
    "fatima (at) post.example": "fatima (at)",
    "Dorpsstraat 12, 2511 AC Den Haag": "Dorpsstraat 12",
    "geboren op 12 maart 1956": "12 maart 1956",
    "geboren op 07-08-1988": "07-08-1988",
    "born on 3 May 1977": "3 May 1977",
    "kenteken 12-ABC-3": "12-ABC-3",
    "Mevrouw Vermeulen-Kaya kreeg een nieuwe heup": "Vermeulen",
    "Onze patiënt Willem Kortekaas is genezen": "Kortekaas",
    "Wij spraken met Fatima El Amrani": "Amrani",
    "Mevrouw Dijkhuizen vertelde het": "Dijkhuizen",
    "Met dank aan Joris Kuipers": "Kuipers",
    "De enige vuurtorenwachter van 83 in Den Helder heeft jicht": "vuurtorenwachter",
}
FIELDS = {
    "title": "title: {}",
    "summary": "summary: {}",
    "audience": "audience: {}",
    "topic": "topic: {}",
    "tags": "tags: [{}]",
    "key_points": "key_points: [{}]",
    "source": 'sources: [{{title: {}, publisher: Een, year: 2024, url: "https://bron.example/"}}]',
    "teasers": "teasers: [{}]",
    "correction": "correction: {}",
    "conflict": "conflict: {}",
    "ai": "ai: {}",
    "reason": "reason: {}",
    "overrides": "overrides: {{tone.question: {{name: Anna Berk, reason: {}}}}}",
}
BODIES = {
    "text": "{}.",
    "heading": "### {}\n\nEn zo verder.",
    "list": "- Rust\n- {}",
    "alt": "![{}](https://beeld.example/x.png)",
    "comment": "Rust.\n\n<!-- {} -->\n\nRust.",
    "remark": "Rust.\n\n[//]: # ({})\n\nRust.",
    "named": 'Rust, zie [hier][a].\n\n[a]: https://ander.example/ "{}"',
    "linked": 'Rust, zie [de bron](https://ander.example/ "{}").',
    "note": "Rust.[^1]\n\n[^1]: {}.",
    "attribute": '<abbr title="{}">Rust</abbr> helpt.',
    "asked": "[de bron](https://ander.example/?q=%s)",
}
SOUND = {
    "title": "Wat helpt bij hoofdpijn?",
    "summary": "Wat u thuis zelf kunt doen, en wanneer u ons belt.",
    "topic": "Klachten",
    "key_points": "[Rust helpt.]",
    "sources": '[{title: Een, publisher: Voorbeeldinstituut, year: 2024, url: "https://bron.example/"}]',
    "teasers": '["Hoofdpijn?"]',
}
TASKS = (
    ("check",),
    ("plan",),
    ("preview",),
    ("publish", "--dry-run"),
    ("publish",),
    ("doctor",),
    ("ledger.show",),
)


@pytest.fixture
def run(practice, monkeypatch, capsys):
    """Run a task as a runner does, with its annotations and summary; all it says comes back as one text."""
    monkeypatch.chdir(practice.root)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setitem(sys.modules, "tasks", None)
    practice.write("tasks.py", "from syndicate.tasks import ns\n")
    for name in ("GITHUB_ACTOR", "CI"):
        monkeypatch.delenv(name, raising=False)
    summary = practice.root / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    def ran(*arguments):
        for name, value in practice.environ.items():
            monkeypatch.setenv(name, value)
        code = program(list(arguments))
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out + told.err

    return ran


def written(practice, name, field="", value="", *, body="Rust helpt.", status="published"):
    """Write an article with one field that says too much; its name says nothing of whom."""
    fields = {k: v for k, v in SOUND.items() if not field.startswith(f"{k}:")}
    lines = [*(f"{k}: {json.dumps(v) if k in ('title', 'summary') else v}" for k, v in fields.items())]
    lines += [field.format(json.dumps(value))] if field else []
    practice.write(
        f"content/articles/{name}.md",
        "---\n"
        + "\n".join(lines)
        + f"\nuid: {name}\nslug: {name}\nlang: nl\nstatus: {status}\nsample: true\n"
        "date: 2026-11-01\nauthors: [anna-berk]\nreviewed_by: [bram-els]\nlast_reviewed: 2026-09-14\n"
        f"next_review: 2027-09-14\n---\n## Wat is het?\n\n{body}\n",
    )


def seen_in(practice):
    """Return all that a run left: ledger, caches, output, site, posts, preview, summary."""
    kept = ("content", "theme", "tasks.py", "pelicanconf.py")
    return {
        str(file.relative_to(practice.root)): str(file.relative_to(practice.root)).encode()
        + file.read_bytes()
        for file in practice.root.rglob("*")
        if file.is_file() and file.relative_to(practice.root).parts[0] not in kept
    }


def assert_nobody_is_told(practice, said):
    everywhere = {"what was said": said.encode(), **seen_in(practice)}
    for value in WRITTEN.values():
        for form in {value, quote(value), value.replace(" ", "-").lower()}:
            assert [where for where, text in everywhere.items() if form.encode() in text] == [], value


def test_new_articles_that_say_too_much_stay_at_home_and_all_else_goes_on(practice, run):
    practice.write("content/topics.toml", '[klachten]\nname = "Klachten"\n')
    names = []
    places = (*FIELDS.items(), *BODIES.items())
    for number, value in enumerate(WRITTEN):
        # every fourth place, another fourth for the next: each place meets every kind
        for place, form in places[number % 4 :: 4]:
            names.append(f"zaak-{place.replace('_', '-')}-{number}")
            if place in FIELDS:
                written(practice, names[-1], form, value)
            else:
                words = form % quote(value) if place == "asked" else form.format(value)
                written(practice, names[-1], body=words)
    said, codes = "", {}
    for task in TASKS:
        codes[task], told = run(*task)
        said += told
    assert_nobody_is_told(practice, said)
    assert codes["check",] == codes["publish", "--dry-run"] == codes["publish",] == Exit.CONTENT
    assert "secrecy." in said
    assert [name for name in names if (practice.root / "public" / name).exists()] == []
    assert (practice.root / "public" / "hoofdpijn" / "index.html").is_file(), said[-3000:]
    assert (practice.root / "preview" / "index.html").is_file()
    for name in names[::9]:
        said += run("approve", name, "--person", "bram-els", "--role", "secrecy")[1]
    assert_nobody_is_told(practice, said)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_no_longer_or_not_yet_public_is_not_told_either(practice, run, status):
    for number, value in enumerate(WRITTEN):
        written(practice, f"zaak-{number}", body=f"{value}.", status=status)
        if status == "draft":
            written(practice, f"titel-{number}", FIELDS["title"], value, status=status)
        else:
            written(
                practice, f"zaak-{number}", FIELDS["reason"], "Verouderd.", body=f"{value}.", status=status
            )
    said = "".join(run(*task)[1] for task in TASKS)
    assert_nobody_is_told(practice, said)


BESIDE = {
    "topics": ("content/topics.toml", '[klachten]\nname = "Klachten"\nintro = {}\n'),
    "event": (
        "content/calendar.toml",
        '[[event]]\nname = {}\nfirst = 2026-12-01\nlast = 2026-12-07\narticles = ["hoofdpijn"]\n',
    ),
    "quiet": ("content/calendar.toml", "[[quiet]]\nfirst = 2026-12-24\nlast = 2026-12-26\nreason = {}\n"),
    "consents": ("content/consents.toml", "[c-2026-03]\nuntil = 2028-03-01\n# {}\n"),
}


@pytest.mark.parametrize("place", BESIDE)
def test_words_beside_the_articles_stop_the_site_and_are_not_told(practice, run, place):
    file, text = BESIDE[place]
    for value, hidden in WRITTEN.items():
        practice.write(file, text.format(json.dumps(value, ensure_ascii=False)))
        code, said = run("check")
        assert hidden not in said
        assert "secrecy." in said, value
        level = "error" if f"{file}:" in said and ": error secrecy" in said else "warning"
        assert (code == Exit.CONTENT) == (level == "error")
        if level == "error":
            for task in TASKS[1:5]:
                code, said = run(*task)
                assert code == Exit.CONTENT
                assert hidden not in said
            assert not any(hidden.encode() in text for text in seen_in(practice).values())


def test_a_page_of_its_own_is_searched_in_its_source_and_not_told(practice, run):
    for number, value in enumerate(WRITTEN):
        practice.write(
            f"content/pages/pagina-{number}.md",
            f"---\ntitle: Over ons\nslug: pagina-{number}\n---\nRust.\n\n"
            f"[//]: # ({value})\n\n<!-- {value} -->\n",
        )
    code, said = run("check")
    assert code == Exit.CONTENT
    assert all(f"content/pages/pagina-{number}.md" in said for number in range(len(WRITTEN)))
    assert not any(hidden in said for hidden in WRITTEN.values())


@pytest.mark.parametrize("name", ["patient-111222333", "foto-0612345678", "mevrouw-vermeulen-kaya-heup"])
def test_an_articles_own_name_stops_the_site_and_is_masked(practice, run, name):
    written(practice, name)
    practice.edit(f"content/articles/{name}.md", "next_review: 2027-09-14", "next_review: 2026-10-14")
    said = "".join(run(*task)[1] for task in TASKS)
    said += run("approve", "niets", "--person", "bram-els")[1]
    said += run("hold", "--reason", "even wachten", "--scope", "article:niets")[1]
    for part in ("111222333", "0612345678", "vermeulen"):
        assert part not in said
        assert not any(part.encode() in text for text in seen_in(practice).values())


def labelled():
    """Return the sentences of the labelled sets with what identifies somebody in each."""
    for file in sorted((Path(__file__).parents[1] / "data/guard").glob("*[dhn].jsonl")):  # not formal.jsonl
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            if row["label"] in ("formal", "name-care"):
                telling = [v for v in row.get("values", ()) if len(v) > 7 and (" " in v or v[-1:].isdigit())]
                yield row["text"], telling


def test_no_labelled_identifier_of_an_article_that_waits_is_seen_anywhere(practice, run):
    rows = {f"zin-{number}": row for number, row in enumerate(labelled())}
    for name, (text, _) in rows.items():
        written(practice, name, body=text)
    said = "".join(run(*task)[1] for task in (("check",), ("preview",), ("publish",)))
    home = {name for name in rows if not (practice.root / "public" / name).exists()}
    assert len(home) > 0.9 * len(rows)
    assert (practice.root / "public/hoofdpijn/index.html").is_file()
    everywhere = b"\n".join([said.encode(), *seen_in(practice).values()])
    shown = [value for name in home for value in rows[name][1] if value.encode() in everywhere]
    public = " ".join(rows[name][0] for name in rows.keys() - home)
    assert [value for value in shown if value not in public] == []


@pytest.mark.parametrize("value", WRITTEN)
def test_the_reason_of_a_hold_never_keeps_a_person(practice, run, value):
    code, said = run("hold", "--reason", value)
    assert WRITTEN[value] not in said
    kept = [e.data["reason"] for e in practice.entries(EntryKind.HOLD)]
    assert kept in ([], ["(…)"])
    assert code == (Exit.DONE if kept else Exit.SETTINGS)
    assert not any(WRITTEN[value].encode() in text for text in seen_in(practice).values())

"""consents.toml holds numbers and end dates, nothing else; and nothing of a mistake in it is repeated."""

from datetime import date

import pytest

from syndicate.content.consents import is_number, read_consents
from syndicate.model import Consent


@pytest.fixture
def read(tmp_path):
    def said(text):
        file = tmp_path / "content" / "consents.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return read_consents(file, tmp_path)

    return said


def test_without_the_file_there_are_no_consents(tmp_path):
    assert read_consents(tmp_path / "consents.toml", tmp_path) == ({}, ())


def test_a_consent_is_a_number_and_its_end(read):
    found, findings = read("# remarks\n\n[c-2026-03]\nuntil = 2028-03-01\n\n[7]\nuntil = 2027-01-31\n")
    assert findings == ()
    assert found == {
        "c-2026-03": Consent("c-2026-03", date(2028, 3, 1)),
        "7": Consent("7", date(2027, 1, 31)),
    }
    assert found["c-2026-03"].line == 3


@pytest.mark.parametrize("text", ["c-2026-03", "t12", "2026-014", "7", "abc-1"])
def test_the_forms_of_a_number(text):
    assert is_number(text)


@pytest.mark.parametrize(
    "text",
    ["jan", "jan-jansen", "111222333", "c-111-222-333", "0612345678", "", "C-1", "c 1", "patient-1", "c-1-"],
)
def test_a_name_or_somebodys_own_number_is_none(text):
    assert not is_number(text)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('["Fatima El Amrani"]\nuntil = 2028-03-01\n', "consent-number", 1),
        ("\n[fatima-el-amrani]\nuntil = 2028-03-01\n", "consent-number", 2),
        ("[c-1]\n", "consent-until", 1),
        ('[c-1]\nuntil = "Fatima"\n', "consent-until", 2),
        ("[c-1]\nuntil = 2028-03-01T10:00:00\n", "consent-until", 2),
        ('[c-1]\nuntil = 2028-03-01\nfatima = "El Amrani"\n', "consent-more", 1),
        ('c-1 = "Fatima"\n', "consent-until", 1),
        ("[c-1]\nuntil = 2028-03-01\n[c-1]\nfatima = 1\n", "consents-unread", 3),
        ("[c-1\nfatima = El Amrani\n", "consents-unread", 1),
    ],
)
def test_a_mistake_stops_the_site_and_is_not_quoted(read, text, code, line):
    _, (finding,) = read(text)
    assert (finding.code, finding.line, finding.blocks, finding.subject) == (
        f"content.{code}",
        line,
        True,
        "",
    )
    assert "atima" not in repr(finding)
    assert "Amrani" not in repr(finding)


def test_front_matter_names_consents_by_number_only(practice, good):
    article, findings = practice.article(good.replace("topic:", "consents: [c-1, c-1, T 2]\ntopic:"))
    assert (article.consents, [f.code for f in findings]) == (("c-1",), ["content.consent-number"])
    assert "T 2" not in repr(findings)

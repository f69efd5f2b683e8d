"""trust.language, and rules that must leave texts in other languages in peace."""

from dataclasses import replace

import pytest

from syndicate.model import NOTHING, Role, Severity, Status, Teaser, told
from syndicate.rules.plain import sentences
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.traces import traces
from syndicate.rules.secrecy.visible import legible
from tests.rules.rules_samples import ANNA, BRAM, PEOPLE, approval, article, codes, seen

ELIF = replace(BRAM, id="elif", name="Elif Demir", reads=("tr",))
KEMAL = replace(BRAM, id="kemal", name="Kemal Ak", reads=("tr", "nl"))
TURKISH = article(lang="tr", translation_of="griepprik", lines={"translation_of": 5})


def found(people=PEOPLE, **changes):
    return [f for f in seen(TURKISH, people=people, **changes) if f.code == "trust.language"]


def test_a_translation_asks_for_somebody_who_reads_it_and_names_them():
    (finding,) = found({**PEOPLE, "elif": ELIF, "kemal": KEMAL})
    assert (finding.severity, finding.line, finding.subject) == (Severity.WARNING, 5, "griepprik/tr")
    assert "Deze vertaling (Turks) is nog niet goedgekeurd" in finding.said.nl
    assert "Nobody who reads Turkish has approved this translation yet" in finding.said.en
    assert "Laat Elif Demir of Kemal Ak de tekst lezen" in finding.mend.nl
    assert "Have Elif Demir or Kemal Ak read it" in finding.mend.en
    (alone,) = found({**PEOPLE, "elif": ELIF})
    assert alone.mend.nl.startswith("Laat Elif Demir de tekst")


def test_where_nobody_reads_it_the_way_to_somebody_is_said():
    (finding,) = found()
    assert 'iemand die Turks leest (zet bij diegene in people.toml reads = ["tr"])' in finding.mend.nl
    assert 'somebody who reads Turkish (give them reads = ["tr"] in people.toml)' in finding.mend.en


def test_the_author_is_not_asked_to_read_their_own_translation():
    (finding,) = found({**PEOPLE, "anna": replace(ANNA, reads=("tr",))})
    assert ANNA.name not in finding.mend.en


def test_it_is_silent_once_that_stands():
    yes = approval(person="elif", role=Role.LANGUAGE)
    assert found({**PEOPLE, "elif": ELIF}, approvals=(yes,)) == []


def test_a_yes_beside_an_original_that_has_changed_since_holds_the_posts_back():
    beside = {"people": {**PEOPLE, "elif": ELIF}}
    yes = approval(person="elif", role=Role.LANGUAGE, original="1" * 64)
    behind = replace(TURKISH, original="2" * 64)
    (said,) = (f for f in seen(behind, approvals=(yes,), **beside) if f.code == "trust.translation-old")
    assert (said.severity, said.line, said.subject) == (Severity.WARNING, 5, "griepprik/tr")
    assert "Het origineel is veranderd sinds deze vertaling (Turks) is goedgekeurd" in said.said.nl
    assert "have Elif Demir read it beside the original" in said.mend.en
    again = (yes, replace(yes, original="2" * 64))
    unknown = (yes, replace(yes, original=""))
    assert "trust.translation-old" in codes(seen(behind, approvals=unknown, **beside))
    silence = ((behind, again), (behind, unknown[1:]), (TURKISH, (yes,)), (behind, ()))
    for silent, approvals in silence:
        assert "trust.translation-old" not in codes(seen(silent, approvals=approvals, **beside))


def test_what_an_original_tells_is_its_words_and_not_how_they_are_laid_out_or_shared():
    text = article()
    assert told(replace(text, body=text.body.replace(" ", "\n", 1), teasers=(), sources=())) == told(text)
    for change in ({"title": "x"}, {"summary": "x"}, {"key_points": ()}, {"body": "x"}, {"audience": "x"}):
        assert told(replace(text, **change)) != told(text)


def test_a_language_that_has_no_name_keeps_its_code():
    (finding,) = (f for f in seen(replace(TURKISH, lang="qaa")) if f.code == "trust.language")
    assert "(qaa)" in finding.said.nl


def test_an_original_and_a_withdrawn_translation_hear_nothing_and_a_draft_advice():
    assert "trust.language" not in codes(seen(article()))
    assert "trust.language" not in codes(seen(replace(TURKISH, status=Status.WITHDRAWN)))
    draft = seen(replace(TURKISH, status=Status.DRAFT))
    assert {f.severity for f in draft if f.code == "trust.language"} == {Severity.ADVICE}


def test_a_text_that_no_author_reads_asks_as_a_translation_does():
    own = article(lang="tr", lines={"lang": 4})
    (finding,) = (f for f in seen(own, language="nl") if f.code == "trust.language")
    assert finding.line == 4
    assert "Deze tekst (Turks) is nog niet goedgekeurd" in finding.said.nl
    assert "Nobody who reads Turkish has approved this text yet" in finding.said.en
    assert "trust.language" not in codes(seen(own))
    assert "trust.language" not in codes(
        seen(replace(own, authors=(replace(ANNA, reads=("tr",)),)), language="nl")
    )


def test_a_reviewer_is_only_sent_to_what_they_can_read():
    people = {**PEOPLE, "elif": ELIF}
    (asked,) = (f for f in seen(TURKISH, people=people, language="nl") if f.code == "trust.not-yet-checked")
    assert asked.said.nl == f"{BRAM.name} (leest geen Turks) heeft deze versie nog niet goedgekeurd."
    assert asked.said.en == f"{BRAM.name} (does not read Turkish) has not yet approved this very version."
    assert asked.mend.en == "Have Elif Demir read it and run `invoke approve … --role language`."
    yes = approval(person="elif", role=Role.LANGUAGE)
    assert codes(seen(TURKISH, people=people, approvals=(yes,), language="nl")) == []
    able = replace(TURKISH, reviewed_by=(BRAM, ELIF))
    (asked,) = (
        f
        for f in seen(able, people=people, approvals=(yes,), language="nl")
        if f.code == "trust.not-yet-checked"
    )
    assert asked.mend.en == "Have Elif Demir read it and run `invoke approve`."


def test_where_approval_is_asked_only_whoever_reads_it_gives_it():
    people = {**PEOPLE, "elif": ELIF}
    asked = {"people": people, "language": "nl", "require_approval": True}
    assert "trust.approval" in codes(seen(TURKISH, **asked))
    yes = approval(person="elif", role=Role.LANGUAGE)
    assert "trust.approval" not in codes(seen(TURKISH, approvals=(yes,), **asked))
    able = replace(TURKISH, reviewed_by=(ELIF,))
    assert "trust.approval" in codes(seen(able, approvals=(yes,), **asked))
    medical = approval(person="elif")
    assert "trust.approval" not in codes(seen(able, approvals=(medical,), **asked))


@pytest.mark.parametrize(
    ("lang", "teasers"),
    [
        ("tr", ("Beliniz mi ağrıyor?", "Işık mı, ilaç mı?", "İğne olmalı mısınız?")),
        ("pl", ("Boli cię kręgosłup?", "Czy wiesz, jak się ruszać?", "Kiedy zadzwonić?")),
        ("ar", ("هل يؤلمك ظهرك؟", "هل تعرف متى تتصل بنا؟", "ماذا تفعل أولًا؟")),
    ],
)
def test_teasers_in_other_languages_are_left_in_peace(lang, teasers):
    told = codes(seen(article(lang=lang, teasers=tuple(map(Teaser, teasers)), overrides=NOTHING)))
    assert [code for code in told if code.startswith("tone.")] == []


def test_sentences_end_where_their_script_ends_them():
    arabic = "ألم الظهر مزعج. هل تعرف السبب؟ استمر في الحركة!"
    assert [s.words for s in sentences(arabic)] == [3, 3, 3]
    assert [s.words for s in sentences("یہ درد ہے۔ کیا کریں؟")] == [3, 2]


@pytest.mark.parametrize(
    "text",
    [
        "Doğum tarihi: 12.03.1980",
        "Hasta 12 Mart 1980 doğumlu",
        "12.03.1980 tarihinde doğdu",
        "Pacjent ur. 12.03.1980",
        "urodzona w Krakowie 12 marca 1980",
        "Data urodzenia: 12-03-1980",
        "تاريخ الميلاد: 12/3/1980",
        "تاريخ الميلاد: ١٢/٣/١٩٨٠",
        "من مواليد 12 مارس 1980",
        "ولدت في 12 آذار 1980",
    ],
)
def test_a_date_of_birth_is_known_in_the_languages_of_the_patients(text):
    assert [t.kind for t in traces(legible(text))] == [Kind.BIRTH_DATE]


@pytest.mark.parametrize(
    "text",
    [
        "12.03.2026 tarihinde doğru bilgi",
        "W dniu 12.03.2026 kontrola",
        "في 12/3/2026 نراجع النص",
        "Od 12 marca 2026 na stronie. Dawka 8, 1500 na dobę.",
        "doğan 12.03.1820",
    ],
)
def test_other_dates_and_numbers_of_theirs_are_no_trace(text):
    assert traces(legible(text)) == ()


def test_digits_of_every_script_are_read():
    assert legible("١٢٣ ۴۵۶") == "123 456"
    assert [t.kind for t in traces(legible("BSN ١١١٢٢٢٣٣٣"))] == [Kind.BSN]

"""What `drafts` says of a text that was handed in: why it stays, or what was left out and is still to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from syndicate.content.schema import Field
from syndicate.model import Article, Finding, Status, Words
from syndicate.workflows.prove_said import filled

MOST = 3
ENOUGH = 100


def taken(name: str, place: str, lang: str) -> str:
    """Return the line that begins the account of a draft."""
    return TAKEN.of(lang).format(name=name, place=place)


def staying(name: str, why: Sequence[Words], lang: str) -> Iterator[str]:
    """Yield why a file was not taken in; it lies where it lay."""
    yield STAYS.of(lang).format(name=name)
    yield from (f"  - {words.of(lang)}" for words in why)


def flagged(name: str, why: Sequence[Words], lang: str) -> Iterator[str]:
    """Yield why a message was not taken in; it stays in the mailbox, unread and with a flag."""
    yield FLAGGED.of(lang).format(name=name)
    yield from (f"  - {words.of(lang)}" for words in why)


def sent(who: str, file: str, lang: str) -> str:
    """Return how a text is called that somebody mailed: never by its words."""
    return (SENT_FILE if file else SENT).of(lang).format(who=who, file=file)


def about(
    article: Article, text: str, left: Mapping[str, int], found: Sequence[Finding], absent: Sequence[Field]
) -> Iterator[Words]:
    """Yield what is good about a draft, what of the file was left out, and what comes first.

    At most three findings of what was handed in, those that weigh most; `absent` is what publication still
    asks for.
    """
    yield _good(article, left, found)
    for what, words in LEFT.items():
        if count := left.get(what):
            yield filled(words, count=str(count))
    written = [f for f in found if f.line >= article.body_line or f.code.startswith("secrecy.")]
    for finding in written[:MOST]:
        at, said, mend = _place(finding, text), finding.said, finding.mend
        yield Words(f"{at.nl}: {said.nl} {mend.nl}", f"{at.en}: {said.en} {mend.en}")
    if article.note and article.status is Status.PUBLISHED:
        yield WAITS
    if not absent:
        return
    labels = [field.label for field in absent]
    yield filled(TODO, nl=", ".join(w.nl for w in labels), en=", ".join(w.en for w in labels))


def stopped(found: Sequence[Finding], text: str) -> tuple[Words, ...]:
    """Return what stops a text, and in which paragraph of it; never which words."""
    places = ((_place(finding, text), finding.said) for finding in found)
    told = dict.fromkeys(Words(f"{at.nl}: {said.nl}", f"{at.en}: {said.en}") for at, said in places)
    return (*told, found[0].mend)


def _place(finding: Finding, text: str) -> Words:
    """Return where a finding stands, as whoever sees no lines counts."""
    head = text.partition("\n---\n")[0].count("\n") + 2
    before = "\n".join(text.split("\n")[head : max(head, finding.line)])
    number = sum(1 for block in before.split("\n\n") if block.strip())
    return filled(PARAGRAPH, number=str(number)) if number else IN_TITLE


def there(place: str) -> Words:
    """Return that a text of this title is there already."""
    return filled(THERE, place=place)


def _good(article: Article, left: Mapping[str, int], found: Sequence[Finding]) -> Words:
    """Return a kind word, and a true one."""
    easy = not any(f.code.startswith(("plain.", "secrecy.")) for f in found)
    if easy and len(article.body.split()) >= ENOUGH:
        return PLAIN
    if "## " in article.body:
        return DIVIDED
    return DESCRIBED if "![" in article.body and not left.get("undescribed") else BEGUN


TAKEN = Words("{name} staat nu als concept in {place}:", "{name} is a draft now, in {place}:")
STAYS = Words("{name} blijft in de map liggen:", "{name} stays in the folder:")
FLAGGED = Words(
    "{name} blijft ongelezen in de postbus, met een vlag (een ster):",
    "{name} stays unread in the mailbox, with a flag (a star):",
)
SENT = Words("Een bericht van {who}", "A message from {who}")
SENT_FILE = Words("{file}, gemaild door {who},", "{file}, mailed by {who},")
STRANGERS = Words(
    "Berichten van een adres dat bij niemand in people.toml staat ({count}): zij blijven ongelezen in de "
    "postbus, met een vlag. Zet het adres van een collega bij `email`, haal de vlag weg, en doe het opnieuw.",
    "Messages from an address that nobody has in people.toml ({count}): they stay unread in the mailbox, "
    "with a flag. Put a colleague's address under `email`, take the flag off, and do it again.",
)
DOUBTED = Words(
    "Berichten waarvan de mailserver zegt dat de afzender niet klopt ({count}): zij blijven ongelezen in de "
    "postbus, met een vlag. Vraag de collega of het bericht echt is, en leg het bestand dan in de map.",
    "Messages of which the mail server says that the sender is not who it seems ({count}): they stay unread "
    "in the mailbox, with a flag. Ask the colleague whether it is theirs, and put the file into the folder.",
)
BROKEN = Words(
    "Berichten die niet te lezen zijn ({count}): zij blijven ongelezen in de postbus, met een vlag. Vraag de "
    "afzender om ze nog eens te sturen.",
    "Messages that cannot be read ({count}): they stay unread in the mailbox, with a flag. Ask their sender "
    "to send them again.",
)
HEAVY = Words(
    "Dit bericht is groter dan 25 MB. Verdeel het, of leg het bestand in de map.",
    "This message is larger than 25 MB. Divide it, or put the file into the folder.",
)
AUTOMATIC = Words(
    "Dit is een automatisch antwoord, dat niemand zelf schreef.",
    "This is an automatic answer, which nobody wrote.",
)
OTHER = Words(
    "Er zit een bijlage bij die geen Word-document (.docx), notitie (.txt) of afbeelding is. Bewaar die in "
    "Word als .docx, en stuur hem opnieuw.",
    "There is an attachment that is no Word document (.docx), note (.txt) or picture. Save it in Word as "
    ".docx, and send it again.",
)
BLANK = Words(
    "Er staat geen gewone tekst in dit bericht, en er zit geen Word-document bij.",
    "There is no plain text in this message, and no Word document with it.",
)
THERE = Words(
    "Er is al een artikel met deze titel: {place}. Werk daarin verder, of geef dit een andere titel.",
    "There is an article of this title already: {place}. Go on in that one, or give this another title.",
)
LINKED = Words(
    "Dit is een verwijzing, geen bestand. Leg het bestand zelf hier.",
    "This is a link. Put the file itself here.",
)
NO_DOCX = Words(
    "Alleen een Word-document (.docx) of een notitie (.txt) wordt een concept. Bewaar dit in Word als .docx.",
    "Only a Word document (.docx) or a note (.txt) becomes a draft. Save the text in Word as .docx.",
)
IN_GIT = Words(
    "Dit bestand staat in git, dat alles bewaart. Haal het eruit met `git rm --cached`; staat er iets over "
    "een patiënt in, volg dan docs/incident.md.",
    "This file is in git, which keeps everything. Take it out by `git rm --cached`; where it says anything "
    "about a patient, follow docs/incident.md.",
)
IN_TITLE = Words("In de titel", "In the title")
PARAGRAPH = Words("Alinea {number}, koppen meegeteld", "Paragraph {number}, headings counted")
LEFT = {
    "changes": Words(
        "Bijgehouden wijzigingen ({count}): doorgehaalde woorden zijn weg, ingevoegde staan in de tekst.",
        "Tracked changes ({count}): deleted words are gone, inserted ones stand in the text.",
    ),
    "comments": Words("Opmerkingen ({count}) zijn weggelaten.", "Comments ({count}) were left out."),
    "hidden": Words("Verborgen tekst ({count}) is weggelaten.", "Hidden text ({count}) was left out."),
    "headers": Words(
        "De kop- en voettekst van de pagina's zijn weggelaten.", "The headers and footers were left out."
    ),
    "drawn": Words(
        "Grafieken, formules en ingesloten bestanden ({count}) zijn weg: zet ze als afbeelding in de tekst.",
        "Charts, formulas and embedded files ({count}) are gone: put them into the text as pictures.",
    ),
    "outside": Words(
        "Afbeeldingen die ergens anders staan ({count}) zijn weggelaten: zet ze in het bestand zelf.",
        "Pictures that lie elsewhere ({count}) were left out: put them into the file itself.",
    ),
    "unshown": Words(
        "Afbeeldingen die een browser niet toont ({count}) zijn weggelaten: bewaar ze als jpg of png.",
        "Pictures that no browser shows ({count}) were left out: save them as jpg or png.",
    ),
    "quoted": Words(
        "Aangehaalde regels van anderen ({count}) zijn weggelaten.",
        "Quoted lines of others ({count}) were left out.",
    ),
    "beside": Words(
        "Bijlagen naast het document ({count}) zijn weggelaten: zet afbeeldingen in het document zelf.",
        "Attachments beside the document ({count}) were left out: put pictures into the document itself.",
    ),
    "undescribed": Words(
        "Afbeeldingen zonder beschrijving ({count}): schrijf tussen de haken van ![] wat erop te zien is.",
        "Pictures without a description ({count}): write between the brackets of ![] what they show.",
    ),
    "tables": Words(
        "Tabellen ({count}): kijk of ze nog kloppen; de bovenste rij is nu de kop.",
        "Tables ({count}): see whether they are still right; the first row is the heading now.",
    ),
}
PLAIN = Words("Goed: deze tekst is prettig te lezen.", "Good: this text is pleasant to read.")
DIVIDED = Words(
    "Goed: met tussenkoppen vindt een patiënt snel wat hij zoekt.",
    "Good: with headings a patient finds quickly what they look for.",
)
DESCRIBED = Words("Goed: elke afbeelding is beschreven.", "Good: every picture is described.")
BEGUN = Words(
    "Goed: de tekst is er, en dat is het meeste werk.",
    "Good: the text is there, and that is most of the work.",
)
WAITS = Words(
    "Deze mededeling wacht op het ja van een ander; daarna gaat zij vanzelf uit.",
    "This note waits for the yes of somebody else; after that it goes out by itself.",
)
TODO = Words("Nog nodig voor publicatie: {nl}", "Still needed for publication: {en}")

"""What guard says to whoever commits or sends: what did not happen, and the exact commands that mend it."""

from __future__ import annotations

from syndicate.model import Finding, Severity, Words

WITHOUT_BASE = "git update-ref -d HEAD"
"""Where the other side has nothing yet: the next commit is the first one."""

HERE = Words(
    "Haal weg wat hierboven staat en kijk opnieuw: invoke guard",
    "Take out what stands above and look again: invoke guard",
)
COMMIT = Words(
    "Er is niets vastgelegd. Haal weg wat hierboven staat en doe het opnieuw:\n  git add -A\n  git commit",
    "Nothing was committed. Take out what stands above and do it again:\n  git add -A\n  git commit",
)
PUSH = Words(
    "Er is niets verstuurd. Haal weg wat hierboven staat, verbeter de commit zelf en verstuur opnieuw:\n"
    "  git add -A\n  git commit --amend --no-edit\n  git push",
    "Nothing was sent. Take out what stands above, amend the commit itself and send again:\n"
    "  git add -A\n  git commit --amend --no-edit\n  git push",
)
OLDER = Words(
    "Er is niets verstuurd. Het zit in één van meer commits: een verbetering erachteraan helpt niet, want de "
    "oude tekst gaat mee. Haal het weg als het er nog staat, maak één nieuwe commit van alles wat nog niet "
    "verstuurd is, en verstuur opnieuw:\n"
    '  git add -A\n  {undo}\n  git commit -m "Teksten bijgewerkt"\n  git push',
    "Nothing was sent. It is in one of several commits: one more correction on top does not help, since the "
    "old text goes along. Take it out where it still stands, make one new commit of all that was not sent "
    'yet, and send again:\n  git add -A\n  {undo}\n  git commit -m "Update texts"\n  git push',
)
TOO_LARGE = Words(
    "Dit bestand is te groot om na te kijken op patiëntgegevens.",
    "This file is too large to be looked through for patients' data.",
)
SPLIT = Words(
    "Deel het op, of bewaar het buiten deze map en niet in git.",
    "Split it, or keep it outside this folder and not in git.",
)
LARGE = Finding("guard.size", Severity.ERROR, TOO_LARGE, SPLIT, "", 1)
NOT_READ = Words("Niet nagekeken, want het is geen tekst:", "Not looked through, since it is no text:")
NO_GIT = Words(
    "Deze map staat niet in git: er is geen commit om naar te kijken. `invoke guard` zonder meer kijkt naar "
    "de inhoudsmap zelf.",
    "This folder is not in git: there is no commit to look at. Plain `invoke guard` looks at the content "
    "folder itself.",
)
NOT_THERE = Words(
    "--clean: noem een foto in de inhoudsmap, bijvoorbeeld content/images/foto.jpg.",
    "--clean: name a picture in the content folder, for example content/images/photo.jpg.",
)
NO_PICTURE = Words(
    "--clean: dit is geen foto die getoond kan worden (jpg, png, gif, webp, avif). Er is niets veranderd.",
    "--clean: this is no picture that can be shown (jpg, png, gif, webp, avif). Nothing was changed.",
)

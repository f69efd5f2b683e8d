"""The lists of words that the rules look for, and how a list is written.

Short on purpose: a list finds signs, it does not read.
"""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """Return the words of a text, to look one up."""
    return frozenset(text.split())


def endings(text: str) -> tuple[str, ...]:
    """Return the words of a text as `str.endswith` takes them."""
    return tuple(text.split())


# Words by which a teaser shows feeling (seed T3), in the languages of SPOKEN.
SPOKEN = listed("nl en")
FEELINGS = listed(
    """
    bang angst angstig eng blij trots opgelucht opluchting gerust geruststellend zorgen bezorgd
    spannend schrik schrikken geschrokken verdriet boos gelukkig geluk fijn heerlijk lekker lach
    lachen glimlach huilen tranen vrolijk verrast verrassend hoop dapper moed pijn liefde lief
    genieten nachtmerrie schaamte schaamt durft durven onzeker eenzaam dankbaar hoera gezellig
    vreselijk vervelend ellende ellendig beroerd zenuwachtig balen
    afraid fear scared worried worry worries happy proud relief relieved calm anxious surprise
    surprised laugh smile cry tears hope brave courage pain love enjoy nightmare ashamed lonely
    grateful dread dare miserable awful
    """
)
# Wet op de beroepen in de individuele gezondheidszorg, art. 3, with the specialisms a practice has.
BIG_PROFESSIONS = listed(
    """
    arts huisarts basisarts bedrijfsarts kinderarts jeugdarts verzekeringsarts oogarts kno-arts
    revalidatiearts sportarts arts-assistent internist cardioloog dermatoloog gynaecoloog neuroloog
    psychiater radioloog reumatoloog uroloog chirurg kaakchirurg orthopeed longarts tandarts
    orthodontist apotheker ziekenhuisapotheker fysiotherapeut kinderfysiotherapeut manueeltherapeut
    bekkenfysiotherapeut gz-psycholoog gezondheidszorgpsycholoog psychotherapeut
    orthopedagoog-generalist verloskundige verpleegkundige physician doctor gp dentist pharmacist
    physiotherapist midwife nurse psychotherapist
    """
)
# Hosts of private mailboxes: the practice's own mailbox there does not vouch for the host.
WEBMAIL = listed(
    """
    gmail.com googlemail.com outlook.com hotmail.com hotmail.nl live.nl live.com msn.com yahoo.com
    icloud.com me.com proton.me protonmail.com ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl
    home.nl xs4all.nl upcmail.nl casema.nl chello.nl quicknet.nl tele2.nl telfort.nl online.nl
    solcon.nl zeelandnet.nl gmx.net
    """
)

"""Doing: the words that tell whether a named person is treated, or treats, teaches and writes."""

from __future__ import annotations

from syndicate.rules.wordlists import endings, listed

# Behind these a word says what is spoken of, not what somebody has.
TOPIC = listed(
    """
    about against clients concerning into inzake kinderen mannen mensen naar omtrent on ouderen over patienten
    patients people regarding rond rondom tegen vrouwen women
    """
)
# These say whose the care is.
HERS = listed("d'r haar her his z'n zijn zn")
# By whom something is done, said or made.
AGENT = listed("by dankzij door met naast onder per via volgens with")
# Who was named before.
SHE = listed("haar he her hij his she ze zij zijn")
# Who is thanked has helped.
THANKS = listed("bedankt dank dankjewel dankuwel met thank thanks")
# Who helps, visits or wins something is no patient by that.
HELPERS = listed(
    """
    bezoeker bezoekster colleague collega gast guest jarige jubilaris naamgenoot teamgenoot visitor
    volunteer vrijwilliger vrijwilligster winnaar winnares winner
    """
)
# Titles of those who care, teach or preach.
CALLINGS = listed(
    """
    broeder brother dominee frater imam juf kapelaan meester miss pastoor pater rabbijn sister zuster
    """
)
YOURS = listed("je jouw uw your")
# What may stand behind a name without telling of it.
SMALL = listed(
    """
    aan and at bij by en for from in met naar of om on op or te to uit van voor with
    """
)
# What is done to patients.
HELPED = listed(
    """
    begeleidde begeleiden begeleidt behandelde behandelden behandelt examined gaf gave gaven got helped helpt
    hielp hielpen onderzocht onderzoekt ontsloeg operated opereerde opereerden opereert prikte referred saw
    sent tapet tapete treated vaccinated vaccineerde vaccineert verwees verwezen verwijst zag zagen zette
    """
)
# What patients do and undergo.
UNDERGONE = listed(
    """
    aanklopte asked at bedankt belandde belde bevalt beviel brak breaks breekt broke called came comes
    died drinkt durfde
    durft eet fell felt fietst fietste gebruikt gebruikte gets got had has hebben heeft herstelde herstelt
    hoest is kampt kampte kan komt kon krabt kreeg kregen krijgt kwam laat lag learned leed leerde liep
    liet ligt lijdt loopt lost mag meldde mocht moest needed needs oefende oefent ondergaat onderging
    overleed quit recovered recovers revalideerde revalideert rookt rookte slaapt sleeps slept sliep
    slikken slikt slikte stierf stopped stopte suffered suffers takes testte took trainde traint underwent
    verloor viel voelde voelt volgde volgt vraagt vroeg walked walks wandelt was wears werd wil wilde
    wordt wore zat zit zwemt
    """
)
# What somebody who treats it has too.
ILLS = listed(
    """
    als artrose asthma astma beroerte burn-out burnout cancer copd corona covid dementie depressie
    depression diabetes epilepsie flu gout griep hartaanval hartinfarct hernia jicht kanker longontsteking
    migraine ms parkinson reuma stroke suiker tia
    """
)
HAS = listed("gets got had has heeft kreeg krijgt")
# Words between having and what is had.
SKIPPED = listed(
    """
    a al also an de een ernstige herself het himself last lichte nog ook sinds van weer zelf
    """
)
WORK = listed("agenda avonddienst cursus dienst patienten patients praktijk spreekuur weekend")
# What may be named after its finder: de ziekte van, de ademhaling van. The finders are in eponyms.py.
NAMED_AFTER = endings(
    """
    ziekte syndroom therapie methode test dieet techniek oefening oefeningen training ademhaling massage
    behandeling brace spalk splint disease syndrome therapy diet exercise exercises
    """
)
# Behind these, and behind a verb, "zijn" is his; elsewhere it may be "are".
BEFORE_HIS = listed(
    "na voor met van aan in sinds tegen over door om bij op tijdens dankzij zonder en of "
    "omdat terwijl toen want"
)
# Behind these comes what somebody came through, and then who did.
AFTER = listed(
    """
    after despite following na nadat ondanks sinds since vanwege veertig weken weeks jaren jaar years months
    maanden wegens door zonder without
    """
)
# With these a clause about somebody ends: dat X astma heeft.
FINAL = listed(
    """
    brak doormaakte had heeft kneusde krijgt kreeg kwijtraakte onderging opliep overleefde overwon
    verloor verstuikte
    """
)
# Verbs that may stand between what was and whose it was: Na de scheiding vonden X en Y …
HERALDS = listed(
    "begint begon betekende betekent bleek gaat ging kwam loopt mag slaapt stond staat vond vonden werd zei"
)
# Whose leave is asked, is in it.
ASKING = listed("consent mentioning permission toestemming")
# With these somebody is answered.
KINDLY = listed("blij fijn glad goed happier happy heerlijk jammer knap sorry super")
LIFE = listed(
    "herstel journey keuze leven lijdensweg recovery story strijd verhaal weg ziektegeschiedenis ziekbed"
)
# Who stands in a programme has a subject, not an ailment.
TALK = listed(
    """
    aanmelden avond contact contactpersoon cursus docent docenten inleiding lezing lezingen meld
    podcast presentatie programma speaker speakers spreker sprekers talk talks thema training webinar
    workshop workshops
    """
)

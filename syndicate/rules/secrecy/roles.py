"""Roles: the words beside a name that tell whose it is: a patient, a neighbour, a scholar, a thing."""

from __future__ import annotations

import re

from syndicate.rules.wordlists import endings, listed

# Small words inside surnames of many countries.
PARTICLES = listed(
    """
    van de der den ter ten te t el al bin ibn von zu zur da dos das di du le la vd v.d. v.d v/d v. vander ap
    ben abu fan o in op aan
    """
)
# These join two names only before or after another of the list: "van in 't Veld", never "Jan in Utrecht".
WEAK_PARTICLES = listed("fan in op aan te la o")
TITLES = listed(
    """
    mevrouw mevr mw mvr mevrouwtje meneer mijnheer dhr hr hrn heer heren juffrouw mej mejuffrouw mr mrs
    ms miss mister madam familie fam gezin echtpaar weduwe weduwnaar gebroeders gezusters opa oma
    opaatje omaatje tante oom ome nonkel tantetje baby zuster broeder pastoor pater dominee imam rabbijn
    meester juf frater kapelaan kleine little grandma grandpa granny grandad auntie uncle aunt sister
    brother family pan pani bay bayan sayin senor senora madame monsieur frau herr
    """
)
KIN = listed(
    """
    man vrouw echtgenoot echtgenote partner vriend vriendin zoon zoontje dochter dochtertje broer broertje
    zus zusje vader moeder papa mama kind kindje kleinkind kleinzoon kleindochter schoonzoon schoondochter
    schoonmoeder schoonvader schoonzus schoonzuster zwager neef neefje nicht nichtje buurvrouw buurman
    buurmeisje buurjongen buurjongetje overbuurman overbuurvrouw collega vrijwilliger vrijwilligster
    patient patiente client cliente deelnemer deelneemster bewoner bewoonster bezoeker bezoekster gast
    klant inwoner inwoonster verloofde ex tweeling peuter kleuter baby meisje jongen jongetje dame husband
    wife son daughter brother sister mother father mum mom dad friend neighbour neighbor colleague
    volunteer patient client girlfriend boyfriend niece nephew cousin grandson granddaughter toddler
    resident visitor guest winner winnaar winnares casus case jarige jubilaris naamgenoot teamgenoot
    """
)
# Trades are formed: somebody who bakes, plays, works. These endings stand right before a name.
TRADE = re.compile(
    r"(?:[^\W\d_]{2,}(?:ster|ist|iste|eur|euse|man|vrouw|boer|boerin|aar|ier|lid|kampioen|kampioene|meester|speler|"
    r"maker|bakker|werker|houder|handelaar|leerling|student|studente|leraar|docent|docente|agent|piloot|slager))$"
)
PROFESSIONS = listed(
    """
    dr drs prof professor dokter doctor docter ir ing hoogleraar hoogleraren lector arts artsen chirurg
    orthopeed internist verpleegkundige verpleegkundig assistente assistent doktersassistente dietist
    dietiste logopedist logopediste apotheker apothekersassistente mondhygienist mondhygieniste
    praktijkondersteuner poh poh-ggz praktijkmanager verloskundige kraamverzorgende onderzoeker
    onderzoekster wetenschapper auteur schrijver schrijfster journalist journaliste minister
    staatssecretaris directeur voorzitter bestuursvoorzitter coach trainer personal-trainer expert
    woordvoerder woordvoerster promovendus promovenda bioloog psycholoog psychologe psychiater specialist
    epidemioloog orthodontist physio gp dentist physician surgeon nurse midwife dietitian dietician
    nutritionist pharmacist psychologist researcher scientist author writer minister director chairman
    chair presenter wethouder burgemeester instructeur instructrice docent collega-huisarts redacteur
    fotograaf diabetesverpleegkundige wijkverpleegkundige kinderarts huisarts tandarts collega president
    philosopher filosoof arts-onderzoeker oprichter grondlegger founder inventor uitvinder keizer koning
    koningin prins prinses king queen prince princess saint sint st sir lord paus pope chef-kok tv-kok
    """
)
PROFESSION_ENDS = endings(
    """
    arts loog loge iater therapeut therapeute peut peute chirurg verpleegkundige kundige ologist ologe
    iatrist therapist dietist dietiste hoogleraar onderzoeker assistent assistente manager specialist
    deskundige hygienist hygieniste wetenschapper coach professor directeur consulent consulente
    psycholoog physician ician
    """
)
# Of these the field stands between them and the name: "hoogleraar klinische chemie Els Piek".
SCHOLARS = listed(
    """
    hoogleraar professor lector directeur voorzitter onderzoeker minister dr prof emeritus
    """
)
# Who bears such a title may be anybody's neighbour: it does not make a name public.
LAY = listed(
    """
    collega trainer coach wethouder burgemeester fotograaf docent assistent assistente chair drs ir ing
    voorzitter instructeur instructrice personal-trainer journalist journaliste schrijver schrijfster
    directeur director chairman presenter redacteur woordvoerder woordvoerster docter
    """
)
THINGS = listed(
    """
    therapy physiotherapy medicine health gezondheid care san santa los las new nieuw nieuwe north south
    west east noord zuid oost ziekte ziekten syndroom methode test proef techniek wet score schaal teken
    oefening oefeningen dieet manoeuvre therapie theorie model piramide prijs fenomeen stadium criteria
    formule verschijnsel ruimte zaal kamer gebouw school basisschool apotheek praktijk station halte
    stichting huize vereniging theater cafe restaurant hotel park merk app programma cursus project type
    firma bedrijf uitgeverij museum kerk wijk buurt dorp stad gemeente provincie eiland rivier brug straat
    laan plein parochie zwembad sporthal club ziekenhuis kliniek centrum center centre stichting fonds
    instituut college academie academy universiteit university hospital foundation institute award prize
    trial study studie technique method methods exercise exercises disease syndrome palsy sign scale law
    diet manoeuvre maneuver marathon toernooi cup arena stadion tunnel show podcast clinic umc mc zorg
    groep groups group bv nv room street avenue lake mount river bridge church day dag week maand feast
    verpleeghuis zorgcentrum woonzorgcentrum huisartsenpost gezondheidscentrum huis house scheme programme
    program brand gel creme zalf spray thee tea klier cyste buis spier reflex cells cell zone score index
    scan virus bacterie vaccin vaccine bacteria boek book film serie series lied song roman tijdschrift
    krant magazine kwartier vallei gebergte zee lijn trein tram bus metro collectief vakgroep afdeling
    polikliniek poli maatschap lab laboratorium vragenlijst lijst studie richtlijn podcast documentaire film
    questionnaire guideline artikel boekje blog column
    """
)
THING_ENDS = endings(
    """
    straat laan weg plein kade gracht singel steeg brug park school ziekenhuis kliniek centrum methode
    stichting museum test apotheek universiteit college umc fonds instituut praktijk huisartsen zalf
    dieet klachten oefeningen programma greep
    """
)
# Days, months, feasts and nations that are first names somewhere too.
NEVER = listed(
    """
    may april june august mei juni juli augustus maart januari februari september oktober november
    december january february march july october monday tuesday wednesday thursday friday saturday sunday
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag easter christmas pasen kerst kerstmis
    pinksteren ramadan sinterklaas zwarte piet islam god allah jezus jesus maria mohammed boeddha buddha
    india china israel jordan america asia africa europa georgia cuba kenya nederland nederlands
    nederlandse engels dutch english turks pylori aureus coli burgdorferi albicans difficile influenzae
    dna rna covid corona google facebook instagram linkedin youtube whatsapp twitter tiktok zoom teams
    alexa siri viagra cialis advil aspro nivea vaseline amerika ma di wo vr za zo mon tue wed thu fri sat
    sun jan feb mar apr jun jul aug sep sept okt oct nov dec
    """
) - {"jan", "piet", "maria", "mohammed", "mar", "jordan", "nov"}
GREETINGS = listed(
    """
    beste lieve hoi hallo dag hey he ha gefeliciteerd proficiat bedankt dank dankjewel dankuwel sterkte
    beterschap hulde felicitaties groetjes groeten liefs groet dear hi hello thanks thank congratulations
    congrats cheers kudos regards love bravo applause condoleances condolences succes
    """
)
BETWEEN_GREETING = listed(
    """
    you je jou u to aan jullie allemaal lieve beste wel voor for met het with from van and en so much
    """
)
SPEECH = listed(
    """
    zegt zei vertelt vertelde aldus schrijft schreef vraagt lacht verzucht verzuchtte antwoordt roept says
    said tells told writes wrote asks asked laughs recalls smiles glimlacht grapt herinnert bekent knikt
    blikt typte mailde appte
    """
)
HUMAN = listed(
    """
    vertelt zegt zei liet laat belde vroeg vraagt lacht huilde woont woonde slikt oefent traint
    revalideert bedankt loopt fietst slaapt sliep durft durfde voelt voelde kreeg kwam heeft had is was
    wil wilde ging gaat mag mocht herstelt werkt werkte won viel schrok zit kan kon moest doet deed
    wordt werd belandde leerde kwamen zijn hebben kregen leeft leefde verloor lag ligt nam brak staat
    stond meldde volgt volgde dacht weet wist rookt has had was is came says said told felt went walked
    lives lived works worked broke got took lost finished joined started wants wanted thinks thought
    learned suffered recovered calls called visited slept fell stierf overleed overleden died walks
    """
)
# Of these things are subjects too: "Roos is …" is an itch or a girl.
OF_THINGS = listed(
    """
    is was heeft had has kan kon mag moest gaat ging komt kwam doet wordt werd zit lag ligt stond staat
    valt viel werkt werkte loopt volgt wil zijn hebben came lives works worked won volgde nam took got
    started
    """
)
OWNED = listed(
    """
    thumb finger hand arm shoulder elbow wrist hip knee leg ankle foot toe back neck head heart eye ear tooth
    teeth wisdom stitches treatment operation surgery visit appointment story recovery rehab diagnosis blood
    medication pills recept medicijnen afspraak behandeling operatie verhaal knie heup rug bloeddruk uitslag
    gebit kies tanden herstel blood
    """
)
AFTER_POSSESSIVE = listed("z'n zn zijn d'r haar hun his her")
# In places the capital is a town's: "naar" is said of both, "in" only of towns.
IN_PLACE = listed("in te uit nabij near rond vanuit buiten")
DETERMINERS = listed("de het een the a an")
# Somebody of the past, or who is known for what they found, wrote or made.
PUBLIC = re.compile(
    r"\b(?:ontdekten?|beschreef|bedacht|ontwikkelden?|bewees|introduceerde|publiceerde|stichtte|vernoemd|"
    r"genoemd naar|uitvinder|uitgevonden|grondlegger|pionier|isoleerde|toonde aan|als eerste|Nobel(?:prijs)?|"
    r"schreef met|schre(?:ef|ven) (?:\w+ ){0,4}(?:\w*boek(?:en)?|pleidooi|mee)|"
    r"(?:zijn|haar|het|een) (?:\w+ )?boek\b|onderzoekers?|wetenschappers?|studie van|"
    r"(?:ontwikkeld|bedacht|ontworpen|beschreven|geleid|bewerkt) (?:\w+ ){0,4}door|"
    r"(?:deed|doet|doen|deden) (?:\w+ ){0,3}onderzoek|maakte de film|podcast|documentaire|"
    r"(?:developed|designed|written|led|described) by|researchers?|"
    r"(?:research|study|studies|review|book) (?:by|of)|writes in|in (?:his|her) (?:\w+ )?book|"
    r"dankt (?:zijn|haar) naam|heet naar|eeuw|bestseller|ontleent|filosoof|promoveerde|"
    r"proefschrift|onderzoeksgroep|wereldoorlog|(?:in|tijdens) de oorlog|discovered|described|developed|"
    r"invented|demonstrated|published|coined|named after|pioneer\w*|founded|proved|tested (?:it|whether|how)|"
    r"showed|built|traced|isolated|century|world war|during the war)\b",
    re.IGNORECASE,
)
CITED = re.compile(
    r"\band (?:colleagues|co-workers)\b|\ben collega'?s \(|"
    r"\be\.a\.|\bet al\b|\b(?:19|20)\d\d ?[;:]\d|\b(?:doi|ISBN)\b|\b(?:Bron|Bronnen|Literatuur|Referenties|"
    r"References|Source|Sources|Auteur|Author|Auteurs|Authors|Redactie)\b ?:",
)
ABBREVIATED = listed(
    """
    mw mevr mvr dhr hr hrn dr drs prof fam ir ing st mr mrs ms mej o.a bijv ca nr tel jr sr ds vs resp
    incl excl geb ong evt i.v.m d.w.z nl th chr ph joh etc
    """
)
# People of the history of medicine whom texts like to name, and makes that bear a name.
HISTORIC = listed(
    """
    nightingale hippocrates galenus galen avicenna vesalius paracelsus leeuwenhoek boerhaave semmelweis
    pasteur curie rontgen roentgen freud pavlov eijkman aletta-jacobs blackwell montessori pikler apgar
    charcot darwin einstein maimonides imhotep aristoteles aristotle plato socrates descartes dunant
    parkinson alzheimer crohn lyme pfeiffer gandhi mandela pilates bechterew kegel heijn egberts oetker
    scholl mensendieck steiner beethoven mozart napoleon dracula churchill shakespeare rembrandt jenner petri
    """
)

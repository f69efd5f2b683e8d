"""Someone: the words of stories about one person who has no name in them."""

from __future__ import annotations

import re
from functools import lru_cache

from syndicate.rules.wordlists import endings, listed

PERSONS = listed(
    """
    mevrouw meneer mijnheer opa oma vriendje moslim nonnetje kind kleuter ouder moeder vader man vrouw
    jongen meisje jongetje jongeman dame heer echtpaar stel gezin tweeling drieling vierling broers
    zussen zusjes broer zus weduwe weduwnaar jongere tiener puber peuter kleuter baby patient patiente
    client cliente bewoner bewoonster inwoner inwoonster gebroeders vluchteling statushouder asielzoeker
    toerist slachtoffer dader getuige overlevende winnaar winnares krantenjongen krantenmeisje victim
    survivor winner woman boy girl couple twins triplets widow widower lady gentleman teenager toddler
    patient client resident refugee lad brothers sisters family
    """
)
RELATIVES = listed(
    """
    man vrouw echtgenoot echtgenote weduwe weduwnaar partner vriend vriendin zoon zoontje dochter
    dochtertje broer broertje zus zusje vader moeder kind kleinzoon kleindochter neef nicht oom tante
    schoonzoon schoondochter schoonmoeder schoonvader opa oma zwager schoonzus ex stiefzoon stiefdochter
    tweelingbroer tweelingzus husband wife widow widower partner son daughter brother sister mother father
    nephew niece uncle aunt cousin grandson granddaughter boyfriend girlfriend child
    """
)
NEIGHBOURS = listed(
    """
    buurvrouw buurman buren buurmeisje buurjongen overbuurman overbuurvrouw overburen schoonmoeder
    schoonvader schoonzus schoonzusje zwager nicht nichtje neef neefje tante oom stagiaire schoonmaker
    schoonmaakster receptioniste buurjongetje buurkind huisbaas neighbour neighbor neighbours
    mother-in-law father-in-law sister-in-law cleaner receptionist landlord landlady cousin nephew niece
    aunt uncle
    """
)
GENERIC = listed(
    """
    patient patiente patienten client kind kinderen baby persoon zieke overledene vrouw man ouders moeder
    vader child baby person man woman deceased parents praktijk apotheek zwangere
    """
)
TRADES = listed(
    """
    bakker slager kapper kapster kok boer visser schipper smid molenaar notaris advocaat burgemeester
    wethouder dominee pastoor imam rabbijn koster organist dirigent juf meester leraar lerares docent
    schoolhoofd directeur directrice conrector conducteur machinist piloot stewardess agent brandweerman
    soldaat militair politicus raadslid zanger zangeres artiest schilder schrijver dichter linksback
    rechtsback aanvoerder middenvelder toeriste toerist raadslid trainer keeper keepster spits doelman
    coach voetballer voetbalster wielrenner schaatser schaatsster zwemmer zwemster turnster kampioen
    kampioene bestuurder chauffeur taxichauffeur postbode bezorger krantenbezorger glazenwasser
    loodgieter lasser caissiere rietdekker thatcher welder elektricien timmerman metselaar stratenmaker
    schilder dakdekker tuinman hovenier bloemist winkelier eigenaar eigenaresse uitbater kastelein
    cafebaas barman marktkoopman kaasboer groenteman visboer ijscoman boswachter jager imker
    vuurtorenwachter sluiswachter brugwachter veerman havenmeester badmeester voorzitter secretaris
    penningmeester leerling scholier student studente au-pair conciierge concierge portier
    schoonmaker caissiere vakkenvuller leraar hoofdonderwijzer melkveehouder boerin veearts dierenarts
    accordeonist pianist violist drummer gitarist fotograaf journalist wethouder prins prinses raad
    wijnboer klokkenmaker imam monnik non kunstenaar kunstenares beeldhouwer acteur actrice presentator
    presentatrice beul stratemaker buschauffeur butcher baker farmer teacher headteacher headmaster
    headmistress hairdresser barber mayor vicar priest pastor imam rabbi organist choirmaster driver
    postman postwoman plumber electrician carpenter bricklayer gardener florist shopkeeper publican
    landlord barman barmaid fisherman skipper ferryman lighthouse keeper goalkeeper striker footballer
    cyclist swimmer skater champion singer actor actress painter writer poet drummer guitarist pianist
    violinist policeman policewoman officer firefighter fireman soldier pilot stewardess councillor
    lawyer solicitor notary conductor beekeeper gamekeeper shepherd miller blacksmith owner pupil student
    caretaker janitor cashier lifeguard chairman chairwoman treasurer librarian referee referent captain
    kapitein stuurman beiaardier apprentice trainee
    """
)
TRADE_ENDS = endings(
    """
    commandant agent notaris dominee smid kok caissiere beambte officier musicus farrier keeper smith
    maker monger wright warden master mistress ringer vlogger makelaar handelaarster sluiswachter
    slijter hovenier vrachtrijder trambestuurder boer boerin meester houder houdster verkoper
    verkoopster handelaar kampioen kampioene speler speelster rijder rijdster wachter wachtster bouwer
    maker maakster bakker slager kapper leraar lerares onderwijzer onderwijzeres chauffeur schipper
    visser tennisser tennister voetballer zanger zangeres monteur ingenieur directeur leider leidster
    danser danseres ruiter amazone loper loopster lid eigenaar winnaar keeper leerling student studente
    violist pianist organist gitarist farmer teacher driver player singer runner rider champion worker
    winner builder dancer brandweerman vrijwilliger jongen meisje vrijwilligster bestuurder bezorger
    bezorgster beheerder beheerster bode
    """
)
ONE = listed(
    """
    een de het die dit dat deze onze ons a an the our that this local bekende voormalig voormalige oud
    """
)
MANY = listed("mensen mannen vrouwen kinderen people men women children")
OURS = listed("onze mijn our my")
FROM = listed("uit van in te op bij aan naast from of in at near achter tegenover for")
THAT = listed("die dat who that")
ONLY = listed("enige oudste jongste eerste bekendste langste only oldest youngest first sole")
# What lies close by everybody who reads: the writer's own neighbourhood.
SPOTS = listed(
    """
    dorp dorpsschool nummer hiernaast buurt straat hoek boerderij bakkerij slagerij snackbar kerk
    kerktoren molen gemaal haven camping manege voetbalclub sportclub fanfare harmonie koor dorpshuis
    buurthuis cafe kroeg pizzeria supermarkt garage kapsalon overkant groep dorpswinkel pont
    sluis vuurtoren eiland gemeenteraad dijk kanaal schoolplein speeltuin wijk gemeente regio straatje
    plein woonboot woonwagenkamp voetbalveld zwembad markt kraam bibliotheek kazerne lock houseboat
    canal square market stall street neighbourhood town region road library fish-and-chip bakery village
    farm bakery church mill pub harbour school choir club corner door street bridge island primary
    lottery
    """
)
SPOT_ENDS = tuple(sorted(spot for spot in SPOTS if len(spot) > 3 and spot not in ("road", "groep", "plein")))
# What is said of somebody's own body and days.
OWN = listed("heeft had is was kreeg slikt zijn haar krijgt werd moest komt kwam has his her takes got")
EVENTS = endings(
    """
    race kampioenschappen quiz botsing braderie zwemtocht schietpartij steekpartij aanslag ontploffing
    storm kerstviering wedstrijd vlotten reddingsactie jaarmarkt dorpsfeest songfestival playback
    verkiezing contest fair regatta collision stabbing shooting derailment pageant koningsdag kermis
    carnaval krant kranten journaal televisie nieuws ongeluk ongeval brand aanrijding loterij optocht
    festival overval explosie overstroming vierdaagse toernooi newspaper newspapers papers news lottery
    crash accident parade robbery explosion flood television headlines elfstedentocht kampioenschap
    intocht kerstmarkt
    """
)
PAST = re.compile(
    r"viel|won|verloor|kreeg|kwam|ging|stond|zat|lag|liep|reed|brak|vond|werd|sprong|zwom|verongelukte|redde|haalde|"
    r"verdween|speelde|raakte|overleefde|(?!\w*(?:zelfde|lfde))\w{3,}(?:elde|erde|kte|pte|fde|gde)|fell|won|lost|was|had|got|came|"
    r"drove|broke|crashed|found|saved|survived|made|rescued|swam|jumped|went"
)
AGE = re.compile(r"\w*jarige|\w*-?year-old|jarige")
# A country or a part of the world makes nobody known.
LANDS = listed(
    """
    nederland belgie vlaanderen europa amerika engeland duitsland frankrijk azie afrika suriname turkije
    marokko holland netherlands belgium europe america england britain germany france asia africa turkey
    morocco usa uk polen poland spanje spain italie italy india china japan syrie syria oekraine ukraine
    indonesie curacao
    """
)


@lru_cache(maxsize=16384)
def is_trade(key: str) -> bool:
    """Tell whether a folded word is a trade, a sport or an office that one person holds."""
    if key in TRADES:
        return True
    tail = key.rpartition("-")[2]
    return tail in TRADES or (key != "schouder" and len(key) > 6 and key.endswith(TRADE_ENDS))

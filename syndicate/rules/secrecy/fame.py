"""Fame: people and firms that everybody knows, whom a text names without telling anybody's secret.

No list is complete: a name that is missing here waits for a second person where the text calls it famous.
"""

from __future__ import annotations

# Folded, as a name stands in a row of words; a full name alone counts, since many bear the surname.
FAMOUS = frozenset(
    name.strip()
    for name in """
    abraham lincoln;achilles;albert einstein;albert heijn;albert sabin;aletta jacobs;alice in wonderland
    alois alzheimer;amy winehouse;andre hazes;andre kuipers;andre van duin;angelina jolie;anne frank
    annie m g schmidt;arjen lubach;arjen robben;asterix;audrey hepburn;barack obama;barbie;batman;ben jerry
    bill gates;billie eilish;brad pitt;britney spears;bruce willis;burrill crohn;calvin klein;captain iglo
    carl jung;celine dion;charles darwin;christiaan barnard;christian eriksen;christopher reeve;claude monet
    cristiano ronaldo;dafne schippers;dick schoof;dick swaab;diederik gommers;dikkie dik;dirk van den broek
    donald duck;donald trump;douwe egberts;dr martens;dr oetker;dr pepper;dracula;earl grey;edvard munch
    edward jenner;elon musk;elvis presley;emma stone;epke zonderland;erik scherder;ernst kuipers
    fajah lourens;fanny blankers-koen;femke bol;florence nightingale;franklin d roosevelt;franklin roosevelt
    frans hals;freddie mercury;frida kahlo;friedrich nietzsche;galileo galilei;george washington
    greta thunberg;halle berry;hans anders;harry mulisch;harry potter;hella haasse;herman brood;hugo boss
    hugo de jonge;immanuel kant;ireen wust;isaac newton;ivan pavlov;jaap van dissel;jack daniels;james bond
    james parkinson;jamie oliver;jan des bouvrie;jan linders;jan wolkers;jip en janneke;joe biden
    johan cruijff;johan cruyff;johann sebastian bach;johannes vermeer;john f kennedy;john snow
    johnnie walker;johnson johnson;jonas salk;joop zoetemelk;joseph lister;julius caesar;justin bieber
    karl marx;kate middleton;king charles;koning charles;koning willem-alexander;koningin elizabeth
    koningin maxima;lady gaga;lance armstrong;leonardo da vinci;linda de mol;lionel messi;louis pasteur
    louis van gaal;ludwig van beethoven;maarten van rossem;magic johnson;mahatma gandhi;marianne vos
    marie curie;marilyn monroe;mark rutte;marks spencer;martin luther king;mathieu van der poel
    matthijs van nieuwkerk;max verstappen;michael j fox;michael jackson;michael phelps;michelangelo
    michelle obama;mickey mouse;moeder teresa;mother teresa;muhammad ali;napoleon bonaparte;nelson mandela
    nijntje;novak djokovic;obelix;ozzy osbourne;pablo picasso;paul schulten;peter pan;peter r de vries
    pierre curie;piet mondriaan;pippi langkous;popeye;prince harry;princess diana;prinses diana
    queen elizabeth;rafael nadal;ramses shaffy;red bull;rembrandt;rembrandt van rijn;robert koch
    robert schumann;robin hood;robin williams;rock hudson;roger federer;ronald koeman;ronald reagan
    rutger bregman;selena gomez;serena williams;sherlock holmes;sifan hassan;sigmund freud;simone biles
    sint maarten;sint nicolaas;sinterklaas;sonja bakker;stephen hawking;steve jobs;superman;sven kramer
    taylor swift;tom dumoulin;tom hanks;tommy hilfiger;tony chocolonely;toon hermans;uncle ben;usain bolt
    van beethoven;van gogh;venus williams;vincent van gogh;virgil van dijk;wilhelm conrad rontgen
    wilhelm rontgen;willem van oranje;willem-alexander;wim hof;winston churchill;wolfgang amadeus mozart
    wubbo ockels;youp van 't hek
    """.strip()
    .replace("\n", ";")
    .split(";")
)
# Two in one breath, each of whom may be anybody.
PAIRS = (
    "jip en janneke",
    "ben & jerry",
    "johnson & johnson",
    "fien en teun",
    "buurman en buurman",
    "hans en grietje",
)

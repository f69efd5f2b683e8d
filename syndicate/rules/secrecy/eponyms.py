"""Eponyms: by whose names medicine knows illnesses, signs, tests, exercises and devices."""

from __future__ import annotations

from syndicate.rules.wordlists import listed

# Folded. Of a double name each half; of one with a particle, what bears it. Facts of medicine, so that the
# list may be long: a name that is missing waits for a second person where it looks like somebody's.
FINDERS = listed(
    """
    achilles addison adson albers albright alport alzheimer amsler angelman apgar apley asherman asperger
    astrand auspitz babinski bardet barre barrett barthel bartholin basedow bazin bechterew beckwith
    bekhterev berg besnier biedl bielschowsky billroth binet binswanger blalock bobath bochdalek boeck
    boerhaave borg botallo bouchard bouchut bowen bowlby boyle braille brandaroff braxton brenner bristol
    broca brudzinski brugada brunnstrom budd buerger burkitt buteyko caesar calve camurati carnett castleman
    cesar chadwick chagas charcot charlson chassaignac chediak cheyne chiari chiene chopart churg chvostek
    cobb cockcroft codman cogan colles conn cornell cotard cowden coxsackie creutzfeldt crigler crohn
    cronbach cruveilhier cullen cushing cyriax dandy darier daroff denver dercum dohle donath doppler
    dorello down downs dravet dressler duchenne ducrey dupuytren duroziez eaton ebbinghaus ebstein ehlers
    eisenmenger ekbom epley epstein epworth erb erikson escherich eustachius ewing fabry fagerstrom
    fallopius fallot fanconi felty feuerstein finkelstein flesch flexner foley fregoli freud friedreich
    froment fuchs fugl gaenslen galant galeazzi galen gaucher gault gerstmann geschwind ghon gilchrist
    gilles gitelman glasgow gleason golgi goodpasture gorlin gottron gowers graaf gradenigo graves grawitz
    gubler guillain guillan guthrie guyon haglund halle hallervorden hallpike halstead hamman hashimoto
    heberden heimlich henle henoch herpin hickman hicks hirayama hirschsprung hirtz hodge hodgkin hoffmann
    holter homans horner howship huntington hurler hutchinson hylton ilizarov ishihara jacobson jaeger
    janeway jarisch jendrassik jobe kallmann kanner kaposi kartagener katz kawasaki kayser kearns kegel
    kernig kienbock kiesselbach klatskin klinefelter klippel klumpke kocher kohler koplik korotkoff
    korsakoff korsakov krabbe krause krukenberg kussmaul lachman ladd laennec lamaze langerhans laron
    lasegue laseque lassa leber legg lennox leriche lesch leveen lewy leydig lhermitte lichtheim liddle
    likert lisch lisfranc lister lobstein loeffler lofgren lowenstein luschka lyell lyme maddox madelung
    mallet mallory malpighi mantoux marburg marfan maroteaux mazabraud mcardle mcburney mccune mcgill
    mckenzie mcmurray meckel meige meniere menkes mensendieck mikulicz milroy minor mirizzi mobius mohs
    mondor monro monteggia montessori montgomery moro morton mulliken munchausen murphy naegele naegeli neer
    neisser nelaton niemann nissen noonan norton nugent oddi ohtahara omenn orem ortolani osgood osler
    osteen ottawa pagana paget pancoast panner papanicolaou parinaud parkes parkinson parks parry patau
    pavlov pel pellegrini perthes peutz peyronie pfeiffer phalen pick pickwick pilates pinard plummer poland
    pompe ponseti pott prader prinzmetal pulfrich purkinje queckenstedt quervain quincke ramsay ratschow
    raynaud recklinghausen refsum reifenstein reinke reiter rett reye rickets riedel rinne romberg rorschach
    rovsing rubinstein sachs salter sandifer scarpa scheie scheuermann schirmer schlatter schober scholl
    schroth schwabach schwann seidel semmelweis semont sengstaken sheehan shy silverman sinding sjogren
    skene sklodowska snellen spearman sperling sprengel spurling stahli stensen stokes strauss sturge sudeck
    sydenham takotsubo tay tessier thayer thomsen tietze timken tinel tinetti tolosa tourette treitz
    trendelenburg trousseau truelove valleix valsalva verneuil vesalius virchow vojta volkmann waardenburg
    waldenstrom wallenberg wassermann waterlow wegener weil weiss wenckebach werdnig wernicke westphal
    whipple widal wilms wirsung wiskott witzel wormian yergason yersinia yesavage zeigarnik zenker ziehl
    zieve zollinger zoon zung
    """
)

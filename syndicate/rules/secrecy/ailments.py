"""Ailments: more words of illness, treatment and help, Dutch and English; care.py has the general ones."""

from __future__ import annotations

from syndicate.rules.wordlists import listed

AILMENTS = listed(
    """
    aambei aangezichtspijn aangezichtsverlamming abces abcessen ablatie achondroplasie ademnood
    ademstilstand aed afasie afgekickt afkicken afslanken aften albinism albinisme aligners allopurinol
    alopecia alsdiagnose alvleesklier alzheimers amitriptyline amputatie anaesthesia anaesthetic
    anafylactische anafylaxie anaphylactic anesthesia angina antibiotica antibioticum anticoagulants
    antidepressiva antidepressivum antipsychotica antistolling aphasia aphasic aphthous apneu apnoea
    appendix arbeidsongeschikt asperger aura autistic autistisch autistische auto-immuunziekte babytje
    beademd beademing bedsore bedsores been beenmerg beenvlies bekkenproblemen benign besnijdenis
    bestralingen bevalt beviel bevolkingsonderzoek bewustzijn bijholte binge biopsy biopt bipolair
    bipolaire bipolar bitje bitten blaasontsteking blaasontstekingen bleken blindheid bloeddonor bloedprop
    bloedtransfusie bloeduitstorting blowen bmi boezemfibrilleren bof boils borstamputatie borstbeen botje
    botontkalking botox boulimie braakt braakte brandblaar buisjes buitenboord bulimia burned-out bursitis
    bypassed cannabis carcinoma carcinoom cardiac carpaal cartilage catheterised cellulitis chlamydia
    cholera circumcision cirrhosis cirrose citalopram clot clusterhoofdpijn cocaine coeliac coeliakie
    colitis collarbone coloscopie coma comateus comatose concerta concussion copd-patient cortison
    cortisone cpap creatinine crohn crohns cuff cyste cystitis decubitus defibrillator dehydrated
    delusions dementerend dementerende depri dialyseert diazepam diclofenac donorhart donorlong donornier
    doodgeboorte doodgeboren doofheid doorligplek doorligwond dossier downsyndroom drain druppels duim
    duizelingen dwang dwarslaesie dwerggroei dyscalculie dyslexia dyslexie dystrofie dystrophy earwax
    ebola eenzaamheid eetbuien eetgedrag eetprobleem ehbo eicel elastische eliquis embolism emdr
    endoscopie enkelband enkelbanden epileptic epileptisch epileptische epipen euthanasie evenwicht
    exhaustion facing facings fasciitis fertility fibrillation fibrosis fibula finger fingers fissuur
    fistel flauw flauwte fluoride fluoxetine forgetful frozen gaatjesvrij gallstone galstenen gastric
    gastroscopie geamputeerd gebeten geelzucht gehecht gehoorverlies gescreend getrokken gfr gipswissel
    glutenvrij goedaardig gokken gokverslaafde gonorrhoea gonorroe gordelroospijn griepje grinding
    groeicurve groeispurt haaruitval haemophilia haemorrhoids hallucinaties hallux hamerteen hamertenen
    hamstring hartbewaking hartklep hartklepoperatie hartritme hartstilstand hba1c hechten hechtte
    hematoom hemofilie hemophilia hemorrhoids hepatologie hernias herpes hersenbloeding hersenschudding
    hersentumor hersenvlies hielprikje hielspoor hinkelt hinkt hiv-positief hondenbeet hondsdolheid
    hoog-laagbed hotflushes hpv hrt huilbuien huisbezoek humira huntingtons hydrocele hypertensie
    hypertension hyperventilatie hyperventilation hypothermia ibs ibuprofen icd ijzertekort impetigo
    impingement implanon incurable infertile infusen infuus ingegroeide ingrown inhaleert inhaleren inlays
    insult intakegesprek invisalign ischias iud iui jaundice kaakchirurg kaakgewricht kaakklachten
    kanaalstenose katheterisatie kijkonderzoek kijkoperatie klachtje klapvoet klompvoet klompvoetje
    kloppingen knarsbitje knarsen koemelkallergie kolf kort-van-adem kortademig kortademigheid kraakbeen
    kraambed krentenbaard kreupel kroontje kuitbeen kuur kwaadaardig kwallenbeet labuitslag labuitslagen
    lachgas lactatie lactose laxative laxeermiddel legionella lepra leprosy leukaemia leukemia leverfalen
    leverwaarden liesbreuk lijnen limp limping lithium longembolie longfibrose longrevalidatie looprek
    lost-weight lumbago lupus lymfklier lymfklieren lymfoedeem lymphoedema lymphoma lyrica maagband
    maagverkleining maagzuurremmer macula malignant mammografie mammogram manic manisch mank manke
    marcoumar mastectomy mastitis medikinet melanoma melanoom melatonin melatonine memoryclinic meningitis
    metastasen metformin metformine methadon methadone methotrexaat methotrexate middenvoet
    middenvoetsbeentje milt mirena miskramen molaar mondzweer morfine morning-afterpil morphine mouthguard
    mri mumps myeloom nachtbeugel nachtmerrie nachtmerries naproxen nasal navelbreuk nekklachten nekkramp
    nekpijn netvlies neuropathie neuropathy neusmasker neusspray nier nieren nierfalen nierfunctie
    niergruis notenallergie nuchter obesitas obesity obstipation ocd oedeem omeprazol ondergewicht
    onderkoeld ongeneeslijk ontslagen ontwenning onvruchtbaar oogdruppels ooglid oordruppels oorsmeer
    openhartoperatie orgaandonatie ortho osteoporosis overgangsklachten overgeven overgewicht overleving
    overlijden overspannenheid oververhit overwerkt oxycodon oxycodone oxygen ozempic painkiller
    painkillers painless palpitations pancreas pantoprazol paracetamol parkinsons paro paroxetine pds
    peanut peesplaat penicilline pessarium piekeren pijnbestrijding pijnpoli pijnstiller pijnstillers
    pindaallergie plasbuis plaspillen plast pneumonia polyneuropathie pompje prednison prednisone
    premature prematuur prematuurtje prikkelbare prikkelbaredarm prognose progeria prognosis prolapse prostate
    prozac psa psychose psychosis ptsd ptss puffer pufs punctie pus pusje quetiapine rabies reflux
    resuscitated retainer retina reumatisch rheumatic rib ribben ribs ringvinger ringworm ritalin rodehond
    roesje rollators rolstoelen rontgen rontgenfoto roodvonk rosacea rouwbegeleiding rubella salbutamol
    salmonella sarcoma sarcoom saxenda scarlet schizofrenie schizophrenia schouderkop sciatica sclerose
    sclerosis scootmobiel screened sedatie sedation sedatives seh self-harm seresta sertraline sessie
    sessies shoulder shunt sigaret sigaretten sikkelcel sintrom slaapmiddel slaappil sleutelbeen
    slijmbeurs slijtage slipped slotje snurkkampioen somber somberheid sondevoeding spaakbeen spasme
    spastisch sperm spinal spit spleen spoedeisende spondylitis spondylosis spuiten stamcel
    stamceltransplantatie stammer stammering steenpuist stenose sterfbed sterilisatie sterilised sterven
    stervensbegeleiding steunkous stiffness stijfheid stillborn stoelgang stok stolsel stotterde stotteren
    stottert strompelt stuitje sunburn syfilis symptoompje syphilis taaislijmziekte tailbone
    tandvleesontsteking tbc tepelkloof terminally testicle testicles testikel testikels testosteron
    teststrip tetanus therapeutische thumb tia's tibia tics tillift tinctuur tongriempje tourette tramadol
    transfusion transplanted tremor triage trigeminus trillen tweelingzwangerschap tyfus typhoid
    uitbehandeld uitdroging uitgeput uitgezaaid uitstraling uitstrijkje uitstrijkjes uitzaaiingen ulcerosa
    ulcus underweight vaginisme valium vasectomie vasectomy ventolin verdoofd verdoving vergeetachtig
    vergiftiging vermageren vermoeidheid verpleegd verpleegster verpleegt versleten verstandskies
    verstandskiezen vertebra vertebrae vertigo verzakking verzorgd verzorgen viagra vinger vingers visite
    vlektyfus vomiting vroeggeboorte vulva waan walker walking-frame wandelstok wanen warfarine waterbreuk
    waterpokken weeen weeklyjab wegovy wespensteek wheezing wheezy whitening wiet wijsvinger wisdom
    wondgenezing wondroos worn-out wortelpunt wratje xanax xarelto zaadbal zaadballen zaadcellen
    zelfbeschadiging zetpil zetpillen ziekmelden ziekmelding zonneallergie zonnebrand zoogkompres zooltjes
    zuurstof zuurstoffles zwachtel zwachtelen zweepslag zwerende
    """
)

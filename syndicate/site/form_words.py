"""What the short forms say of themselves, in the languages of the theme; another language gets English."""

from __future__ import annotations

from collections.abc import Mapping

from syndicate.model import FormKind

TITLES: Mapping[str, Mapping[FormKind, str]] = {
    "nl": {
        FormKind.SELF: "Dit kunt u zelf doen",
        FormKind.PRACTICE: "Bel de praktijk als u:",
        FormKind.CALL: "Bel de praktijk als u:",
        FormKind.EMERGENCY: "Bel 112 als u:",
        FormKind.DO: "Wel doen",
        FormKind.DONT: "Niet doen",
        FormKind.WARNING: "Let op",
        FormKind.MORE: "Meer uitleg",
    },
    "en": {
        FormKind.SELF: "What you can do yourself",
        FormKind.PRACTICE: "Call the practice if you:",
        FormKind.CALL: "Call the practice if you:",
        FormKind.EMERGENCY: "Call 112 if you:",
        FormKind.DO: "Do",
        FormKind.DONT: "Don't",
        FormKind.WARNING: "Important",
        FormKind.MORE: "Read more",
    },
    "tr": {
        FormKind.SELF: "Kendiniz yapabilecekleriniz",
        FormKind.PRACTICE: "Şu durumlarda muayenehaneyi arayın:",
        FormKind.CALL: "Şu durumlarda muayenehaneyi arayın:",
        FormKind.EMERGENCY: "Şu durumlarda 112'yi arayın:",
        FormKind.DO: "Yapın",
        FormKind.DONT: "Yapmayın",
        FormKind.WARNING: "Dikkat",
        FormKind.MORE: "Daha fazla bilgi",
    },
    "pl": {
        FormKind.SELF: "Co możesz zrobić samodzielnie",
        FormKind.PRACTICE: "Zadzwoń do przychodni, jeśli:",
        FormKind.CALL: "Zadzwoń do przychodni, jeśli:",
        FormKind.EMERGENCY: "Zadzwoń pod 112, jeśli:",
        FormKind.DO: "Rób tak",
        FormKind.DONT: "Nie rób tego",
        FormKind.WARNING: "Uwaga",
        FormKind.MORE: "Więcej informacji",
    },
    "ar": {
        FormKind.SELF: "ما يمكنك أن تفعله بنفسك",
        FormKind.PRACTICE: "اتصل بالعيادة إذا:",
        FormKind.CALL: "اتصل بالعيادة إذا:",
        FormKind.EMERGENCY: "اتصل بالرقم 112 إذا:",
        FormKind.DO: "افعل",
        FormKind.DONT: "لا تفعل",
        FormKind.WARNING: "انتبه",
        FormKind.MORE: "معلومات أخرى",
    },
}
# For who does not see the colour of a card (NHS service manual: care cards name their urgency).
URGENCY: Mapping[str, Mapping[FormKind, str]] = {
    "nl": {
        FormKind.SELF: "Zelf doen",
        FormKind.PRACTICE: "Wanneer bellen",
        FormKind.CALL: "Wanneer bellen",
        FormKind.EMERGENCY: "Spoed, direct bellen",
    },
    "en": {
        FormKind.SELF: "Self care",
        FormKind.PRACTICE: "When to call",
        FormKind.CALL: "When to call",
        FormKind.EMERGENCY: "Emergency, call at once",
    },
    "tr": {
        FormKind.SELF: "Evde bakım",
        FormKind.PRACTICE: "Ne zaman aramalı",
        FormKind.CALL: "Ne zaman aramalı",
        FormKind.EMERGENCY: "Acil durum, hemen arayın",
    },
    "pl": {
        FormKind.SELF: "W domu",
        FormKind.PRACTICE: "Kiedy dzwonić",
        FormKind.CALL: "Kiedy dzwonić",
        FormKind.EMERGENCY: "Nagły przypadek, dzwoń od razu",
    },
    "ar": {
        FormKind.SELF: "الرعاية الذاتية",
        FormKind.PRACTICE: "متى تتصل",
        FormKind.CALL: "متى تتصل",
        FormKind.EMERGENCY: "حالة طارئة، اتصل فورًا",
    },
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "open": "Als wij open zijn",
        "closed": "Als wij dicht zijn",
        "call": "Bel {}",
        "112": "Bel 112",
        "days": "{first} t/m {last}",
        "clock": "{opens}–{closes}",
    },
    "en": {
        "open": "When we are open",
        "closed": "When we are closed",
        "call": "Call {}",
        "112": "Call 112",
        "days": "{first} to {last}",
        "clock": "{opens}–{closes}",
    },
    "tr": {
        "open": "Açık olduğumuz saatler",
        "closed": "Kapalı olduğumuzda",
        "call": "Arayın: {}",
        "112": "112'yi arayın",
        "days": "{first} – {last}",
        "clock": "{opens}–{closes}",
    },
    "pl": {
        "open": "Godziny otwarcia",
        "closed": "Gdy mamy zamknięte",
        "call": "Zadzwoń: {}",
        "112": "Zadzwoń pod 112",
        "days": "{first} – {last}",
        "clock": "{opens}–{closes}",
    },
    "ar": {
        "open": "أوقات العمل عندنا",
        "closed": "عندما نكون مغلقين",
        "call": "اتصل: {}",
        "112": "اتصل بالرقم 112",
        "days": "من {first} إلى {last}",
        "clock": "من {opens} إلى {closes}",
    },
}


def said(kind: FormKind, lang: str, words: Mapping[str, Mapping[FormKind, str]] = TITLES) -> str:
    """Return what a form of this kind is called in a language; "" for one without words of its own."""
    plain = lang.lower().partition("-")[0]
    return words.get(plain, words["en"]).get(kind, "")

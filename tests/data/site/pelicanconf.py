"""A made-up practice, small enough to be read at a glance."""

SITENAME = "Praktijk De Linde & Co"
SITEURL = "https://linde.example"
TIMEZONE = "Europe/Amsterdam"
DEFAULT_LANG = "nl"
THEME = "../theme"
PATH = "content"
SYNDICATE_PRACTICE = {
    "name": "Praktijk De Linde & Co",
    "kind": "MedicalClinic",
    "city": "Voorbeeldstad",
    "phone": "010 000 00 00",
    "tagline": "Uitleg van uw eigen zorgverleners",
    "sample": True,
}

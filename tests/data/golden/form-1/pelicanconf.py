"""De openbare instellingen van de praktijk; geheimen staan in de omgeving."""

SITENAME = "Huisartsenpraktijk De Vlier"
SITEURL = "http://localhost:8000"
TIMEZONE = "Europe/Amsterdam"
DEFAULT_LANG = "nl"

# Waar de teksten staan, en het thema.
PATH = "content"
THEME = "theme"  # met ons eigen artikelblok
PLUGINS = ["pelican.plugins.yaml_metadata", "syndicate.site"]

SYNDICATE_PRACTICE = {
    "name": "Huisartsenpraktijk De Vlier",
    "kind": "Physician",
    "street": "Vlierpad 3",
    "postal_code": "0000 AB",
    "city": "Lindedorp",
    "phone": "000-000 01 00",
    "out_of_hours_name": "Huisartsenpost Lindedorp",
    "out_of_hours_phone": "000-000 00 99",
    "colour": "#5b2a4f",
    "sample": True,
}

SYNDICATE_ACCOUNTS = [{"name": "folder", "channel": "folder"}]
SYNDICATE_DEPLOY = "folder:public"

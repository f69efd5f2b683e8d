"""The practice's public settings: no secrets, no logic. Secrets live in the environment.

Everything that is not written here has a good default; docs/settings.md lists all of them.
"""

# ---- the site ------------------------------------------------------------------------------------

SITENAME = "Gezondheidscentrum De Lindehof"

# The address at which patients read the site, with https:// and without a slash at the end.
# localhost is this machine itself: nothing that is shared can point a patient to it.
SITEURL = "http://localhost:8000"

# The practice's own clock and language: dates, posting hours and the words around the articles.
TIMEZONE = "Europe/Amsterdam"
DEFAULT_LANG = "nl"

# Where the texts and pictures are, and the theme that dresses them.
PATH = "content"
THEME = "theme"

# What Pelican loads: YAML front matter, and this product.
PLUGINS = ["pelican.plugins.yaml_metadata", "syndicate.site"]

# The form of this folder; only `invoke upgrade` changes it.
SYNDICATE_FORMAT = 2

# ---- the practice, as patients may see it --------------------------------------------------------

SYNDICATE_PRACTICE = {
    "name": "Gezondheidscentrum De Lindehof",
    "tagline": "Huisarts, tandarts en fysiotherapeut onder één dak",
    # Who pays for what the site tells; stands below every article.
    "funding": "De praktijk zelf: geen advertenties, geen sponsors.",
    # What it is for search engines: MedicalClinic, Physician, Dentist, Physiotherapy ...
    "kind": "MedicalClinic",
    # A made-up address: no Dutch postcode begins with a 0.
    "street": "Lindehof 1",
    "postal_code": "0000 AA",
    "city": "Lindedorp",
    "country": "NL",
    # Made-up numbers: no telephone can dial them. They stand on every page.
    "phone": "000-000 00 00",
    "out_of_hours_name": "Huisartsenpost Lindedorp",
    "out_of_hours_phone": "000-000 00 99",
    "out_of_hours_hours": ["Mo-Fr 17:00-08:00", "Sa,Su 00:00-24:00"],
    "email": "balie@lindehof.example",
    # As schema.org writes hours: days, then from-to.
    "hours": ["Mo-Fr 08:00-17:00"],
    # A picture in the content folder, and two colours: of words and links, and of lines and marks. All
    # shades, also those of the night, are computed from them; "type" may be sans, humanist, rounded or serif.
    "logo": "images/logo.png",
    "colour": "#0b5563",
    "second_colour": "#4a8f3c",
    "type": "sans",
    # Who is no colleague and may yet be named anywhere: the complaints officer stands on a page of ours.
    "allowed": ["Roos Vlierboom"],
    # This practice is made up: pages say so, and no host but this machine accepts it.
    "sample": True,
}

# ---- where teasers go ----------------------------------------------------------------------------

# One entry per account. `folder` needs no network: it writes each post as a page to look at.
SYNDICATE_ACCOUNTS = [
    {"name": "folder", "channel": "folder"},
]

# Where the finished site goes: a folder on this machine.
SYNDICATE_DEPLOY = "folder:public"

"""What a practice calls itself to search engines: one of schema.org's own types of business.

Only types that are a LocalBusiness, which alone have an address, hours and a telephone together; of them
those of health care, and three wider ones. tests/data/schemaorg.json holds the vocabulary they are of.
"""

from __future__ import annotations

from difflib import get_close_matches

from syndicate.model import Practice

_KINDS = (
    "Audiology CommunityHealth CovidTestingFacility Dentist Dermatology DietNutrition Emergency Geriatric "
    "Gynecologic HealthAndBeautyBusiness Hospital IndividualPhysician LocalBusiness MedicalBusiness "
    "MedicalClinic Midwifery Nursing Obstetric Oncologic Ophthalmology Optician Optometric "
    "Otolaryngologic Pediatric Pharmacy Physician PhysiciansOffice Physiotherapy PlasticSurgery Podiatric "
    "PrimaryCare ProfessionalService Psychiatric PublicHealth"
)
KINDS = tuple(_KINDS.split())


def refuse(practice: Practice, wrong: list[str]) -> None:
    """Add a sentence to `wrong` where `kind` is no such type: search engines would not know the practice."""
    if practice.kind in KINDS:
        return
    near = get_close_matches(practice.kind.title(), KINDS, n=1, cutoff=0.75)
    meant = f" Did you mean {near[0]}?" if near else f" One of: {', '.join(KINDS)}."
    wrong.append(
        f"pelicanconf.py: SYNDICATE_PRACTICE 'kind' is none of schema.org's types of "
        f"health-care business, so search engines could not tell what the practice is.{meant}"
    )

"""The made-up issues of the demonstration, as words and numbers; `actions.examples` puts them in the database."""

from dataclasses import dataclass
from typing import Final

from wijkhart.accounts.models import OrganisationKind

YOUTH: Final = """Jongeren hangen 's avonds op het plein. Ze vervelen zich. Buren hebben last.

We werken op twee sporen. Spoor 1: iets te doen, drie avonden per week. Spoor 2: contact op het plein zelf.

Wie doet wat? De voetbalclub opent het veld en leidt jongeren op tot trainer. De combinatiefunctionaris van de school \
haalt jongeren op die niet uit zichzelf komen. Het jongerenwerk is op straat en kent de jongeren bij naam. \
Eens per maand zitten zij samen met jongeren aan tafel."""
MEETING: Final = """In deze wijk wonen groepen die elkaar niet kennen. Ze komen op andere plekken en op andere tijden.

We werken op twee sporen. Spoor 1: samen iets doen dat iedereen kan, zoals koken, tuinieren of repareren. \
Spoor 2: bruggen bouwen. Uit elke groep gaan twee mensen op bezoek bij de andere groep en nodigen die uit.

Wie doet wat? De moskee, de kerk en de bewonersgroep zijn om de beurt gastheer. De sociaal makelaar zorgt dat \
iedereen iemand kent die meegaat."""


@dataclass(frozen=True, slots=True)
class Made:
    """One made-up issue: what it says, the figure under it, and the points that the voices give."""

    title: str
    text: str
    theme: str
    group: str
    result: str
    measured_by: str
    ratings: tuple[int, ...]
    votes: int
    """How many of the twelve voters give it their larger part."""
    figure: str = ""
    kind: str = ""
    """The kind of organisation that sees to it."""
    heard: str = ""
    vulnerabilities: tuple[str, ...] = ()


ISSUES: Final = (
    Made(
        "Iets te doen voor jongeren, ook 's avonds",
        YOUTH,
        "culture_sport",
        "youth",
        "Over een jaar doen 60 jongeren elke week mee.",
        "We tellen mee in de zaal en op het veld, vier keer per jaar.",
        (9, 8, 7, 8),
        5,
        "age_15_25",
        OrganisationKind.YOUTH_WORK,
        "Gesprek met jongeren op het plein: “Er is 's avonds niks open.”",
    ),
    Made(
        "Elkaar leren kennen in de wijk",
        MEETING,
        "meeting",
        "everyone",
        "Over een jaar komen op elke maaltijd mensen uit drie groepen of meer.",
        "De gastheer telt, en vraagt wie iemand nieuw leerde kennen.",
        (7, 6, 8, 5),
        3,
        "socially_lonely",
        OrganisationKind.WELFARE,
        "Drie besturen zeiden: wij kennen elkaar niet, maar willen wel.",
        ("social",),
    ),
    Made(
        "Samen eten voor ouderen",
        "Veel ouderen eten elke dag alleen. Zij missen een warme maaltijd en gezelschap in de middag.",
        "meeting",
        "seniors",
        "Elke week drie maaltijden voor 20 mensen.",
        "We tellen de borden.",
        (8, 6, 7, 9),
        4,
        "lonely_65plus",
        OrganisationKind.ELDERLY_WORK,
        "De huisarts ziet vaak ouderen die vooral iemand missen.",
        ("social", "physical"),
    ),
    Made(
        "Koffie in de middag voor ouderen die alleen zijn",
        "Ouderen willen in de middag koffie en gezelschap, dicht bij huis.",
        "meeting",
        "seniors",
        "",
        "",
        (5, 6, 4),
        1,
    ),
    Made(
        "Hulp bij geld, dicht bij huis",
        "Mensen met schulden komen laat. Het loket is ver weg en de brieven zijn moeilijk.",
        "money",
        "low_income",
        "In een jaar zijn 80 mensen geholpen vóór de deurwaarder komt.",
        "Het spreekuur telt wie komt en hoe groot de schuld dan is.",
        (8, 9, 8, 7),
        2,
        "trouble_getting_by",
        OrganisationKind.WELFARE,
        "De bibliotheek krijgt elke week vragen over brieven.",
        ("financial",),
    ),
    Made(
        "Een avond vrij voor mantelzorgers",
        "Wie voor een ander zorgt, komt zelf nergens meer aan toe.",
        "care_for_others",
        "carers",
        "Elke maand een vrije avond voor 15 mantelzorgers.",
        "Wij vragen hun twee keer per jaar of het helpt.",
        (6, 5, 7, 6),
        1,
        "carers",
        "",
        "",
        ("psychological",),
    ),
    Made(
        "Nederlands oefenen met buren",
        "Mensen die Nederlands leren, willen oefenen met gewone gesprekken.",
        "language",
        "newcomers_language",
        "25 taalmaatjes in een jaar.",
        "De bibliotheek houdt de koppels bij, zonder namen.",
        (5, 7),
        2,
        "",
        OrganisationKind.LIBRARY,
    ),
)
WEIGHTS: Final = (30, 30, 40)
WHY_WEIGHTS: Final = "De wijk wil dat bewoners het zwaarst tellen. Zo spraken we het af aan tafel."

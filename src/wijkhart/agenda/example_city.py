"""The made-up agendas of other wijken and what the council says, for the weighing of the demonstration."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Wish:
    """One made-up issue of a wijk: its title, theme, target group, and what three professionals give it."""

    title: str
    theme: str
    group: str
    ratings: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the council says of a theme; no points: it decides later."""

    theme: str
    points: int | None
    says: str


EATING: Final = ("Samen eten voor ouderen", "meeting", "seniors")
MONEY: Final = ("Hulp bij geld, dicht bij huis", "money", "low_income")
YOUTH: Final = ("Iets te doen voor jongeren, ook 's avonds", "culture_sport", "youth")
DUTCH: Final = ("Nederlands oefenen met buren", "language", "newcomers_language")
CARERS: Final = ("Een avond vrij voor mantelzorgers", "care_for_others", "carers")
STREET: Final = ("Samen de straat schoon en veilig", "safety", "everyone")
SCREEN: Final = ("Hulp met computer en telefoon", "digital", "seniors")
WORK: Final = ("Vrijwilligerswerk als stap naar een baan", "work", "low_income")
GREEN: Final = ("Meer groen op het plein", "housing", "everyone")

NOW: Final = (
    (
        Wish(*MONEY, (9, 9, 8)),
        Wish(*EATING, (8, 7, 8)),
        Wish(*SCREEN, (6, 7, 6)),
        Wish(*DUTCH, (5, 5, 4)),
    ),
    (
        Wish("Een warme maaltijd voor ouderen", "meeting", "seniors", (9, 8, 9)),
        Wish(*STREET, (8, 7, 7)),
        Wish(*MONEY, (6, 6, 7)),
        Wish(*CARERS, (5, 4, 5)),
    ),
    (
        Wish(*STREET, (9, 9, 9)),
        Wish(*YOUTH, (8, 8, 7)),
        Wish(*EATING, (6, 7, 6)),
        Wish(*WORK, (5, 5, 6)),
    ),
    (
        Wish(*YOUTH, (9, 8, 9)),
        Wish(*DUTCH, (8, 7, 8)),
        Wish(*MONEY, (7, 6, 6)),
        Wish(*SCREEN, (4, 5, 4)),
    ),
)
BEFORE: Final = (
    (Wish(*EATING, (9, 9, 8)), Wish(*CARERS, (7, 7, 8)), Wish(*MONEY, (5, 6, 5))),
    (Wish(*EATING, (8, 8, 8)), Wish(*DUTCH, (7, 7, 6)), Wish(*STREET, (4, 5, 4))),
    (
        Wish(*CARERS, (9, 8, 8)),
        Wish(*EATING, (7, 7, 7)),
        Wish("Meer groen op het plein", "housing", "everyone", (5, 4, 5)),
    ),
)
COUNCIL_NOW: Final = (
    Chosen("money", 10, "Voorbeeld: het akkoord van de raad noemt schulden als eerste."),
    Chosen("meeting", 7, "Voorbeeld: motie van de raad over ontmoeten in elke wijk."),
    Chosen("culture_sport", 5, "Voorbeeld: het akkoord van de raad noemt jongeren."),
    Chosen("digital", None, "Voorbeeld: de raad praat hier in het najaar over."),
)
COUNCIL_BEFORE: Final = (
    Chosen("care_for_others", 8, "Voorbeeld: de raad koos toen voor mantelzorgers."),
    Chosen("meeting", 6, "Voorbeeld: motie van de raad over ontmoeten."),
)
WEIGHTS: Final = (40, 30, 30)
WHY_NOW: Final = "Voorbeeld: wat wijken zelf kiezen telt het zwaarst. Zo spraken college en wijkteams het af."
WHY_BEFORE: Final = "Voorbeeld: zo spraken college en wijkteams het toen af."

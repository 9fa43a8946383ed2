"""Made-up cooperation in one wijk over two years, as words; `actions.example_cooperation` puts it in the database.

Two groups that do not reach each other, a few players that much hangs on, one that ended, and some who stand alone.
"""

from dataclasses import dataclass
from typing import Final

from wijkhart.coordination.examples import MadePlayer


@dataclass(frozen=True, slots=True)
class MadeCooperation:
    """A made-up alliance: its theme and group, its players, and how many days ago it began and ended."""

    title: str
    purpose: str
    agreement: str
    about: tuple[str, str]
    players: tuple[MadePlayer, ...]
    began: int
    ended: int | None = None
    outcome: str = ""


COOPERATION: Final = (
    MadeCooperation(
        "Koffie en taal op woensdag",
        "Elke woensdag oefenen 15 mensen Nederlands aan de koffietafel.",
        "De bibliotheek opent de leeszaal. Het taalhuis begeleidt. De welzijnsstichting haalt mensen op die niet "
        "alleen durven te komen.",
        ("language", "everyone"),
        (
            MadePlayer("library", "De leeszaal openen op woensdag.", "De zaal is dan anders leeg."),
            MadePlayer("language", "Twee taalvrijwilligers sturen.", "Cursisten oefenen met mensen uit de wijk."),
            MadePlayer("welfare", "Mensen ophalen en voorstellen.", "Mensen blijven na de eerste keer terugkomen."),
        ),
        began=640,
    ),
    MadeCooperation(
        "Samen koken, samen eten",
        "Elke week eten 20 mensen samen die anders alleen eten.",
        "De kerk opent de keuken op vrijdag. De bewonersgroep kookt. Burenhulp nodigt uit en brengt thuis.",
        ("meeting", "seniors"),
        (
            MadePlayer("residents", "Koken met zes bewoners.", "Er komen koks bij."),
            MadePlayer("church", "De keuken en de tafel openen.", "Het gebouw leeft, ook door de week."),
            MadePlayer("neighbours", "Mensen uitnodigen en thuisbrengen.", "Mensen die hulp vragen, ontmoeten buren."),
        ),
        began=400,
    ),
    MadeCooperation(
        "Voor wie krap zit: eten zonder vragen",
        "Wie krap zit, krijgt hulp zonder formulier.",
        "De kerk geeft de ruimte. De diaconie en de voedselhulp zijn er om de week.",
        ("money", "everyone"),
        (
            MadePlayer("church", "Ruimte geven, om de week.", "Mensen weten de kerk te vinden."),
            MadePlayer("church_diaconie", "Met mensen praten die meer nodig hebben.", "Wij bereiken meer mensen."),
            MadePlayer("food_bank", "Pakketten brengen.", "Een uitgiftepunt in de wijk."),
        ),
        began=300,
        ended=60,
        outcome="Dertig huishoudens kwamen elke keer. Het uitgiftepunt heeft nu een eigen ruimte in een andere wijk.",
    ),
    MadeCooperation(
        "Een uurtje bezoek",
        "Niemand wacht langer dan twee weken op bezoek.",
        "Burenhulp en de bezoekdienst geven vragen aan elkaar door. Het ouderenwerk belt als iemand wegvalt.",
        ("meeting", "seniors"),
        (
            MadePlayer("neighbours", "Vragen doorgeven.", "Minder vragen blijven liggen."),
            MadePlayer("visiting", "Bezoekers zoeken en koppelen.", "Nieuwe bezoekers uit de wijk."),
            MadePlayer("elderly_work", "Bellen wie alleen is.", "Wij horen eerder als het misgaat."),
        ),
        began=220,
    ),
    MadeCooperation(
        "Hulp met de computer, tussen de boeken",
        "Wie vastloopt op de computer, kan elke dinsdag binnenlopen.",
        "De bibliotheek zorgt voor de computers. De senioren helpen.",
        ("digital", "everyone"),
        (
            MadePlayer("library", "Vier computers vrijhouden.", "Meer bezoek op een rustige ochtend."),
            MadePlayer("senior_computer", "Elke dinsdag met twee mensen helpen.", "Een vaste plek."),
        ),
        began=150,
    ),
    MadeCooperation(
        "De werkplaats gaat open",
        "Bewoners maken en repareren samen, en leren elkaar zo kennen.",
        "Het hobbycentrum geeft gereedschap en uitleg. De bewonersgroep opent en sluit af.",
        ("meeting", "everyone"),
        (
            MadePlayer("hobby_centre", "Gereedschap en uitleg geven.", "Nieuwe mensen aan de werkbank."),
            MadePlayer("residents", "Openen en afsluiten op zaterdag.", "Wij leren mensen kennen die niet eten komen."),
        ),
        began=90,
    ),
)

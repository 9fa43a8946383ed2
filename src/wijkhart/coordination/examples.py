"""The made-up alliances of the demonstration, as words; `actions.example_alliances` puts them in the database."""

from dataclasses import dataclass
from typing import Final

YES, TALK, ASKED = "yes", "talk", "asked"


@dataclass(frozen=True, slots=True)
class MadePlayer:
    """A made-up player: the key of its example organisation, what it does, and what is in it for it."""

    key: str
    task: str
    gain: str
    answer: str = YES
    words: str = ""


@dataclass(frozen=True, slots=True)
class MadeAlliance:
    """A made-up alliance, with its players."""

    title: str
    purpose: str
    agreement: str
    lead: str
    players: tuple[MadePlayer, ...]
    grant: str = ""
    outcome: str = ""


YOUTH: Final = MadeAlliance(
    "Jongeren: iets te doen, en iemand die hen kent",
    "Over een jaar doen 60 jongeren elke week mee. En elke jongere op het plein kent een volwassene bij naam.",
    """Spoor 1: iets te doen. Drie avonden per week is het veld open, van 19.00 tot 21.00 uur. Jongeren van de club \
geven zelf training en leren dat van een trainer.

Spoor 2: contact op het plein zelf. Het jongerenwerk is daar op vaste avonden. De combinatiefunctionaris haalt \
jongeren op die niet uit zichzelf komen.

Is er iets mis? Dan bellen we elkaar dezelfde dag. Eens per maand zitten we samen met jongeren aan tafel. De club \
krijgt geen subsidie voor deze avonden, en heeft daar ook niet om gevraagd.""",
    "youth_work",
    (
        MadePlayer(
            "football",
            "Op drie avonden het veld en de kantine openen, en jongeren opleiden tot trainer.",
            "Nieuwe leden en jonge trainers. Het veld ligt op die avonden anders leeg.",
        ),
        MadePlayer(
            "school",
            "Een combinatiefunctionaris die school, plein en veld verbindt, en jongeren ophaalt die niet zelf komen.",
            "Leerlingen hebben na school iets te doen en spijbelen minder.",
        ),
        MadePlayer(
            "youth_work",
            "Op vaste avonden op het plein zijn, jongeren bij naam kennen en nabellen.",
            "Het werk op straat krijgt een vaste plek om naartoe te gaan.",
        ),
    ),
)
MEETING: Final = MadeAlliance(
    "Bij elkaar op bezoek",
    "Onbekend maakt onbemind. Op elke maaltijd komen mensen uit drie groepen of meer.",
    """Spoor 1: samen iets doen dat iedereen kan. Zes maaltijden: twee in de moskee, twee in de kerk, twee bij \
de bewoners.

Spoor 2: bruggen bouwen. Uit elke groep gaan twee mensen op bezoek bij de andere groep en nodigen die uit. De sociaal \
makelaar zorgt dat iedereen iemand kent die meegaat.""",
    "welfare",
    (
        MadePlayer(
            "mosque",
            "Twee keer gastheer zijn, en de kerk en de bewonersgroep uitnodigen.",
            "Buren zien hoe gastvrij het huis is, ook wie er nooit binnenkwam.",
        ),
        MadePlayer(
            "church",
            "Twee keer gastheer zijn, en vervoer regelen voor wie slecht loopt.",
            "De grote tafel is weer vol, met mensen van alle leeftijden.",
        ),
        MadePlayer(
            "residents",
            "Twee keer gastheer zijn, en de deuren langsgaan.",
            "Er komen helpers bij voor het buurtfeest.",
        ),
        MadePlayer(
            "welfare",
            "Een sociaal makelaar die mensen koppelt en de eerste keer meeloopt.",
            "De groepen vinden elkaar daarna zelf.",
        ),
    ),
    outcome="Zes maaltijden, elke keer mensen uit vier groepen. De bewonersgroep, de kerk en de moskee gaan zelf door. "
    "De sociaal makelaar is niet meer nodig.",
)
TOGETHER: Final = MadeAlliance(
    "Samen een open tafel erbij",
    "Mensen die nu geen plek hebben, kunnen elke week samen eten of koffie drinken.",
    "",
    "welfare",
    (
        MadePlayer(
            "church",
            "Op een vaste middag de deur openen en koffie schenken.",
            "Uw ruimte is dan vrij. Meer mensen uit de wijk leren uw huis kennen.",
            TALK,
            "We willen graag, maar wie sluit er af? Bel met het kerkbureau, dinsdag of donderdag.",
        ),
        MadePlayer(
            "residents",
            "Twee gastvrouwen of gastheren vinden.",
            "U leert nieuwe mensen kennen die ook iets willen doen.",
            ASKED,
        ),
    ),
)

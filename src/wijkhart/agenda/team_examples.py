"""The made-up wijk teams of the demonstration, as words; `actions.example_team` puts them in the database."""

from dataclasses import dataclass
from typing import Final

from wijkhart.agenda.models import DecisionState, TeamRole


@dataclass(frozen=True, slots=True)
class MadeSeat:
    """One made-up seat: of the example organisation whose name begins so, or of a group in words."""

    player: str
    role: str = TeamRole.MEMBER
    authority: str = ""
    person: str = ""
    group: bool = False
    until: int | None = None
    """How many days ago it ended."""


@dataclass(frozen=True, slots=True)
class MadeDecision:
    """One made-up decision of the meeting of last month."""

    text: str
    owner: str
    due: int
    """Days from today; before today it is late, or done."""
    state: str = DecisionState.OPEN
    outcome: str = ""
    issue: str = ""
    """How the title of the issue begins that it is about."""
    group: bool = False
    public: bool = True


PURPOSE: Final = (
    "Wij brengen in kaart wat er is en wat er mist in de wijk. Wij zetten op volgorde wat het meest nodig is, "
    "en geven de gemeente advies. Iedereen doet vrijwillig mee."
)
YOUNGER_PURPOSE: Final = "Wij zijn net begonnen. Eerst leren we elkaar kennen en maken we de kaart van de wijk af."
SEATS: Final = (
    MadeSeat(
        "Wijkloket", TeamRole.DIRECTION, "Leidt het gesprek. Brengt het advies naar de gemeente.", "Voorbeeld Een"
    ),
    MadeSeat("Stichting Welzijn", TeamRole.COORDINATOR, "Mag uren van het welzijnswerk in de wijk verdelen."),
    MadeSeat("Jongerenwerk", TeamRole.BROKER, "Mag twee avonden per week toezeggen.", "Voorbeeld Twee"),
    MadeSeat("Ouderenwerk", TeamRole.MEMBER, "Neemt voorstellen mee naar het eigen bestuur."),
    MadeSeat("Woningcorporatie", TeamRole.FACILITATOR, "Mag lege ruimtes voor een jaar uitlenen."),
    MadeSeat("Voetbalvereniging", TeamRole.MEMBER, "Mag de kantine op doordeweekse avonden openen."),
    MadeSeat("Moskeevereniging", TeamRole.MEMBER, "Spreekt voor het bestuur. Vraagt het eerst aan de leden."),
    MadeSeat("Bewonersgroep", TeamRole.BROKER, "Spreekt voor de groep, besluit samen."),
    MadeSeat("Burenhulp", TeamRole.MEMBER, "Spreekt voor de vrijwilligers, besluit samen."),
    MadeSeat("Ouders van het speelplein", TeamRole.MEMBER, "Vraagt na bij de andere ouders.", group=True),
    MadeSeat("Bibliotheek", TeamRole.MEMBER, "Mocht de leeszaal toezeggen.", until=40),
)
YOUNGER_SEATS: Final = (
    MadeSeat("Wijkloket", TeamRole.DIRECTION, "Leidt het gesprek."),
    MadeSeat("Stichting Welzijn", TeamRole.COORDINATOR, "Mag uren in de wijk verdelen."),
    MadeSeat("Bewonersgroep", TeamRole.MEMBER, "Spreekt voor de groep, besluit samen."),
)
WHERE: Final = "Grote zaal van het wijkcentrum (voorbeeld)"
HELD: Final = """Wat horen we in de wijk?
Jongeren op het plein: twee sporen
Samen eten voor ouderen: wie kan koken?
Rondvraag"""
COMING: Final = """Hoe staat het met onze besluiten?
De nieuwe agenda: wat vindt u het belangrijkst?
Een plek voor ontmoeting in de avond
Vragen van bewoners"""
MINUTES: Final = """We liepen de signalen langs. Over het plein kwamen de meeste.

De voetbalclub kan de kantine op dinsdagavond openen. Het jongerenwerk is er dan bij. We beginnen klein en kijken na \
drie maanden of het helpt.

De bewonersgroep wil twee keer per week koken, maar zoekt vrijwilligers. Burenhulp vraagt rond.

Bewoners vroegen om kortere stukken. Dat doen we vanaf nu."""
DECISIONS: Final = (
    MadeDecision(
        "De kantine van de club gaat op dinsdagavond open voor jongeren",
        "Voetbalvereniging",
        -10,
        DecisionState.DONE,
        "Drie avonden gehouden, met ongeveer twintig jongeren per avond.",
        issue="Iets te doen voor jongeren",
    ),
    MadeDecision("Vragen wie er wil koken voor ouderen", "Burenhulp", -6, issue="Samen eten"),
    MadeDecision("Nagaan welke ruimtes in de avond leeg staan", "Woningcorporatie", 21, issue="Elkaar leren kennen"),
    MadeDecision("Het plein netjes houden na het spelen", "Ouders van het speelplein", 40, group=True),
    MadeDecision("Rondvraag bij de eigen besturen over samen werven", "Stichting Welzijn", 30, public=False),
)

"""Signals for the demonstration: made up, marked as example, and about no real person."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.answering import answer_group, answer_signal
from wijkhart.agenda.actions.grouping import group_signals
from wijkhart.agenda.models import Channel, Signal
from wijkhart.areas.models import Area
from wijkhart.areas.queries import districts_of
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.core.links import new_token
from wijkhart.themes.models import TargetGroup, Theme

PREFERRED: Final = "WK030710"
"""Liendert in Amersfoort; elsewhere the largest wijk of the municipality."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example signal: its words, theme, target group, channel, and how many days ago it came."""

    text: str
    theme: str
    group: str
    channel: Channel
    days: int


DARK: Final = (
    Example(
        "Bij het speelveld zijn de lantaarns kapot. In de avond durf ik er niet langs.",
        "safety", "everyone", Channel.FORM, 34,
    ),
    Example(
        "Het is donker bij het speelveld, want de lantaarns doen het niet. Kinderen gaan er omheen.",
        "safety", "children", Channel.FORM, 27,
    ),
    Example(
        "Meerdere bewoners zeggen aan de balie: het pad langs het speelveld is te donker.",
        "safety", "seniors", Channel.COUNTER, 20,
    ),
)  # fmt: skip
"""They say the same: a group, answered."""
OTHERS: Final = (
    Example(
        "Op zondag is alles dicht. Ik zou graag ergens koffie drinken met anderen.",
        "meeting", "seniors", Channel.FORM, 41,
    ),
    Example(
        "Ouderen zeggen dat de zondag lang duurt: nergens koffie, nergens aanloop.",
        "meeting", "seniors", Channel.COUNTER, 12,
    ),
    Example(
        "Jongeren willen een plek om binnen te zijn als het regent.",
        "meeting", "youth", Channel.PROFESSIONAL, 15,
    ),
    Example(
        "De tuin bij het buurthuis is prachtig geworden. Mogen we daar ook groente zetten?",
        "meeting", "everyone", Channel.FORM, 9,
    ),
    Example(
        "Brieven van de gemeente zijn moeilijk. Ik weet niet waar ik hulp krijg bij het lezen.",
        "language", "everyone", Channel.FORM, 6,
    ),
    Example(
        "De school ziet meer ouders die niet rondkomen aan het eind van de maand.",
        "money", "parents", Channel.PARTNER, 4,
    ),
    Example(
        "De bus rijdt in de avond niet meer, dus ik kan niet naar de zangles.",
        "culture_sport", "everyone", Channel.FORM, 2,
    ),
)  # fmt: skip
ANSWERED: Final = 3
"""Of the others, this one was answered by itself."""


GROUP: Final = "Te donker bij het speelveld"
ANSWER_DARK: Final = (
    "Dank u wel voor uw berichten. Wij hebben de lampen gemeld. Ze zijn gemaakt. Langs het pad komen in het najaar twee"
    " lampen bij. (Dit is een voorbeeld.)"
)
ANSWER_GARDEN: Final = (
    "Leuk idee. De werkgroep van de tuin komt elke woensdag om 10.00 uur bij elkaar. Loop gerust binnen: er is nog plek"
    " voor twee bakken met groente. (Dit is een voorbeeld.)"
)


def load_example_signals(*, by: Actor, municipality: str) -> int:
    """Signals about one wijk of a municipality, once; gives how many came in."""
    if not by.may("signal.answer", municipality):
        raise NotAllowed(_("You may not answer signals in this municipality."))
    if Signal.objects.filter(municipality_code=municipality, example=True).exists():
        return 0
    area = _wijk(municipality)
    return len(_signals(by, area)) if area else 0


def _wijk(municipality: str) -> Area | None:
    rows = districts_of(municipality)
    return rows.filter(code=PREFERRED).first() or rows.order_by("-population").first()


def _signals(by: Actor, area: Area) -> list[Signal]:
    """Signals of half a season: three in one answered group, one answered by itself, the rest waiting."""
    dark = [_made(by, area, one) for one in DARK]
    others = [_made(by, area, one) for one in OTHERS]
    group = group_signals(by=by, signals=dark, title=GROUP)
    answer_group(by=by, group=group, answer=ANSWER_DARK, site="")
    answer_signal(by=by, signal=others[ANSWERED], answer=ANSWER_GARDEN, site="")
    return dark + others


def _made(by: Actor, area: Area, one: Example) -> Signal:
    made = Signal.objects.create(
        municipality_code=area.municipality_code,
        district_code=area.code,
        theme=Theme.objects.filter(pk=one.theme).first(),
        target_group=TargetGroup.objects.filter(pk=one.group).first(),
        text=one.text,
        channel=one.channel,
        token_digest=new_token()[1],
        actor_id="" if one.channel == Channel.FORM else by.actor_id,
        made_at=timezone.now() - timedelta(days=one.days),
        example=True,
    )
    record(by, "signal.made", made, municipality=area.municipality_code)
    return made

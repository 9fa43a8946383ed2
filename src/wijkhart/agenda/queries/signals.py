"""Signals that look alike, and what anybody may know of the signals about an area."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from shapely import from_wkb
from shapely.geometry.base import BaseGeometry

from wijkhart.agenda.likeness import Heard, Likeness, alike
from wijkhart.agenda.models import Signal, SignalState
from wijkhart.agenda.models.signal import SignalQuerySet
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.themes.models import Theme

NEAR: float = 30.0
"""Metres between two wijken that are still neighbours: borders were drawn apart."""
COMPARED: int = 1000
"""Signals that one is compared with, the newest."""


@dataclass(frozen=True, slots=True)
class LikeSignal:
    """Another signal with the reasons why it looks alike."""

    signal: Signal
    like: Likeness


def like_signals(actor: Actor, signal: Signal) -> list[LikeSignal]:
    """Signals that look like this one and do not stand in its group yet, the most alike first."""
    rows = Signal.objects.visible_to(actor).filter(municipality_code=signal.municipality_code)
    rows = rows.exclude(pk=signal.pk).exclude(state__in=[SignalState.HELD, SignalState.REFERRED])
    rows = rows.select_related("theme", "group").order_by("-made_at")[:COMPARED]
    others = {str(one.pk): one for one in rows if signal.group_id is None or one.group_id != signal.group_id}
    near = {signal.district_code: neighbours_of(signal.municipality_code, signal.district_code)}
    found = alike(heard_from(signal), [heard_from(one) for one in others.values()], near)
    return [LikeSignal(others[like.key], like) for like in found]


def heard_from(signal: Signal) -> Heard:
    """A signal as the comparison reads it."""
    on = timezone.localdate(signal.made_at)
    return Heard(str(signal.pk), signal.text, signal.theme_id or "", signal.district_code, on)


def neighbours_of(municipality: str, district: str) -> frozenset[str]:
    """The wijken of the municipality whose borders touch this one."""
    if not district:
        return frozenset()
    rows = Area.objects.current().districts().within(municipality).exclude(border=None)
    shapes: dict[str, BaseGeometry] = {
        one.code: from_wkb(bytes(one.border or b"")) for one in rows.only("code", "border")
    }
    here = shapes.pop(district, None)
    if here is None:
        return frozenset()
    return frozenset(code for code, shape in shapes.items() if here.distance(shape) < NEAR)


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """What was done, as the page of the wijk says it."""

    about: str
    """The title of the group, or the theme; empty where neither is known."""
    answer: str
    at: datetime | None
    signals: int
    example: bool


@dataclass(frozen=True, slots=True)
class PublicSignals:
    """What anybody may know of the signals about an area: counts, themes, answers; never their own words."""

    total: int
    waiting: int
    answered: int
    themes: tuple[tuple[str, int], ...]
    answers: tuple[PublicAnswer, ...]
    example: bool


def public_signals(area: Area, *, most: int = 20) -> PublicSignals:
    """The public part of the signals about a wijk or municipality."""
    rows = list(_about(area).told_in_public().select_related("theme", "group").order_by("-answered_at", "-made_at"))
    themes = Counter(row.theme_id for row in rows if row.theme_id)
    labels = {theme.key: theme.label for theme in Theme.objects.filter(pk__in=themes)}
    return PublicSignals(
        total=len(rows),
        waiting=sum(row.waits for row in rows),
        answered=sum(row.state == SignalState.ANSWERED for row in rows),
        themes=tuple(sorted(((labels[key], many) for key, many in themes.items()), key=lambda one: (-one[1], one[0]))),
        answers=tuple(_answers(rows))[:most],
        example=any(row.example for row in rows),
    )


def _about(area: Area) -> SignalQuerySet:
    rows = Signal.objects.filter(municipality_code=area.municipality_code)
    return rows.filter(district_code=area.code) if area.code.startswith("WK") else rows


def _answers(rows: Iterable[Signal]) -> list[PublicAnswer]:
    """One line for each answer; one that went to a whole group stands there once."""
    told: dict[tuple[str, str], list[Signal]] = {}
    for row in rows:
        if row.state == SignalState.ANSWERED and row.answer:
            told.setdefault((str(row.group_id or row.pk), row.answer), []).append(row)
    return [_answer(same) for same in told.values()]


def _answer(same: list[Signal]) -> PublicAnswer:
    first = same[0]
    about = first.group.title if first.group else (first.theme.label if first.theme else "")
    return PublicAnswer(about, first.answer, first.answered_at, len(same), any(one.example for one in same))


def waiting_for(actor: Actor, municipality: str) -> tuple[int, int]:
    """How many signals wait for an answer, and how many are held back, as far as this actor may know."""
    rows = Signal.objects.visible_to(actor).filter(municipality_code=municipality)
    return rows.open().count(), rows.filter(Q(state=SignalState.HELD)).count()

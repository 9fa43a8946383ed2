"""Weighings of the city: starting one, its period, its weights and what the council finds important."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.holding import Stale, demand
from wijkhart.agenda.actions.weighing_order import put_in_order
from wijkhart.agenda.actions.weights import refuse_bad_weights
from wijkhart.agenda.models import CityWeighing, CouncilPriority, WeighingState
from wijkhart.agenda.queries.city_input import agendas_in
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, Refused
from wijkhart.themes.models import Theme

FEWEST_WIJKEN: Final = 2
MOST_WIJKEN: Final = 99


@dataclass(frozen=True, slots=True)
class WeighingFacts:
    """What a weighing is called, its period, and from how many wijken on an issue is one of the city."""

    title: str
    starts_on: date
    ends_on: date
    many: int = 3


def start_weighing(*, by: Actor, municipality: str, facts: WeighingFacts, example: bool = False) -> CityWeighing:
    """A new weighing over what the wijken agreed on in a period that no other weighing touches."""
    demand(by, "agenda.edit", municipality)
    _refuse_bad(facts)
    with transaction.atomic():
        _hold_municipality(municipality)
        _refuse_overlap(municipality, facts)
        _refuse_empty(municipality, facts)
        made = CityWeighing(municipality_code=municipality, example=example)
        _fill(made, facts)
        made.save(force_insert=True)
        return put_in_order(by, made, "weighing.started", anew=True)


def edit_weighing(*, by: Actor, weighing: CityWeighing, facts: WeighingFacts, version: int) -> CityWeighing:
    """Another name, period or number of wijken; the issues are gathered anew, what people joined or parted stays."""
    _refuse_bad(facts)
    with transaction.atomic():
        _hold_municipality(weighing.municipality_code)
        locked = hold_draft(by, weighing, version)
        _refuse_overlap(locked.municipality_code, facts, locked)
        _refuse_empty(locked.municipality_code, facts)
        _fill(locked, facts)
        return put_in_order(by, locked, "weighing.changed", anew=True)


def set_city_weights(
    *, by: Actor, weighing: CityWeighing, weights: tuple[int, int, int], note: str, version: int
) -> CityWeighing:
    """How heavily wijken, people and council count, in percents, with the reason; everybody can read it."""
    refuse_bad_weights(("weight_districts", "weight_people", "weight_council"), weights, note)
    with transaction.atomic():
        locked = hold_draft(by, weighing, version)
        locked.weight_districts, locked.weight_people, locked.weight_council = weights
        locked.weights_note = note.strip()
        return put_in_order(by, locked, "weighing.weighted")


def add_priority(
    *, by: Actor, weighing: CityWeighing, theme: Theme, points: int | None, says: str, version: int
) -> CouncilPriority:
    """What the council finds of one theme; each theme once."""
    _refuse_bad_priority(points, says)
    with transaction.atomic():
        locked = hold_draft(by, weighing, version)
        if locked.priorities.filter(theme=theme).exists():
            raise Refused(_("This theme stands on the list already. Change it there."), field="theme")
        made = CouncilPriority.objects.create(weighing=locked, theme=theme, points=points, says=says.strip())
        put_in_order(by, locked, "priority.added")
    return made


def edit_priority(
    *, by: Actor, priority: CouncilPriority, points: int | None, says: str, version: int
) -> CouncilPriority:
    """Other points, or another reason."""
    _refuse_bad_priority(points, says)
    with transaction.atomic():
        locked = hold_draft(by, priority.weighing, version)
        kept = CouncilPriority.objects.select_for_update().get(pk=priority.pk)
        kept.points, kept.says = points, says.strip()
        kept.save()
        put_in_order(by, locked, "priority.changed")
    return kept


def remove_priority(*, by: Actor, priority: CouncilPriority, version: int) -> None:
    """Take a theme off the list."""
    with transaction.atomic():
        locked = hold_draft(by, priority.weighing, version)
        CouncilPriority.objects.filter(pk=priority.pk, weighing=locked).delete()
        put_in_order(by, locked, "priority.removed")


def hold_weighing(by: Actor, weighing: CityWeighing, right: str, version: int) -> CityWeighing:
    """The weighing, locked until the transaction ends, for who holds the right there and read it last."""
    locked = CityWeighing.objects.select_for_update().get(pk=weighing.pk)
    demand(by, right, locked.municipality_code)
    if locked.version != version:
        raise Stale(_("Somebody else changed this weighing meanwhile. Look at what it says now, and save again."))
    return locked


def hold_draft(by: Actor, weighing: CityWeighing, version: int) -> CityWeighing:
    """The same, while it can still change."""
    locked = hold_weighing(by, weighing, "agenda.edit", version)
    if locked.state != WeighingState.DRAFT:
        raise Refused(_("This weighing is frozen. Go a step back first, with a reason."))
    return locked


def _fill(weighing: CityWeighing, facts: WeighingFacts) -> None:
    weighing.title, weighing.many = facts.title.strip(), facts.many
    weighing.starts_on, weighing.ends_on = facts.starts_on, facts.ends_on
    earlier = CityWeighing.objects.filter(
        municipality_code=weighing.municipality_code, state=WeighingState.PUBLISHED, ends_on__lt=facts.starts_on
    )
    weighing.previous = earlier.order_by("-ends_on").first()


def _refuse_bad(facts: WeighingFacts) -> None:
    faults = (
        (not facts.title.strip(), "title", _("Give the weighing a name."), _("A few words are enough.")),
        (
            facts.ends_on <= facts.starts_on,
            "ends_on",
            _("The last day must come after the first."),
            _("Change one of the two."),
        ),
        (
            not FEWEST_WIJKEN <= facts.many <= MOST_WIJKEN,
            "many",
            _("An issue of the city stands in at least 2 wijken."),
            _("Choose a number from 2 to 99."),
        ),
    )
    _refuse(_("weighing"), faults)


def _refuse_bad_priority(points: int | None, says: str) -> None:
    wrong = points is not None and not 0 <= points <= 10
    faults = (
        (wrong, "points", _("Points run from 0 to 10."), _("Choose another number.")),
        (not says.strip(), "says", _("Say which decision this is."), _("Everybody can read it.")),
    )
    _refuse(_("priority"), faults)


def _refuse(where: str, faults: tuple[tuple[bool, str, str, str], ...]) -> None:
    problems = [InputProblem(where, None, field, message, advice) for wrong, field, message, advice in faults if wrong]
    if problems:
        raise BadInput(problems)


def _hold_municipality(municipality: str) -> None:
    """Lock its row, so that two who start a weighing come one after the other."""
    if Area.objects.select_for_update().current().filter(code=municipality).first() is None:
        raise Refused(_("This municipality is not on the map of today."))


def _refuse_overlap(municipality: str, facts: WeighingFacts, itself: CityWeighing | None = None) -> None:
    others = CityWeighing.objects.filter(municipality_code=municipality)
    others = others.exclude(pk=itself.pk) if itself else others
    other = others.filter(starts_on__lte=facts.ends_on, ends_on__gte=facts.starts_on).first()
    if other is not None:
        message = _("There is a weighing already from %(start)s to %(end)s. Choose another period.")
        told = {"start": f"{other.starts_on:%d-%m-%Y}", "end": f"{other.ends_on:%d-%m-%Y}"}
        raise Refused(message % told, field="starts_on")


def _refuse_empty(municipality: str, facts: WeighingFacts) -> None:
    if not agendas_in(municipality, facts.starts_on, facts.ends_on):
        message = _("No wijk has an agenda in this period that is fixed as advice. Wait for the first, then start.")
        raise Refused(message, field="starts_on")

"""Two made-up weighings for the demonstration: of this period, and of the last one to put beside it."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.advice import adopt_agenda, fix_advice
from wijkhart.agenda.actions.agendas import Told, set_weights, start_agenda, take_step
from wijkhart.agenda.actions.issues import IssueFacts, propose_issue
from wijkhart.agenda.actions.voices import rate_issue
from wijkhart.agenda.actions.weighing_steps import freeze_weighing, publish_weighing
from wijkhart.agenda.actions.weighings import WeighingFacts, add_priority, set_city_weights, start_weighing
from wijkhart.agenda.example_city import (
    BEFORE,
    COUNCIL_BEFORE,
    COUNCIL_NOW,
    NOW,
    WEIGHTS,
    WHY_BEFORE,
    WHY_NOW,
    Chosen,
    Wish,
)
from wijkhart.agenda.models import Agenda, AgendaStep, CityWeighing, WeighingStep
from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import Actor, System
from wijkhart.core.errors import NotAllowed
from wijkhart.themes.models import TargetGroup, Theme

ASKED = "Alle aanbieders van de wijk, formeel en informeel"


def load_example_weighing(*, by: Actor, municipality: str) -> list[CityWeighing]:
    """Made-up agendas in wijken that have none, and two weighings over them; once. Nothing where wijken are too few."""
    if not by.may("agenda.edit", municipality) or not by.may("agenda.adopt", municipality):
        raise NotAllowed(_("You may not load examples here."))
    taken = Agenda.objects.filter(municipality_code=municipality).values("district_code")
    free = districts_of(municipality).exclude(code__in=taken).order_by("-population", "code")
    codes = list(free.values_list("code", flat=True)[: len(NOW)])
    year = timezone.localdate().year
    period = (date(year - 2, 1, 1), date(year + 1, 12, 31))
    there = CityWeighing.objects.filter(municipality_code=municipality)
    if len(codes) < len(NOW) or there.filter(starts_on__lte=period[1], ends_on__gte=period[0]).exists():
        return []
    with transaction.atomic():
        before = _period(by, municipality, codes, BEFORE, year - 2)
        now = _period(by, municipality, codes, NOW, year)
        return [
            _weighed(by, before, COUNCIL_BEFORE, WHY_BEFORE, date(year - 2, 3, 1)),
            _weighed(by, now, COUNCIL_NOW, WHY_NOW, timezone.localdate() - timedelta(days=2)),
        ]


def _period(
    by: Actor, municipality: str, codes: Sequence[str], wishes: Sequence[Sequence[Wish]], year: int
) -> tuple[str, int]:
    """The agendas of some wijken for two years. Those of the first half are adopted, the others advice; once the years
    have passed all are adopted and closed."""
    told = Told(min(date(year, 2, 1), timezone.localdate()), ASKED)
    for number, (code, wanted) in enumerate(zip(codes, wishes, strict=False)):
        agenda = _advised(by, municipality, code, wanted, year, told)
        past = timezone.localdate() > agenda.ends_on
        if past or number < len(wishes) / 2:
            issues = agenda.issues.standing().order_by("position")
            positions = {issue.pk: place for place, issue in enumerate(issues, 1)}
            agenda = adopt_agenda(
                by=by, agenda=agenda, positions=positions, reasons={}, told=told, version=agenda.version
            )
        if past:
            take_step(by=by, agenda=agenda, told=Told(agenda.ends_on), version=agenda.version)
    return municipality, year


def _advised(by: Actor, municipality: str, district: str, wanted: Sequence[Wish], year: int, told: Told) -> Agenda:
    period = {"starts_on": date(year, 1, 1), "ends_on": date(year + 1, 12, 31)}
    agenda = start_agenda(by=by, municipality=municipality, district=district, example=True, **period)
    AgendaStep.objects.filter(agenda=agenda).update(done_on=told.done_on)
    made = []
    for one in wanted:
        facts = IssueFacts(one.title, Theme.objects.get(pk=one.theme), TargetGroup.objects.get(pk=one.group))
        made.append((propose_issue(by=by, agenda=agenda, facts=facts, example=True), one))
    for _step in range(2):
        agenda = take_step(by=by, agenda=agenda, told=told, version=agenda.version)
    for issue, one in made:
        for number, points in enumerate(one.ratings, 1):
            rate_issue(by=System(f"voorbeeld-{number}"), issue=issue, points=points)
    agenda = set_weights(by=by, agenda=agenda, weights=(34, 33, 33), note=WHY_BEFORE, version=agenda.version)
    return fix_advice(by=by, agenda=agenda, told=told, version=agenda.version)


def _weighed(by: Actor, period: tuple[str, int], council: Sequence[Chosen], why: str, day: date) -> CityWeighing:
    municipality, year = period
    facts = WeighingFacts(f"Weging {year}-{year + 1}", date(year, 1, 1), date(year + 1, 12, 31))
    weighing = start_weighing(by=by, municipality=municipality, facts=facts, example=True)
    for one in council:
        theme, version = Theme.objects.get(pk=one.theme), weighing.version
        weighing = add_priority(
            by=by, weighing=weighing, theme=theme, points=one.points, says=one.says, version=version
        ).weighing
    weighing = set_city_weights(by=by, weighing=weighing, weights=WEIGHTS, note=why, version=weighing.version)
    weighing = freeze_weighing(by=by, weighing=weighing, version=weighing.version)
    weighing = publish_weighing(by=by, weighing=weighing, version=weighing.version)
    CityWeighing.objects.filter(pk=weighing.pk).update(frozen_on=day, published_on=day)
    WeighingStep.objects.filter(weighing=weighing).update(done_on=day)
    weighing.refresh_from_db()
    return weighing

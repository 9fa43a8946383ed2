"""One division is decided on; its reserve is granted later, as far as it goes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import Cast, cast
from tests.deployment.material import BY, COMMUNITY, EAST, WEST, YOUTH, budget, computed, division, ground

from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.deployment.actions.adopting import (
    Decided,
    Granted,
    adopt_division,
    grant_reserve,
    withdraw_division,
    withdraw_grant,
)
from wijkhart.deployment.actions.divisions import Choices, change_division, compute_division, remove_division
from wijkhart.deployment.models import Budget, BudgetKind, Division, DivisionState, ReserveGrant
from wijkhart.deployment.queries.reserve import left_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town_with_reach() -> None:
    ground()


def decided(**facts: object) -> Decided:
    told = {"adopted_on": timezone.localdate(), "adopted_by": "Het college", "reason": "De meeste mensen."} | facts
    return Decided(**told)  # type: ignore[arg-type]


def adopted(of: Budget | None = None, **choices: object) -> Division:
    made = computed(of or budget(), reserve=5.0, **choices)
    return adopt_division(by=BY, division=made, decided=decided(), version=made.version)


def granted(hours: float = 2.0, *, kind: str = COMMUNITY, year: int = 2027, district: str = WEST) -> Granted:
    return Granted(district, kind, year, hours, "Meer vraag dan gedacht.")


def test_what_was_adopted_is_public_with_its_reason() -> None:
    made = computed(budget())
    assert not Division.objects.visible_to(ANONYMOUS).exists()
    adopt_division(by=BY, division=made, decided=decided(), version=made.version)
    seen = Division.objects.visible_to(ANONYMOUS).get()
    assert (seen.state, seen.reason, seen.adopted_by) == (DivisionState.ADOPTED, "De meeste mensen.", "Het college")
    assert Budget.objects.visible_to(ANONYMOUS).count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"reason": " "}, "reason"), ({"adopted_by": ""}, "adopted_by"), ({"adopted_on": None}, "adopted_on")],
)
def test_a_decision_without_day_reason_or_body_is_refused(facts: dict[str, object], field: str) -> None:
    made = computed(budget())
    facts = {name: value or timezone.localdate() + timedelta(days=1) if name == "adopted_on" else value
             for name, value in facts.items()}  # fmt: skip
    with pytest.raises(Refused) as refused:
        adopt_division(by=BY, division=made, decided=decided(**facts), version=made.version)
    assert refused.value.field == field


def test_only_what_was_computed_can_be_adopted() -> None:
    made = division(budget())
    with pytest.raises(Refused, match="berekend"):
        adopt_division(by=BY, division=made, decided=decided(), version=made.version)


def test_one_division_of_a_budget_is_in_force() -> None:
    of = budget()
    adopted(of)
    second = computed(of, "Tweede")
    with pytest.raises(Refused, match="Trek die eerst in"):
        adopt_division(by=BY, division=second, decided=decided(), version=second.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.filter(pk=second.pk).update(state=DivisionState.ADOPTED, reason="x")


def test_what_was_adopted_does_not_change_any_more() -> None:
    made = adopted()
    for act in (
        lambda: change_division(by=BY, division=made, choices=Choices("Anders"), version=made.version),
        lambda: compute_division(by=BY, division=made),
        lambda: remove_division(by=BY, division=made, version=made.version),
    ):
        with pytest.raises(Refused):
            act()


def test_withdrawn_it_stays_readable_and_makes_room_for_another() -> None:
    of = budget()
    made = adopted(of)
    with pytest.raises(Refused, match="waarom"):
        withdraw_division(by=BY, division=made, reason="", version=made.version)
    withdraw_division(by=BY, division=made, reason="De raad wil anders.", version=made.version)
    assert Division.objects.visible_to(ANONYMOUS).get().withdrawn_reason == "De raad wil anders."
    second = computed(of, "Tweede")
    adopt_division(by=BY, division=second, decided=decided(), version=second.version)


def test_five_hours_of_the_reserve_are_there_and_no_more() -> None:
    made = adopted()
    assert left_of(made)[0].left["hours"] == pytest.approx(5)
    grant_reserve(by=BY, division=made, granted=granted(3), version=made.version)
    made.refresh_from_db()
    assert left_of(made)[0].left["hours"] == pytest.approx(2)
    with pytest.raises(Refused, match="De reserve heeft in dit jaar nog 2 uur; dit vraagt 3"):
        grant_reserve(by=BY, division=made, granted=granted(3), version=made.version)


def test_what_was_granted_can_go_back_with_a_reason() -> None:
    made = adopted()
    grant = grant_reserve(by=BY, division=made, granted=granted(5), version=made.version)
    made.refresh_from_db()
    withdraw_grant(by=BY, grant=grant, reason="Toch niet nodig.", version=made.version)
    made.refresh_from_db()
    assert left_of(made)[0].left["hours"] == pytest.approx(5)
    assert ReserveGrant.objects.get().withdrawn_reason == "Toch niet nodig."
    with pytest.raises(Refused, match="eerder"):
        withdraw_grant(by=BY, grant=grant, reason="Nog eens.", version=made.version)


def test_a_provider_that_has_nothing_left_stands_in_the_way() -> None:
    of = budget()
    BudgetKind.objects.filter(budget=of, kind=COMMUNITY).update(capacity=95)
    made = adopted(of)
    with pytest.raises(Refused, match="aanbieder van opbouwwerk heeft in dit jaar nog 0 uur"):
        grant_reserve(by=BY, division=made, granted=granted(2), version=made.version)
    grant_reserve(by=BY, division=made, granted=granted(2, kind=YOUTH), version=made.version)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (granted(0), "hours"),
        (granted(kind="nonsense"), "kind"),
        (granted(year=2031), "kind"),
        (granted(district="WK999999"), "district"),
        (Granted(EAST, COMMUNITY, 2027, 1.0, " "), "reason"),
    ],
)
def test_a_grant_that_cannot_be_is_refused_at_its_field(wrong: Granted, field: str) -> None:
    made = adopted()
    with pytest.raises(Refused) as refused:
        grant_reserve(by=BY, division=made, granted=wrong, version=made.version)
    assert refused.value.field == field


def test_two_who_grant_at_once_do_not_pass_the_reserve() -> None:
    made = adopted()
    grant_reserve(by=BY, division=made, granted=granted(4), version=made.version)
    with pytest.raises(Refused, match="ondertussen"):
        grant_reserve(by=BY, division=made, granted=granted(4), version=made.version)


def test_only_who_may_decides() -> None:
    people: Cast = cast()
    made = computed(budget(), reserve=5.0)
    for somebody in (people.alice, people.charlie):
        with pytest.raises(NotAllowed):
            adopt_division(by=somebody.actor, division=made, decided=decided(), version=made.version)

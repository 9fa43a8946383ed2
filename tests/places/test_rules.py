"""Rules of use: the first line that fits, the tree, the price, what is missing, and bookings that follow them."""

from fractions import Fraction
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.cast import Cast, cast
from tests.places.building import BY, centre, room, when, wish
from tests.places.ruling import GROUNDS, LINES, RATES, draft, facts, line, published, soon

from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.actions import (
    Terms,
    accept_booking,
    discard_rules,
    edit_rules,
    move_booking,
    publish_rules,
    refuse_booking,
    request_booking,
    start_rules,
)
from wijkhart.places.models import Booking, RoomRate, RuleException, UserKind, UseRule, UseRules
from wijkhart.places.queries.rule_changes import changes_between
from wijkhart.places.queries.rule_gaps import gaps_of, never_reached, uncovered
from wijkhart.places.queries.rule_tree import decision_tree, walk
from wijkhart.places.queries.rules import Case, cases, cents_of, price_of, rate_for, rule_for, rules_on
from wijkhart.places.rule_facts import LineFacts, RateFacts

pytestmark = pytest.mark.usefixtures("english")

EITHER = st.sampled_from([None, True, False])
SOME_LINES = st.lists(
    st.builds(
        line,
        user_kinds=st.lists(st.sampled_from(UserKind.values), max_size=3, unique=True),
        open_to_all=EITHER,
        local=EITHER,
    ),
    max_size=6,
)


@pytest.fixture
def people() -> Cast:
    cache.clear()
    return cast()


def ask(space: Any, by: Any = ANONYMOUS, **told: Any) -> Booking:
    return request_booking(by=by, room=space, facts=wish(**told), sender="test")


def by_hand(lines: list[UseRule], case: Case) -> UseRule | None:
    """The oracle: go down the list and stop at the first line that says nothing against it."""
    for one in lines:
        wrong_kind = len(one.user_kinds) > 0 and case.user_kind not in one.user_kinds
        wrong_open = one.open_to_all is not None and one.open_to_all != case.open_to_all
        wrong_local = one.local is not None and one.local != case.local
        if not (wrong_kind or wrong_open or wrong_local):
            return one
    return None


@given(SOME_LINES)
def test_the_tree_gives_what_the_first_line_that_fits_gives(lines: list[UseRule]) -> None:
    tree = decision_tree(lines)
    for case in cases():
        steps, found = walk(tree, case)
        assert found is by_hand(lines, case) is rule_for(lines, case)
        assert len(steps) <= 3


@given(SOME_LINES)
def test_what_is_missing_is_what_brute_force_misses(lines: list[UseRule]) -> None:
    assert uncovered(lines) == [case for case in cases() if by_hand(lines, case) is None]
    used = {id(by_hand(lines, case)) for case in cases()}
    assert [id(one) for one in never_reached(lines)] == [id(one) for one in lines if id(one) not in used]


def test_there_are_sixteen_combinations() -> None:
    assert len(set(cases())) == 16


def test_equal_answers_are_one_branch_and_a_question_without_difference_is_not_asked() -> None:
    free, paid = line(name="vrij", user_kinds=["subsidised"]), line(name="rest")
    tree = decision_tree([free, paid])
    assert tree.fact == "user_kind"
    assert [one.answers for one in tree.branches] == [("subsidised",), ("non_subsidised", "residents", "commercial")]
    assert [one.to.line for one in tree.branches] == [free, paid]
    assert decision_tree([paid]).line is paid


@given(st.integers(0, 100_000), st.integers(0, 200), st.integers(0, 96).map(lambda n: n * 15))
def test_a_price_is_the_exact_product_rounded_half_up(rate: int, percent: int, minutes: int) -> None:
    exact = Fraction(rate * percent * minutes, 6000)
    assert exact - Fraction(1, 2) < cents_of(rate, percent, minutes) <= exact + Fraction(1, 2)


def test_rates_go_by_the_smallest_size_that_holds_the_room() -> None:
    rates = [RoomRate(up_to=None, cents_an_hour=4000), RoomRate(up_to=50, cents_an_hour=1000)]
    assert [getattr(rate_for(rates, size), "cents_an_hour", None) for size in (1, 50, 51, 9999)] == [
        1000,
        1000,
        4000,
        4000,
    ]
    assert rate_for(rates[1:], 51) is None
    assert rate_for(rates, None) is None


@pytest.mark.django_db
def test_the_same_activity_costs_the_same_in_every_building() -> None:
    rules = published()
    residents = Case("residents", False, True)
    price = price_of(rules, residents, 70, 90)
    assert price is not None
    assert price.cents == 1500  # 20 euros x 50% x 1.5 hours
    unknown = price_of(rules, residents, None, 90)
    assert unknown is not None
    assert unknown.cents is None
    free = price_of(rules, Case("subsidised", True, False), None, 90)
    assert free is not None
    assert free.cents == 0


@pytest.mark.django_db
def test_the_rules_of_a_day_are_the_newest_that_count_by_then() -> None:
    first = published()
    second = published(valid_from=soon(10))
    draft()
    assert rules_on(make.AMERSFOORT, soon(-1)) is None
    assert rules_on(make.AMERSFOORT, soon(9)) == first
    assert rules_on(make.AMERSFOORT, soon(10)) == second
    assert rules_on(make.DEVENTER, soon(10)) is None


@pytest.mark.django_db
def test_a_tariff_without_a_rule_is_named_and_not_published() -> None:
    made = draft(lines=LINES[:3])
    found = [gap.message for gap in gaps_of(made) if gap.blocks]
    assert len(found) == 6  # subsidised and closed (2), not subsidised (4)
    with pytest.raises(Refused, match="No rule fits"):
        publish_rules(by=BY, rules=made, version=made.version)
    empty = edit_rules(by=BY, rules=made, version=made.version, facts=facts(lines=()))
    assert "rates but no rules" in gaps_of(empty)[0].message
    late = (*LINES, LineFacts(name="Nooit", user_kinds=("residents",), rank=1, percent=0))
    never = edit_rules(by=BY, rules=empty, version=empty.version, facts=facts(lines=late))
    assert [gap.message for gap in gaps_of(never)] == ["Rule 5, “Nooit”, is never reached: rules above it fit first."]


@pytest.mark.django_db
def test_rooms_without_a_rate_are_named(people: Cast) -> None:
    place = centre(owner=people.centre)
    room(place, "Hal", floor_area=400)
    room(place, "Kamer")
    made = draft(rates=RATES[:2])
    large, unknown = gaps_of(made)
    assert large.blocks
    assert "Hal (Het Middelpunt)" in large.message
    assert not unknown.blocks
    assert "Kamer (Het Middelpunt)" in unknown.message
    none = edit_rules(by=BY, rules=made, version=made.version, facts=facts(rates=()))
    assert "there are no rates" in gaps_of(none)[0].message


@pytest.mark.django_db
def test_published_rules_never_change_and_the_next_says_why() -> None:
    first = published(why="")
    with pytest.raises(Refused, match="published"):
        edit_rules(by=BY, rules=first, version=first.version, facts=facts())
    with pytest.raises(Refused, match="published"):
        discard_rules(by=BY, rules=first)
    second = draft(lines=(*LINES[:3], LineFacts(name="Alle anderen", rank=5, percent=90)))
    assert (second.number, second.lines.count()) == (2, 4)
    with pytest.raises(Refused, match="Say what changed"):
        publish_rules(by=BY, rules=second, version=second.version, why=" ")
    assert changes_between(first, second) == ["“Alle anderen”, part of the rate: was 80%, is now 90%."]
    with pytest.raises(Refused, match="draft already"):
        start_rules(by=BY, municipality=make.AMERSFOORT)
    discard_rules(by=BY, rules=second)
    assert UseRules.objects.count() == 1


@pytest.mark.django_db
def test_every_change_is_told_line_by_line() -> None:
    first = published()
    lines = (LINES[1], LINES[0], *LINES[3:], LineFacts(name="Nieuw", rank=3, percent=10))
    second = draft(lines=lines, rates=(RateFacts(60, 1000), RateFacts(None, 5000)), grounds=GROUNDS[:1])
    told = "\n".join(changes_between(first, second))
    for words in ("New rule: “Nieuw”", "Rule taken out: “Bedrijven”", "New rate, up to 60", "Rate taken out, up to 50"):
        assert words in told
    assert "“Bewoners”, place in the list: was 2, is now 1." in told
    assert f"Ground of refusal taken out: “{GROUNDS[1]}”." in told


@pytest.mark.django_db
def test_rules_do_not_begin_in_the_past_or_before_the_version_they_follow() -> None:
    with pytest.raises(Refused, match="a day that is over"):
        published(valid_from=soon(-1))
    discard_rules(by=BY, rules=UseRules.objects.get())
    published(valid_from=soon(20))
    with pytest.raises(Refused, match="before the version"):
        published(valid_from=soon(10))


@pytest.mark.django_db
def test_two_who_change_a_draft_do_not_overwrite_each_other() -> None:
    made = draft()
    edit_rules(by=BY, rules=made, version=made.version, facts=facts(lines=LINES[3:]))
    with pytest.raises(Refused, match="meanwhile"):
        edit_rules(by=BY, rules=made, version=made.version, facts=facts())
    assert made.lines.count() == 1


@pytest.mark.django_db
def test_wrong_rows_are_named_at_their_field() -> None:
    wrong_line = LineFacts(name="<b>x</b>", user_kinds=("king",), rank=0, percent=201, days_ahead=366)
    rates = (RateFacts(50, 10), RateFacts(50, 10), RateFacts(0, -1))
    made = start_rules(by=BY, municipality=make.AMERSFOORT)
    with pytest.raises(BadInput) as caught:
        edit_rules(
            by=BY,
            rules=made,
            version=1,
            facts=facts(lines=(LINES[0], LINES[0], wrong_line), rates=rates, grounds=("",)),
        )
    assert {one.field for one in caught.value.problems} == {
        "line_2_name", "line_3_name", "line_3_user_kinds", "line_3_rank", "line_3_percent", "line_3_days_ahead",
        "rate_2_up_to", "rate_3_up_to", "rate_3_euros", "ground_1_text",
    }  # fmt: skip
    assert made.lines.count() == 0


@pytest.mark.django_db
def test_only_who_makes_rules_makes_rules(people: Cast) -> None:
    made = draft()
    for person in (people.joris, people.alice, people.charlie):
        with pytest.raises(NotAllowed):
            start_rules(by=person.actor, municipality=make.AMERSFOORT)
        with pytest.raises(NotAllowed):
            publish_rules(by=person.actor, rules=made, version=made.version)
        assert not UseRules.objects.visible_to(person.actor).exists()
    assert UseRules.objects.visible_to(people.bob.actor).get() == made


@pytest.mark.django_db
def test_a_booking_keeps_rule_rank_and_price(people: Cast) -> None:
    space = room(centre(owner=people.centre), floor_area=70, price_note="Vraag Joris.")
    before = ask(space, starts="09:00", ends="10:00")
    assert (before.rules, before.price_cents, before.price_note) == (None, None, "Vraag Joris.")
    rules = published()
    made = ask(space)
    assert (made.rules, made.rule_name, made.rank) == (rules, "Bewoners", 2)
    assert (made.rule_cents, made.price_cents) == (2000, 2000)  # 20 euros x 50% x 2 hours
    assert "50%" in made.price_note
    moved = move_booking(
        by=people.joris.actor, booking=made, version=made.version, when=when("14:00", "17:00"), people=12
    )
    assert moved.price_cents == 3000
    before.refresh_from_db()
    assert before.rules is None


@pytest.mark.django_db
def test_a_company_books_fourteen_days_ahead_at_most(people: Cast) -> None:
    space = room(centre(owner=people.centre), floor_area=70)
    published()
    assert ask(space, user_kind="commercial", day=soon(14)).rank == 9
    with pytest.raises(BadInput, match="By rule “Bedrijven” this may be booked at most 14 days ahead") as caught:
        ask(space, user_kind="commercial", day=soon(15))
    assert [one.field for one in caught.value.problems] == ["day"]
    early = ask(space, user_kind="commercial", day=soon(13))
    with pytest.raises(BadInput, match="14 days"):
        move_booking(by=BY, booking=early, version=early.version, when=when(day=soon(15)), people=3)


@pytest.mark.django_db
def test_another_price_needs_a_reason_and_is_published(people: Cast) -> None:
    space = room(centre(owner=people.centre), floor_area=70, booking_mode="request")
    published()
    asked = ask(space)
    answer: dict[str, Any] = {"by": people.joris.actor, "booking": asked, "version": asked.version}
    with pytest.raises(Refused, match="Say why"):
        accept_booking(**answer, terms=Terms(cents=500))
    done = accept_booking(**answer, terms=Terms(cents=500, why="Eerste keer."))
    assert (done.rule_cents, done.price_cents) == (2000, 500)
    note = RuleException.objects.get()
    assert (note.kind, note.why, note.rule_name) == ("price", "Eerste keer.", "Bewoners")
    assert note.said == {"rule_cents": 2000, "price_cents": 500}
    assert "Ria" not in str(vars(note))
    same = move_booking(
        by=people.joris.actor, booking=done, version=done.version, when=when("10:00", "12:00"), people=9
    )
    assert same.price_cents == 500
    longer = move_booking(
        by=people.joris.actor, booking=same, version=same.version, when=when("10:00", "13:00"), people=9
    )
    assert longer.price_cents == 3000


@pytest.mark.django_db
def test_the_price_by_rule_needs_no_reason(people: Cast) -> None:
    space = room(centre(owner=people.centre), floor_area=70, booking_mode="request")
    published()
    asked = ask(space)
    done = accept_booking(by=people.joris.actor, booking=asked, version=asked.version, terms=Terms())
    assert (done.price_cents, RuleException.objects.count()) == (2000, 0)


@pytest.mark.django_db
def test_a_refusal_follows_a_published_ground_or_is_an_exception(people: Cast) -> None:
    space = room(centre(owner=people.centre), floor_area=70, booking_mode="request")
    rules = published()
    by = people.joris.actor
    first, second = ask(space), ask(space, starts="10:00", ends="12:00")
    ground = rules.grounds.get(position=1)
    told = refuse_booking(by=by, booking=first, version=first.version, ground=ground, reason="Te luid.")
    assert (told.reason, RuleException.objects.count()) == (f"{GROUNDS[0]} Te luid.", 0)
    with pytest.raises(Refused, match="Say why"):
        refuse_booking(by=by, booking=second, version=second.version)
    refuse_booking(by=by, booking=second, version=second.version, reason="De sleutel is weg.")
    assert RuleException.objects.get().kind == "refusal"
    other = published(make.DEVENTER).grounds.get(position=1)
    third = ask(space)
    with pytest.raises(Refused, match="not in the rules of this booking"):
        refuse_booking(by=by, booking=third, version=third.version, ground=other)


@pytest.mark.django_db
def test_exceptions_at_a_place_that_is_not_public_stay_inside(people: Cast) -> None:
    space = room(centre(owner=people.centre), floor_area=70, booking_mode="request")
    published()
    asked = ask(space)
    refuse_booking(by=people.joris.actor, booking=asked, version=asked.version, reason="Anders.")
    assert RuleException.objects.visible_to(ANONYMOUS).count() == 1
    space.place.published = False
    space.place.save()
    assert RuleException.objects.visible_to(ANONYMOUS).count() == 0

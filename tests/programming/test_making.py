"""A board and organisations make a week: who may do what, what is filled in, and what the public sees."""

from datetime import timedelta

import pytest
from tests import make
from tests.cast import Cast, cast
from tests.places import building
from tests.programming.week import BY, booked, centre, line, next_monday, week

from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.programming.actions import (
    WeekFacts,
    add_line,
    agree_line,
    attach_booking,
    copy_last_week,
    edit_line,
    fill_week,
    publish_week,
    restore_line,
    return_line,
    start_week,
    unpublish_week,
    withdraw_line,
)
from wijkhart.programming.models import WeekLine, WeekProgramme
from wijkhart.programming.queries.beside import beside
from wijkhart.programming.queries.reading import clashes_of, remarks_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    make.area()
    return cast()


def test_an_organisation_proposes_and_the_board_agrees_or_puts_back(people: Cast) -> None:
    programme = week(centre(people))
    first = add_line(by=people.dina.actor, programme=programme, facts=line(programme, people.foundation))
    second = add_line(by=people.ines.actor, programme=programme, facts=line(programme, people.foundation, title="Taal"))
    assert {first.state, second.state} == {"proposed"}
    with pytest.raises(NotAllowed):
        agree_line(by=people.dina.actor, line=first)
    agree_line(by=people.joris.actor, line=first)
    with pytest.raises(Refused, match="waarom"):
        return_line(by=people.joris.actor, line=second, reason=" ")
    back = return_line(by=people.joris.actor, line=second, reason="Het is die dag al vol.")
    assert back.reason == "Het is die dag al vol."
    changed = edit_line(
        by=people.dina.actor, line=back, version=back.version, facts=line(programme, people.foundation, title="Taalles")
    )
    assert (changed.state, changed.reason) == ("proposed", "")
    publish_week(by=people.joris.actor, programme=programme)
    assert [one.title for one in WeekLine.objects.visible_to(ANONYMOUS)] == ["Samen eten"]
    unpublish_week(by=people.joris.actor, programme=programme)
    assert not WeekLine.objects.visible_to(ANONYMOUS).exists()


def test_who_may_not(people: Cast) -> None:
    place = centre(people)
    facts = WeekFacts("Deze week")
    for who in (people.dina, people.kees, people.lena, people.charlie, people.bob):
        with pytest.raises(NotAllowed):
            start_week(by=who.actor, of=place, monday=next_monday(), facts=facts)
    programme = start_week(by=people.joris.actor, of=place, monday=next_monday(), facts=facts)
    for who, organisation in ((people.dina, people.centre), (people.kees, people.centre), (people.charlie, None)):
        with pytest.raises(NotAllowed):
            add_line(by=who.actor, programme=programme, facts=line(programme, organisation, group_name="x"))
    own = add_line(by=people.joris.actor, programme=programme, facts=line(programme, people.centre))
    assert own.state == "agreed"
    with pytest.raises(NotAllowed):
        withdraw_line(by=people.dina.actor, line=own)


def test_a_draft_is_seen_inside_only(people: Cast) -> None:
    programme = week(centre(people))
    assert WeekProgramme.objects.visible_to(people.hans.actor).filter(pk=programme.pk).exists()
    for actor in (ANONYMOUS, people.charlie.actor):
        assert not WeekProgramme.objects.visible_to(actor).exists()


def test_bookings_of_persons_and_closed_bookings_stay_out(people: Cast) -> None:
    place = centre(people)
    rooms = [building.room(place, f"Zaal {number}") for number in range(4)]
    programme = week(place)
    booked(programme, rooms[0], organisation=people.foundation, open_to_all=True, title="Open")
    booked(programme, rooms[1], organisation=people.foundation, open_to_all=False, title="Besloten")
    booked(programme, rooms[2], name="Ria", open_to_all=True, title="Verjaardag van Ria")
    booked(programme, rooms[3], organisation=people.foundation, open_to_all=True, title="Wacht", state="requested")
    made = fill_week(by=people.joris.actor, programme=programme)
    assert [one.title for one in made] == ["Open"]
    assert fill_week(by=people.joris.actor, programme=programme) == []


def test_a_cancelled_booking_takes_its_line_from_the_public(people: Cast) -> None:
    place = centre(people)
    programme = week(place)
    booking = booked(programme, building.room(place), organisation=people.foundation, open_to_all=True)
    [made] = fill_week(by=BY, programme=programme)
    assert WeekLine.objects.shown().filter(pk=made.pk).exists()
    booking.state = "cancelled"
    booking.save()
    assert not WeekLine.objects.shown().filter(pk=made.pk).exists()
    assert "boeking" in remarks_of(WeekLine.objects.all())[0].words


def test_a_withdrawn_line_is_not_filled_in_again(people: Cast) -> None:
    place = centre(people)
    programme = week(place)
    booked(programme, building.room(place), organisation=people.foundation, open_to_all=True)
    [made] = fill_week(by=BY, programme=programme)
    withdraw_line(by=people.joris.actor, line=made)
    assert fill_week(by=people.joris.actor, programme=programme) == []
    assert restore_line(by=people.joris.actor, line=made).state == "agreed"


def test_a_clash_names_both_lines(people: Cast) -> None:
    place = centre(people)
    hall, half, *_rest = building.hall(place)
    programme = week(place)
    for title, room in (("Koor", hall), ("Yoga", half)):
        add_line(by=BY, programme=programme, facts=line(programme, people.foundation, title=title, room=room))
    [clash] = clashes_of(WeekLine.objects.all())
    assert "Koor" in clash.words
    assert "Yoga" in clash.words


def test_bad_input_names_its_field(people: Cast) -> None:
    programme = week(centre(people))
    other = building.room(building.centre("Elders"))
    wrong = line(programme, None, "16:00-14:00", title=" ", day=programme.monday + timedelta(days=9), room=other)
    with pytest.raises(BadInput) as refused:
        add_line(by=BY, programme=programme, facts=wrong)
    assert {one.field for one in refused.value.problems} == {"title", "day", "ends", "organisation", "room"}


def test_one_programme_a_week_and_only_from_monday(people: Cast) -> None:
    place = centre(people)
    week(place)
    with pytest.raises(Refused, match="al een programma"):
        week(place)
    with pytest.raises(Refused, match="maandag"):
        start_week(by=BY, of=place, monday=next_monday() + timedelta(days=1), facts=WeekFacts("x"))


def test_last_week_is_taken_over_once_and_others_are_asked(people: Cast) -> None:
    place = centre(people)
    before = week(place)
    add_line(by=BY, programme=before, facts=line(before, people.centre, title="Koffie"))
    add_line(by=BY, programme=before, facts=line(before, people.foundation, title="Taal"))
    monday = next_monday() + timedelta(weeks=1)
    after = start_week(by=people.joris.actor, of=place, monday=monday, facts=WeekFacts("Daarna"))
    made = copy_last_week(by=people.joris.actor, programme=after)
    assert {one.title: one.state for one in made} == {"Koffie": "agreed", "Taal": "proposed"}
    assert {one.day for one in made} == {monday + timedelta(days=1)}
    assert copy_last_week(by=people.joris.actor, programme=after) == []


def test_a_booking_belongs_to_a_line_within_its_hours(people: Cast) -> None:
    place = centre(people)
    programme = week(place)
    booking = booked(programme, building.room(place), organisation=people.foundation)
    wednesday = programme.monday + timedelta(days=2)
    fits = line(programme, people.foundation, "14:30-15:30", day=wednesday)
    made = add_line(by=people.dina.actor, programme=programme, facts=fits)
    assert attach_booking(by=people.dina.actor, line=made, booking=booking).room == booking.room
    late = add_line(
        by=people.dina.actor,
        programme=programme,
        facts=line(programme, people.foundation, "15:00-17:00", day=wednesday),
    )
    with pytest.raises(Refused, match="uren"):
        attach_booking(by=people.dina.actor, line=late, booking=booking)


def test_beside_a_week_stands_what_has_nothing(people: Cast) -> None:
    theme, other = make.theme(), make.theme("language")
    programme = week(centre(people))
    add_line(by=BY, programme=programme, facts=line(programme, people.centre, themes=(theme,)))
    lines = list(WeekLine.objects.prefetch_related("themes", "target_groups"))
    found = beside(people.joris.actor, programme, lines)
    assert other.label in [one.words for one in found.themes]
    assert theme.label not in [one.words for one in found.themes]
    assert len(found.parts) == 20

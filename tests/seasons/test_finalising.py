"""The published plan becomes bookings: all dates, gaps with their reason, one time only, also in a race."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import cast
from tests.places.building import BY, double_bookings, room, wish
from tests.places.building import hall as split_hall
from tests.seasons.season import ask, hall, hours, no_norm, published, season_of

from wijkhart.audit.models import Entry
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.places.actions import cancel_series, request_booking
from wijkhart.places.models import Booking, BookingSeries, BookingState, Occupancy, SeriesGap, WaitingEntry
from wijkhart.places.models.booking import TOGETHER
from wijkhart.seasons.actions import answer_objection, finalising, make_final, object_to_plan
from wijkhart.seasons.models import SeasonRound, WeekPattern
from wijkhart.times.models import OpeningException

WHY = "Everybody agreed"


@pytest.fixture(autouse=True)
def _english(english: None) -> None:
    """Messages in English."""


def final(season: SeasonRound, why: str = WHY) -> SeasonRound:
    make_final(by=BY, season=season, version=season.version, early_why=why)
    season.refresh_from_db()
    return season


@pytest.mark.django_db
def test_every_session_becomes_a_series_of_bookings_for_who_asked() -> None:
    people, one = cast(), hall(setup_minutes=15, entry_note="Key at the desk")
    no_norm(one.place)
    season = season_of([one])
    ask(season, "Chess", organisation=people.centre, name="")
    ask(season, "Toneel", weeks=WeekPattern.ODD, hours=hours("19:00-21:00", day=2))
    season = final(published(season))
    assert (season.state, season.early_why) == ("final", WHY)
    chess = Booking.objects.filter(title="Chess")
    days = [season.first_day + timedelta(days=1, weeks=week) for week in range(4)]
    assert [timezone.localtime(row.starts_at).date() for row in chess] == days
    first = chess[0]
    assert (first.state, first.organisation, first.people, first.entry_note) == (
        BookingState.ACCEPTED, people.centre, 12, "Key at the desk"
    )  # fmt: skip
    assert f"{timezone.localtime(first.starts_at):%H:%M}" == "19:00"
    assert first.occupancies.get().starts_at == first.starts_at - timedelta(minutes=15)
    odd = Booking.objects.filter(title="Toneel")
    assert {timezone.localtime(row.starts_at).date().isocalendar().week % 2 for row in odd} == {1}
    series = BookingSeries.objects.get(bookings__title="Toneel", bookings=odd[0])
    assert (series.weeks, odd.count()) == (2, 2)
    assert season.plan is not None
    assert {row.series for row in season.plan.sessions.all()} == set(BookingSeries.objects.all())
    assert Entry.objects.filter(verb="series.made").count() == 2
    assert Entry.objects.filter(verb="season_round.finalised").count() == 1
    assert cancel_series(by=people.kees.actor, series=first.series) == 4, "it is theirs"  # type: ignore[arg-type]
    assert double_bookings() == 0


@pytest.mark.django_db
def test_a_date_that_cannot_be_is_kept_with_its_reason_and_waited_for() -> None:
    one = hall()
    season = season_of([one], weeks=4, school_region="")
    ask(season, "Chess")
    season = published(season)
    day = season.first_day + timedelta(days=1)
    assert one.place.opening_hours is not None
    OpeningException.objects.create(hours=one.place.opening_hours, on=day, reason="Schoonmaak")
    request_booking(by=BY, room=one, facts=wish("18:00", "19:30", day + timedelta(weeks=2)), sender="t")
    season = final(season)
    gaps = {gap.on: gap.reason for gap in SeriesGap.objects.all()}
    assert list(gaps) == [day, day + timedelta(weeks=2)]
    assert "Schoonmaak" in gaps[day]
    assert "Zaal is taken from 18:00 until 19:30" in gaps[day + timedelta(weeks=2)]
    assert Booking.objects.filter(title="Chess").count() == 2
    waiting = WaitingEntry.objects.get()
    assert (timezone.localtime(waiting.starts_at).date(), waiting.title) == (day + timedelta(weeks=2), "Chess")
    assert double_bookings() == 0


@pytest.mark.django_db
def test_nothing_is_booked_in_school_holidays_when_the_round_keeps_them() -> None:
    season = season_of([hall()], first_day=date(2027, 10, 4), weeks=4, school_region="midden")
    ask(season, "Chess")
    final(published(season))
    gap = SeriesGap.objects.get()
    assert (gap.on, gap.reason) == (date(2027, 10, 19), "Nothing is booked on this day: Herfstvakantie.")
    assert Booking.objects.count() == 3


@pytest.mark.django_db
def test_halls_and_shared_rooms_take_what_they_take() -> None:
    whole, left, _middle, _right = split_hall(hall().place)
    shared = room(left.place, "Werkplaats", shared=True, seats=20)
    no_norm(left.place)
    season = season_of([whole, left, shared])
    ask(season, "Koor", people=50)
    for number in range(2):
        ask(season, f"Groep {number}", people=8, may_share=True, ranks=(shared,), elsewhere=False)
    season = final(published(season))
    assert Occupancy.objects.filter(booking__title="Koor", space=left).count() == 4
    assert Occupancy.objects.filter(space=shared, key=TOGETHER).count() == 8
    assert double_bookings() == 0


@pytest.mark.django_db
def test_it_is_refused_before_its_time_without_a_reason_with_open_objections_and_twice() -> None:
    people, one = cast(), hall()
    season = season_of([one])
    club = ask(season, "Chess", organisation=people.centre, name="")
    with pytest.raises(Refused, match="Publish a plan first"):
        final(season)
    season = published(season)
    with pytest.raises(NotAllowed):
        make_final(by=people.bob.actor, season=season, version=season.version, early_why=WHY)
    with pytest.raises(Refused, match="Objections can be made until"):
        final(season, "")
    made = object_to_plan(by=people.kees.actor, request=club, text="Why so late?")
    with pytest.raises(Refused, match="1 objections wait"):
        final(season)
    answer_objection(by=BY, objection=made, upheld=False, answer="It is early.", version=1)
    assert not Booking.objects.exists()
    SeasonRound.objects.filter(pk=season.pk).update(objections_until=timezone.localdate() - timedelta(days=1))
    season.refresh_from_db()
    season = final(season, "")
    with pytest.raises(Refused, match="booked already"):
        final(season)
    assert Booking.objects.count() == 4


@pytest.mark.django_db
def test_nothing_is_booked_when_it_breaks_off_half_way(monkeypatch: pytest.MonkeyPatch) -> None:
    season = season_of([hall()])
    ask(season, "Chess")
    season = published(season)

    def broken(*_args: object, **_facts: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("wijkhart.seasons.actions.finalising._link", broken)
    with pytest.raises(RuntimeError):
        final(season)
    assert (Booking.objects.count(), BookingSeries.objects.count(), Occupancy.objects.count()) == (0, 0, 0)
    season.refresh_from_db()
    assert season.state == "published"


@pytest.mark.django_db
def test_a_date_that_is_booked_between_looking_and_writing_stays_with_who_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = hall()
    season = season_of([one])
    ask(season, "Chess")
    season = published(season)
    day = season.first_day + timedelta(days=1, weeks=1)
    prepare = finalising.prepare_many

    def and_then_somebody_books(**told: Any) -> Any:
        prepared = prepare(**told)
        request_booking(by=BY, room=one, facts=wish("20:30", "21:30", day), sender="t")
        return prepared

    monkeypatch.setattr(finalising, "prepare_many", and_then_somebody_books)
    final(season)
    gap, waiting = SeriesGap.objects.get(), WaitingEntry.objects.get()
    assert (gap.on, timezone.localtime(waiting.starts_at).date()) == (day, day)
    assert "Zaal is taken from 20:30 until 21:30" in gap.reason
    assert Booking.objects.filter(title="Chess").count() == 3
    assert double_bookings() == 0


@pytest.mark.django_db
def test_while_rooms_are_held_more_sessions_take_no_more_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    book = finalising.book_prepared

    def counted(**told: Any) -> Any:
        with CaptureQueriesContext(connection) as queries:
            made = book(**told)
        counts.append(len(queries))
        return made

    monkeypatch.setattr(finalising, "book_prepared", counted)
    for number, sessions in enumerate((1, 5)):
        one = room(hall().place, f"Zaal {number}", seats=30)
        no_norm(one.place)
        season = season_of([one], title=f"Round {number}")
        for day in range(sessions):
            ask(season, f"Groep {number}{day}", hours=hours("19:00-21:00", day=day))
        final(published(season))
        assert Booking.objects.filter(room=one).count() == 4 * sessions
    assert counts[0] == counts[1]
    begins = list(Occupancy.objects.filter(space=one).order_by("pk").values_list("starts_at", flat=True))
    assert begins == sorted(begins, reverse=True), "latest first: the guard on SQLite reads all that begins earlier"


@pytest.mark.usefixtures("real_database")
def test_of_two_who_make_it_final_at_once_one_is_refused() -> None:
    one = hall()
    no_norm(one.place)
    season = season_of([one])
    for number in range(4):
        ask(season, f"Groep {number}", hours=hours("19:00-21:00", day=number))
    season = published(season)
    start, said = Barrier(3), []

    def book() -> None:
        try:
            start.wait()
            make_final(by=BY, season=season, version=season.version, early_why=WHY)
            said.append("booked")
        except Refused as refused:
            said.append(refused.message)
        finally:
            connection.close()

    def somebody_else() -> None:
        try:
            start.wait()
            day = season.first_day + timedelta(days=1)
            request_booking(by=BY, room=one, facts=wish("19:00", "20:00", day), sender="t")
        except Refused:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(book), pool.submit(book), pool.submit(somebody_else)]:
            done.result()
    assert said.count("booked") == 1, said
    made = Booking.objects.filter(title__startswith="Groep").count()
    assert made + SeriesGap.objects.count() == 16
    assert double_bookings() == 0

"""The index in memory follows the database: what was committed is found at once, what was not never is."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import make

from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import NotAllowed
from wijkhart.directory.actions import end_service, index_services, offer_service
from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.models import Freshness, SearchEntry, SearchState, Service
from wijkhart.directory.offers import Offer
from wijkhart.directory.queries import engine as engines
from wijkhart.directory.queries.find import Search, find
from wijkhart.times.actions import Change, Slot, Timetable, expand_all

BY = System("test")
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Each test begins and ends with an empty memory."""
    engines.forget()
    yield
    engines.forget()


def offer(name: str, **facts: Any) -> Offer:
    told: dict[str, Any] = {
        "provider": make.organisation(),
        "municipality_code": make.AMERSFOORT,
        "themes": [make.theme().key],
        "target_groups": [make.target_group().key],
    }
    return Offer(name=name, **{**told, **facts})


def names(**asked: Any) -> list[str]:
    called = dict(Service.objects.values_list("pk", "name"))
    return [called[key] for key in find(Search(**asked)).ids]


@pytest.mark.django_db(transaction=True)
def test_what_is_offered_changed_or_ended_is_found_so_at_once() -> None:
    first = offer_service(by=BY, offer=offer("Schaken"))
    assert names(words="schaken") == ["Schaken"]
    offer_service(by=BY, offer=offer("Schaken voor beginners"))
    assert names(words="schaken") == ["Schaken", "Schaken voor beginners"]
    Service.objects.filter(pk=first.pk).update(name="Dammen")
    with transaction.atomic():
        reindex([first])
    assert names(words="schaken") == ["Schaken voor beginners"]
    assert names(words="dammen") == ["Dammen"]
    end_service(by=BY, service=first)
    assert names(words="dammen") == []


@pytest.mark.django_db(transaction=True)
def test_only_what_changed_is_read_again_and_otherwise_one_small_question_is_asked() -> None:
    offer_service(by=BY, offer=offer("Schaken"))
    find(Search())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        find(Search(words="schaken"))
    assert len(asked) == 1, [one["sql"] for one in asked]
    kept = engines.engine()
    offer_service(by=BY, offer=offer("Dammen"))
    assert engines.engine().lexicon is kept.lexicon, "a whole new load would have a lexicon of its own"
    assert names() == ["Dammen", "Schaken"]


@pytest.mark.django_db(transaction=True)
def test_what_was_not_committed_is_found_by_nobody() -> None:
    offer_service(by=BY, offer=offer("Schaken"))
    assert names() == ["Schaken"]
    with transaction.atomic():
        offer_service(by=BY, offer=offer("Dammen"))
        assert names() == ["Dammen", "Schaken"], "inside, one sees what one wrote"
        transaction.set_rollback(True)
    assert names() == ["Schaken"]
    offer_service(by=BY, offer=offer("Bridge"))
    assert names() == ["Bridge", "Schaken"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_offer_at_once_are_both_found_and_no_revision_is_passed_over() -> None:
    offers = [offer(f"Aanbod {number}") for number in range(8)]
    find(Search())
    start = Barrier(2)

    def run(part: list[Offer]) -> None:
        start.wait()
        try:
            for one in part:
                offer_service(by=BY, offer=one)
                assert one.name in names()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(run, [offers[:4], offers[4:]]))
    assert names() == [one.name for one in offers]
    revisions = list(SearchEntry.objects.order_by("revision").values_list("revision", flat=True))
    assert revisions == list(range(1, 9))
    assert SearchState.objects.get().revision == 8


@pytest.mark.django_db
def test_what_changed_below_the_directory_is_found_after_the_regular_work() -> None:
    place = make.place("Het Middelpunt")
    service = make.service("Schaken", place=place)
    type(place).objects.filter(pk=place.pk).update(name="De Ploeg")
    assert names(words="ploeg") == []
    call_command("index_services")
    assert names(words="ploeg") == ["Schaken"]
    before = SearchEntry.objects.get(service=service).revision
    assert index_services(by=BY) == 0
    assert SearchEntry.objects.get(service=service).revision == before
    with pytest.raises(NotAllowed):
        index_services(by=ANONYMOUS)


@pytest.mark.django_db
def test_drafts_what_ended_and_what_is_hidden_are_not_found_and_what_is_stale_comes_last() -> None:
    make.service("Concept", published=False)
    make.service("Voorbij", life_cycle="ended")
    make.service("Verborgen", freshness=Freshness.HIDDEN)
    make.service("Al lang niet bevestigd", freshness=Freshness.STALE)
    make.service("Gewoon")
    assert names() == ["Gewoon", "Al lang niet bevestigd"]


def weekly(**facts: Any) -> Timetable:
    """Every day at two, so that a date is easily named."""
    return Timetable(TODAY, [Slot("FREQ=DAILY", time(14), time(16))], **facts)


@pytest.mark.django_db
def test_dates_are_those_on_which_it_really_happens() -> None:
    day = TODAY + timedelta(days=9)
    cancelled = [Change(day, True, None, None, "zaal gesloten")]
    offer_service(by=BY, offer=offer("Altijd", timetable=weekly(skips_public_holidays=False)))
    offer_service(by=BY, offer=offer("Behalve dan", timetable=weekly(skips_public_holidays=False, changes=cancelled)))
    expand_all(by=BY)
    assert names(first_day=day) == ["Altijd"]
    assert names(first_day=day, last_day=day + timedelta(days=1)) == ["Altijd", "Behalve dan"]
    assert names(first_day=day, from_time=time(9), to_time=time(12)) == []
    found = find(Search(first_day=day, last_day=day + timedelta(days=1), order="time"))
    assert [timezone.localtime(hit.begins).date() for hit in found.hits() if hit.begins] == [
        day,
        day + timedelta(days=1),
    ]


@pytest.mark.django_db
def test_christmas_is_not_found_where_it_does_not_go_on_then() -> None:
    christmas = date(TODAY.year + (date(TODAY.year, 12, 24) < TODAY), 12, 25)
    offer_service(by=BY, offer=offer("Gewoon", timetable=weekly()))
    offer_service(by=BY, offer=offer("Kerstmaal", timetable=weekly(skips_public_holidays=False)))
    expand_all(by=BY)
    assert names(first_day=christmas) == ["Kerstmaal"]


@pytest.mark.django_db
def test_what_is_open_now_is_worked_out_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    offer_service(by=BY, offer=offer("Inloop", timetable=weekly(skips_public_holidays=False)))
    expand_all(by=BY)
    for hour, found in ((15, ["Inloop"]), (17, [])):
        now = timezone.make_aware(timezone.datetime.combine(TODAY + timedelta(days=3), time(hour)))
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        assert names(open_now=True) == found

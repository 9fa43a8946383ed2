"""The list, the page and the calendar of what there is, as a visitor gets them."""

from datetime import date, time
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone
from tests import make
from tests.cast import cast

from wijkhart.core.actors import System
from wijkhart.directory.actions import offer_service
from wijkhart.directory.models import LifeCycle, Service
from wijkhart.directory.offers import Offer
from wijkhart.times.actions import Change, Slot, Timetable

pytestmark = pytest.mark.django_db
WEEKLY = Timetable(date(timezone.localdate().year, 1, 1), [Slot("FREQ=WEEKLY;BYDAY=TU", time(12), time(13, 30))])


def offered(name: str = "Open tafel", **facts: Any) -> Service:
    make.theme("meeting", label_nl="Ontmoeten")
    make.target_group("everyone", label_nl="Iedereen")
    told: dict[str, Any] = {
        "provider": make.organisation("Ouderenwerk"),
        "municipality_code": make.AMERSFOORT,
        "themes": ["meeting"],
        "target_groups": ["everyone"],
        "timetable": WEEKLY,
    }
    return offer_service(by=System("test"), offer=Offer(name=name, **{**told, **facts}))


def page(path: str, **asked: str) -> str:
    answer = Client().get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_card_says_when_where_for_whom_and_what_it_costs() -> None:
    offered(place=make.place("Het Middelpunt", step_free="yes"), confirmed_at=date(2026, 10, 5), example=True)
    told = page("/aanbod/")
    for words in ("elke dinsdag 12.00-13.30 uur", "Het Middelpunt", "prijs onbekend", "rolstoel kan naar binnen"):
        assert words in told
    assert "Bevestigd in oktober 2026" in told
    assert "1 resultaat" in told


def test_an_example_says_so_and_is_kept_from_search_engines() -> None:
    service = offered(example=True)
    assert "Voorbeeld" in page("/aanbod/")
    told = page(service.get_absolute_url())
    assert "Dit is een voorbeeld" in told
    assert "noindex" in told
    assert "ld+json" not in told


def test_a_real_one_has_structured_data_that_cannot_end_its_script() -> None:
    service = offered("</script><b>Tafel", place=make.place())
    told = page(service.get_absolute_url())
    assert '"@type": "Event"' in told
    assert "</script><b>" not in told


def test_nothing_found_offers_wider_searches_with_their_count() -> None:
    offered("Schaken")
    told = page("/aanbod/", zoek="schaken", dag="3")
    assert "Niets gevonden" in told
    assert "Dit geeft wel resultaat" in told
    assert "zonder “donderdag”" in told
    assert "?zoek=schaken" in told


def test_a_place_that_is_not_known_is_said_and_everything_is_shown() -> None:
    offered()
    told = page("/aanbod/", bij="Nergenshuizen")
    assert "Nergenshuizen" in told
    assert "U ziet nu resultaten van overal" in told
    assert "Open tafel" in told


@pytest.mark.parametrize("asked", [{"dag": "9"}, {"thema": "x"}, {"afstand": "-1"}, {"pagina": "99999"}, {"lijn": "a"}])
def test_nonsense_in_the_address_is_not_an_error(asked: dict[str, str]) -> None:
    offered()
    assert "Open tafel" in page("/aanbod/", **asked)


def test_the_list_downloads_with_the_same_filters() -> None:
    offered("Schaken")
    offered("Koken")
    answer = Client().get("/aanbod/", {"zoek": "schaken", "uitvoer": "csv"})
    text = answer.content.decode("utf-8-sig")
    assert "Schaken" in text
    assert "Koken" not in text
    assert "elke dinsdag" in text


def test_the_calendar_holds_the_coming_dates_without_the_cancelled_ones() -> None:
    first = next(day for day in _tuesdays())
    changes = [Change(first, reason="Verbouwing")]
    service = offered(timetable=Timetable(WEEKLY.starts_on, WEEKLY.slots, changes=changes))
    answer = Client().get(f"{service.get_absolute_url()}agenda.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    starts = [timezone.localtime(event.decoded("dtstart")) for event in events]
    assert len(starts) > 40
    assert all((start.weekday(), start.hour) == (1, 12) for start in starts)
    assert first not in {start.date() for start in starts}
    assert "Verbouwing" in page(service.get_absolute_url())


def _tuesdays() -> list[date]:
    today = timezone.localdate()
    days = [date.fromordinal(today.toordinal() + ahead) for ahead in range(1, 15)]
    return [day for day in days if day.weekday() == 1]


def test_a_draft_is_not_found_by_others() -> None:
    people = cast()
    service = offered(provider=people.foundation, published=False)
    paths = [service.get_absolute_url(), f"{service.get_absolute_url()}agenda.ics"]
    for path in paths:
        assert Client().get(path).status_code == 404
        assert people.charlie.client().get(path).status_code == 404
        assert people.dina.client().get(path).status_code == 200


def test_what_has_ended_leaves_the_list_but_keeps_its_page() -> None:
    service = offered(life_cycle=LifeCycle.ENDED)
    assert service.name not in page("/aanbod/")
    assert "Dit is gestopt" in page(service.get_absolute_url())


def test_home_visits_have_no_wheelchair_line_and_english_is_complete() -> None:
    service = offered(at_home=True, languages=["ar", "ti"])
    told = page(service.get_absolute_url(), taal="en")
    assert "At your home" in told
    assert "Arabic, ti" in told
    assert "wheelchair" not in told

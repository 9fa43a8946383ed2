"""The list, the page and the calendar of what there is, as a visitor gets them."""

import json
from datetime import date, time, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
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
    confirmed = timezone.localdate() - timedelta(days=20)
    offered(place=make.place("Het Middelpunt", step_free="yes"), confirmed_at=confirmed, example=True)
    told = page("/aanbod/")
    for words in ("elke dinsdag 12.00-13.30 uur", "Het Middelpunt", "prijs onbekend", "rolstoel kan naar binnen"):
        assert words in told
    assert date_format(confirmed, r"\B\e\v\e\s\t\i\g\d \i\n F Y") in told
    assert "1 resultaat" in told


def test_an_example_says_so_and_is_kept_from_search_engines() -> None:
    service = offered(example=True)
    assert "Voorbeeld" in page("/aanbod/")
    told = page(service.get_absolute_url())
    assert "Dit is een voorbeeld" in told
    assert "noindex" in told
    assert "ld+json" not in told


def test_a_real_one_has_structured_data_that_cannot_end_its_script() -> None:
    service = offered(place=make.place())
    Service.objects.update(name="</script><b>Tafel")
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


def test_the_number_beside_a_choice_is_what_that_choice_gives() -> None:
    offered("Koffie")
    offered("Thee", timetable=Timetable(WEEKLY.starts_on, [Slot("FREQ=WEEKLY;BYDAY=WE", time(19), time(21))]))
    make.target_group("seniors", label_nl="Ouderen")
    told = page("/aanbod/")
    for words in ("dinsdag (1)", "woensdag (1)", "maandag (0)", "avond (1)", "Ontmoeten (2)", "Ouderen (2)"):
        assert words in told
    told = page("/aanbod/", dag="1")
    assert "woensdag (1)" in told, "the days count as if none was chosen"
    assert "avond (0)" in told
    assert "Alleen waar een rolstoel naar binnen kan (0)" in told
    assert "Niet wat vol is (1)" in told


def test_the_reason_answers_each_wish() -> None:
    place = make.place("Het Middelpunt", x=155000.0, y=463450.0, step_free="yes")
    offered(place=place, minimum_age=65, price=0, confirmed_at=date(2026, 10, 5), example=True, languages=["ar"])
    asked = {
        "bij": "155000, 463000",
        "dag": "1",
        "leeftijd": "70",
        "rolstoel": "on",
        "taal_aanbod": "ar",
        "kosten": "free",
    }
    told = page("/aanbod/", **asked).replace("\xa0", " ")
    reason = (
        "450 m, dinsdag 12.00, voor 65 jaar en ouder, gratis, ook in het Arabisch, rolstoel kan naar binnen, bevestigd"
    )
    assert reason in told
    assert "precies dit punt" in told
    assert "dir-card__reason" not in page("/aanbod/")


def test_one_line_of_words_is_read_shown_and_can_be_taken_out() -> None:
    offered("Wandelen", price=0)
    told = page("/aanbod/", zoek="dinsdagmiddag wandelen gratis")
    assert "Wandelen</a>" in told
    assert "Wij lazen in uw woorden" in told
    assert 'href="?dag=1&amp;dagdeel=afternoon&amp;zoek=wandelen"' in told, "the address without the price"
    literal = page("/aanbod/", zoek="wandelen gratis", letterlijk="on")
    assert "Hier heet niets “gratis”" in literal, "what asks nothing is said"
    assert "Wandelen</a>" in literal
    assert "Niets gevonden" in page("/aanbod/", zoek="woensdag wandelen")
    assert "Wandelen</a>" in page("/aanbod/", zoek="woensdag wandelen", dag="1"), "what is chosen counts"


def test_a_place_by_its_name_is_a_point() -> None:
    place = make.place("Het Middelpunt", x=155000.0, y=463000.0, search_text="het middelpunt")
    offered(place=place)
    make.service("Ver weg", place=make.place(x=190000.0, y=463000.0))
    told = page("/aanbod/", bij="het middelpunt")
    assert "vanaf Het Middelpunt" in told
    assert "Ver weg" not in told


def test_a_range_of_dates_finds_what_happens_then_and_not_what_was_cancelled() -> None:
    first, second = _tuesdays()[:2]
    offered("Verbouwing", timetable=Timetable(WEEKLY.starts_on, WEEKLY.slots, changes=[Change(first, reason="Dicht")]))
    offered("Gewoon")
    told = page("/aanbod/", vanaf=str(first), tot_en_met=str(first))
    assert "Gewoon</a>" in told
    assert "Verbouwing</a>" not in told
    told = page("/aanbod/", vanaf=str(first), tot_en_met=str(second))
    assert told.index("Gewoon</a>") < told.index("Verbouwing</a>"), "what begins soonest comes first"
    assert "Niets gevonden" in page("/aanbod/", vanaf=str(first), tot_en_met=str(first), dag="3")


def test_on_a_public_holiday_nothing_is_found_that_skips_it() -> None:
    christmas = _next_christmas()
    slots = [Slot("FREQ=DAILY", time(12), time(13))]
    offered("Elke dag", timetable=Timetable(WEEKLY.starts_on, slots))
    offered("Ook dan", timetable=Timetable(WEEKLY.starts_on, slots, skips_public_holidays=False))
    told = page("/aanbod/", vanaf=str(christmas), tot_en_met=str(christmas))
    assert "Ook dan</a>" in told
    assert "Elke dag</a>" not in told


def _next_christmas() -> date:
    today = timezone.localdate()
    christmas = date(today.year, 12, 25)
    return christmas if christmas > today else date(today.year + 1, 12, 25)


def test_the_order_can_be_chosen_and_says_which_it_is() -> None:
    offered("Zingen", place=make.place(x=155000.0, y=463100.0))
    offered("Appels", place=make.place(x=155000.0, y=463900.0))
    near = {"bij": "155000, 463000"}
    told = page("/aanbod/", sorteer="afstand", **near)
    assert told.index("Zingen</a>") < told.index("Appels</a>")
    assert "<strong>wat het dichtst bij is</strong>" in told
    told = page("/aanbod/", sorteer="naam", **near)
    assert told.index("Appels</a>") < told.index("Zingen</a>")
    assert "wat het dichtst bij is" not in page("/aanbod/"), "from nowhere nothing is near"
    assert page("/aanbod/", sorteer="bevestigd")
    assert page("/aanbod/", sorteer="tijd")


def test_the_map_has_the_numbers_of_the_list_and_leads_to_them() -> None:
    square = [[[154000, 462000], [156000, 462000], [156000, 464000], [154000, 464000], [154000, 462000]]]
    make.area(make.AMERSFOORT, name="Amersfoort", outline=square)
    make.area(make.LIENDERT, name="Liendert", outline=square)
    place = make.place(x=155000.0, y=463000.0)
    offered("Koffie", place=place)
    offered("Thee", place=place)
    told = page("/aanbod/")
    assert '<a href="#hit-1"' in told
    assert "1. Koffie, 2. Thee" in told
    assert 'id="hit-1"' in told
    assert f"?wijk={make.LIENDERT}" in told
    assert "map-circle" in page("/aanbod/", bij="155000, 463000")


def test_a_group_that_stays_hidden_is_reached_through_who_keeps_its_entries() -> None:
    keeper = make.organisation("Welzijn", email="welzijn@example.org")
    group = make.organisation("Breiclub", email="breien@example.org", kept_by=keeper, contact_hidden=True)
    told = page(offered("Breien", provider=group).get_absolute_url())
    assert "welzijn@example.org" in told
    assert "U bereikt deze groep via Welzijn" in told
    assert "breien@example.org" not in told


def test_the_page_has_the_other_offers_what_is_near_then_and_how_to_share() -> None:
    provider = make.organisation("Ouderenwerk")
    place = make.place(x=155000.0, y=463000.0, access_note="Bel aan bij de zijdeur.")
    service = offered(place=place, provider=provider, availability="full", minimum_age=65)
    offered("Biljarten", place=make.place(x=155000.0, y=463300.0))
    offered("Bingo", provider=provider)
    told = page(service.get_absolute_url()).replace("\xa0", " ")
    assert "Meer van Ouderenwerk" in told
    assert "Bingo</a>" in told
    assert "Biljarten</a> (300 m, dinsdag 12.00)" in told
    assert "mailto:?subject=Open%20tafel" in told
    assert "Bel aan bij de zijdeur." in told
    assert "Voor 65 jaar en ouder" in told
    assert "Het is nu vol." in told


def test_search_engines_get_ages_price_language_times_and_the_way_in() -> None:
    place = make.place(step_free="yes")
    service = offered(place=place, minimum_age=65, price=0, languages=["ar"], availability="full")
    told = page(service.get_absolute_url())
    facts = json.loads(told.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert facts["@type"] == "Event"
    assert facts["audience"] == {"@type": "PeopleAudience", "audienceType": "Iedereen", "suggestedMinAge": 65}
    assert facts["typicalAgeRange"] == "65-"
    assert facts["isAccessibleForFree"] is True
    assert facts["offers"]["availability"] == "https://schema.org/SoldOut"
    assert facts["inLanguage"] == ["nl", "ar"]
    assert facts["eventSchedule"][0]["byDay"] == "https://schema.org/Tuesday"
    assert facts["eventSchedule"][0]["repeatFrequency"] == "P1W"
    assert facts["location"]["amenityFeature"]["value"] is True


def test_what_has_no_dates_is_a_service_for_search_engines_with_its_language_and_place() -> None:
    told = page(offered(timetable=None, place=make.place("Bieb")).get_absolute_url())
    facts = json.loads(told.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert facts["@type"] == "Service"
    assert facts["availableChannel"]["serviceLocation"]["name"] == "Bieb"


def test_an_offer_without_ages_takes_those_of_its_target_groups() -> None:
    make.target_group("children", label_nl="Kinderen", age_from=0, age_to=12)
    offered("Huiswerk", target_groups=["children"])
    assert "Niets gevonden" in page("/aanbod/", leeftijd="70")
    assert "Huiswerk</a>" in page("/aanbod/", leeftijd="8")


def test_a_day_of_the_week_and_dates_must_hold_together() -> None:
    offered(timetable=Timetable(WEEKLY.starts_on, [Slot("FREQ=WEEKLY;BYDAY=TU,TH", time(12), time(13))]))
    tuesday = _tuesdays()[0]
    thursday = date.fromordinal(tuesday.toordinal() + 2)
    assert "Open tafel</a>" in page("/aanbod/", vanaf=str(thursday), tot_en_met=str(thursday), dag="3")
    assert "Niets gevonden" in page("/aanbod/", vanaf=str(thursday), tot_en_met=str(thursday), dag="1")

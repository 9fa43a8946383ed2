"""Who nearby could fill a white spot: from theme, group, places left over, rooms, hours and distance only (M43)."""

from datetime import time
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.cast import cast
from tests.coordination.town import WEST, norm, offer, town

from wijkhart.areas.models import Area, Figure
from wijkhart.coordination.actions import recompute_coverage
from wijkhart.coordination.models import ServiceUse
from wijkhart.coordination.queries import Player, players_order, surroundings_of
from wijkhart.coordination.queries.rooms import STRETCH, Slot, free_parts
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.directory.models import Service, ServiceTime
from wijkhart.places.models import Place, Room
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import OpeningHours, OpeningSlot

SYSTEM = System("test")
PARTS = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24)}


def players(area: Area | None = None, theme: str = "meeting", group: str = "seniors") -> list[Player]:
    """Of the white spot of seniors in the west, unless told otherwise."""
    where = area or Area.objects.get(code=WEST)
    return surroundings_of(ANONYMOUS, where).players(Theme.objects.get(pk=theme), TargetGroup.objects.get(pk=group))


def named(found: list[Player]) -> list[tuple[str, str]]:
    return [(player.name, player.why) for player in found]


def opened(place: Place, *slots: tuple[int, str, str]) -> OpeningHours:
    """Give a place its weekly opening hours."""
    hours = OpeningHours.objects.create()
    for weekday, opens, closes in slots:
        OpeningSlot.objects.create(hours=hours, weekday=weekday, opens_at=opens, closes_at=closes)
    Place.objects.filter(pk=place.pk).update(opening_hours=hours)
    return hours


def computed() -> None:
    recompute_coverage(by=SYSTEM, municipality="GM0307", forced=True)


@pytest.fixture
def here(db: None) -> Area:
    """Seniors in need of meeting, in the west and the east; youth too; and other themes that nobody needs."""
    west, _east, _empty = town()
    norm(reach=600)
    norm(group="youth", measure="", share=0.01)
    norm(theme="money", reach=600, share=0.01)
    return west


def without_rooms(found: list[Player]) -> list[Player]:
    return [player for player in found if player.kind == "organisation"]


def test_who_does_the_same_comes_before_another_group_before_another_theme(here: Area) -> None:
    """Seniors can come in the morning and the afternoon, so what is held in the evening has all its places left."""
    giver = {key: make.organisation(key, formal=key != "Anders") for key in ("Zelfde", "Anders", "Groep", "Niets")}
    offer("Avond", 150_500, part="evening", groups=("seniors",), provider=giver["Zelfde"], capacity=12)
    offer("Jeugd", 150_400, groups=("youth",), provider=giver["Anders"], capacity=300)
    offer("Geld", 150_300, themes=("money",), groups=("seniors",), provider=giver["Groep"], capacity=300)
    offer("Taal", 150_300, themes=("language",), groups=("youth",), provider=giver["Niets"])
    computed()
    found = without_rooms(players(here))
    assert named(found) == [("Zelfde", "same"), ("Anders", "theme"), ("Groep", "group")]
    assert [player.formal for player in found] == [True, False, True]
    first = found[0]
    assert (first.services, first.free) == (("Avond",), 12)
    assert first.metres is not None
    assert 0 <= first.metres < 200
    said = first.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("doet hetzelfde voor deze mensen, ergens anders of op een ander moment (Avond)")
    assert f"{round(first.metres, -1)} m; 12 plekken per week over" in said


def test_who_is_full_is_no_player(here: Area) -> None:
    offer("Vol", 150_500, groups=("seniors",), capacity=5)
    computed()
    assert without_rooms(players(here)) == []
    ServiceUse.objects.update(used=4.5)
    assert without_rooms(players(here)) == []
    ServiceUse.objects.update(used=0)
    assert [player.free for player in without_rooms(players(here))] == [5]


def test_what_is_far_is_not_nearby_and_what_comes_home_has_no_distance(here: Area) -> None:
    offer("Dichtbij", 153_000, part="evening", groups=("seniors",))
    offer("Ver", 155_000, part="evening", groups=("seniors",))
    for name, code in (("Op bezoek", WEST), ("Bezoek elders", "WK030702"), ("Hele stad", "")):
        visit = make.service(name, at_home=True, district_code=code, groups=("youth",), capacity=300)
        ServiceTime.objects.create(
            service=visit, weekday=2, part_of_day="evening", starts_at="19:00", ends_at="20:00", per_week=1
        )
    computed()
    found = without_rooms(players(here))
    assert {player.services[0]: player.metres is None for player in found} == {
        "Dichtbij": False,
        "Op bezoek": True,
        "Hele stad": True,
    }
    assert "komt bij mensen thuis" in found[-1].sentence


def test_the_services_of_one_organisation_are_one_player(here: Area) -> None:
    giver = make.organisation("Buurthuis")
    offer("Avond", 150_500, part="evening", groups=("seniors",), provider=giver, capacity=12)
    offer("Nacht", 150_600, part="evening", groups=("everyone",), provider=giver, capacity=8)
    offer("Jeugd", 150_400, groups=("youth",), provider=giver, capacity=300)
    computed()
    (one,) = without_rooms(players(here))
    assert (one.services, one.free, one.why) == (("Avond", "Nacht"), 20, "same")


def test_a_place_with_a_free_room_within_reach(here: Area) -> None:
    owner = make.organisation("Kerk", formal=False)
    hall = make.place("Adventkerk", x=150_500.0, y=400_500.0, owner=owner)
    Room.objects.create(place=hall, name="Zaal", seats=30)
    opened(hall, (1, "09:00", "17:00"), (2, "13:00", "22:00"), (3, "10:00", "11:30"))
    far = make.place("Ver weg", x=153_500.0, y=400_500.0)
    Room.objects.create(place=far, name="Zaal", seats=30)
    busy = make.service("Koor", place=hall, themes=("language",), groups=("youth",))
    ServiceTime.objects.create(
        service=busy, weekday=1, part_of_day="morning", starts_at="09:00", ends_at="11:00", per_week=0.5
    )
    computed()
    (one,) = players(here)
    assert (one.name, one.why, one.formal, one.rooms) == ("Adventkerk", "room", False, ("Zaal",))
    assert one.hours == ((1, "afternoon"), (2, "afternoon"))
    assert "ruimte: Zaal; vrij in de middag op dinsdag en woensdag" in one.sentence


@pytest.mark.parametrize(
    ("facts", "rooms", "slots", "why", "words"),
    [
        ({}, [], None, "ask", "ruimtes en openingstijden niet bekend, vraag het na"),
        ({}, [None], None, "ask", "openingstijden niet bekend, vraag het na"),
        ({}, [], [(1, "09:00", "17:00")], "ask", "ruimtes niet bekend, vraag het na; vrij in de ochtend op dinsdag"),
        ({}, [4], [(1, "09:00", "17:00")], None, ""),
        ({}, [30], [(1, "19:00", "22:00")], None, ""),
        ({}, [30], [], None, ""),
        ({"kind": "outdoor"}, [30], [(1, "09:00", "17:00")], None, ""),
        ({"mobile": True}, [30], [(1, "09:00", "17:00")], None, ""),
        ({"published": False}, [30], [(1, "09:00", "17:00")], None, ""),
        ({"x": None}, [30], [(1, "09:00", "17:00")], None, ""),
    ],
)
def test_what_is_not_known_is_said_and_what_does_not_suit_is_left_out(
    here: Area, facts: dict[str, Any], rooms: list[int | None], slots: list[Any] | None, why: str | None, words: str
) -> None:
    place = make.place("Huis", **{"x": 150_500.0, "y": 400_500.0, **facts})
    for number, seats in enumerate(rooms):
        Room.objects.create(place=place, name=f"Zaal {number}", seats=seats)
    if slots is not None:
        opened(place, *slots)
    computed()
    found = players(here)
    assert [player.why for player in found] == ([why] if why else [])
    assert words in "".join(player.sentence for player in found)


def test_who_the_residents_are_changes_nothing(here: Area) -> None:
    """Other ages, other origins, more or fewer lonely people: the same players in the same order (M43)."""
    for number in range(4):
        offer(f"Avond {number}", 150_300 + 400 * number, part="evening", groups=("seniors",))
        offer(f"Jeugd {number}", 151_500 - 300 * number, groups=("youth",), capacity=900)
    computed()
    before = players(here)
    assert len(before) >= 8
    for place, (key, value) in enumerate([("age_65plus", 60), ("age_0_15", 0), ("lonely_65plus", 90.0)]):
        Figure.objects.filter(measure_id=key).update(value=value - place)
    make.figure(here, 40.0, "born_outside_europe")
    computed()
    assert [(one.name, one.why, one.metres) for one in players(here)] == [
        (one.name, one.why, one.metres) for one in before
    ]


def test_nearer_goes_first_within_the_same_reason(here: Area) -> None:
    for name, x in (("Verder", 152_000), ("Dichterbij", 151_400), ("Verst", 153_000)):
        offer(name, x, part="evening", groups=("seniors",), provider=make.organisation(name))
    computed()
    assert [player.name for player in without_rooms(players(here))] == ["Dichterbij", "Verder", "Verst"]
    assert "dichtbij is eerst" in players_order()


def test_without_a_computation_a_norm_or_people_there_is_nobody(here: Area) -> None:
    offer("Avond", 150_500, part="evening", groups=("seniors",))
    assert players(here) == []
    computed()
    assert players(here)
    assert players(here, theme="meeting", group=make.target_group("dementia").pk) == []
    assert players(Area.objects.get(code="GM0307")) == []
    assert players(Area.objects.get(code="WK030732")) == []


def test_what_is_not_published_stays_hidden(here: Area) -> None:
    offer("Avond", 150_500, part="evening", groups=("seniors",))
    computed()
    Service.objects.update(published=False)
    Place.objects.update(published=False)
    assert players(here) == []
    assert surroundings_of(cast().alice.actor, here).players(
        Theme.objects.get(pk="meeting"), TargetGroup.objects.get(pk="seniors")
    )


def test_the_surroundings_are_read_once(here: Area, django_assert_num_queries: Any) -> None:
    for number in range(3):
        offer(f"Avond {number}", 150_500, part="evening", groups=("seniors",))
        opened(Place.objects.get(name=f"Huis Avond {number}"), (1, "09:00", "17:00"))
    computed()
    theme, group = Theme.objects.get(pk="meeting"), TargetGroup.objects.get(pk="seniors")
    with django_assert_num_queries(7):
        around = surroundings_of(ANONYMOUS, here)
        around.players(theme, group)
        around.players(theme, TargetGroup(pk="youth"))


def test_the_list_on_a_page(here: Area) -> None:
    for number in range(7):
        offer(f"Avond {number}", 150_500, part="evening", groups=("seniors",), example=number == 0)
    computed()
    text = render_to_string("coordination/_players.html", {"players": players(here)})
    assert "formeel" in text
    assert "Voorbeeld" in text
    assert "Laat iedereen zien" in text
    assert "We kennen niemand dichtbij" in render_to_string("coordination/_players.html", {"players": []})


times = st.integers(0, 48).map(lambda half: min(half * 30, 1439))
slots = st.lists(
    st.tuples(st.integers(0, 2), st.lists(times, min_size=2, max_size=2, unique=True)).map(
        lambda one: (one[0], *sorted(one[1]))
    ),
    max_size=5,
)


def as_slots(found: list[tuple[int, int, int]]) -> list[Slot]:
    return [(day, time(start // 60, start % 60), time(end // 60, end % 60)) for day, start, end in found]


@given(slots, slots, st.integers(1, 3), st.sets(st.sampled_from(sorted(PARTS)), min_size=1))
def test_free_parts_are_what_walking_minute_by_minute_finds(
    opening: list[Any], taken: list[Any], rooms: int, parts: set[str]
) -> None:
    found = []
    for day in range(3):
        for part, (start, end) in PARTS.items():
            stretch = longest = 0
            for minute in range(start * 60, end * 60):
                inside = any(one == day and a <= minute < b for one, a, b in opening)
                busy = sum(one == day and a <= minute < b for one, a, b in taken)
                stretch = stretch + 1 if inside and busy < rooms else 0
                longest = max(longest, stretch)
            if part in parts and longest >= STRETCH:
                found.append((day, part))
    assert list(free_parts(as_slots(opening), as_slots(taken), rooms, parts)) == found

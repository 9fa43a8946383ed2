"""The pages of pictures, of what can be borrowed and of calendars from elsewhere: who may, bad input, and success."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast, cast
from tests.places.building import BY, centre, room, some_tuesday
from tests.places.test_outside_calendar import file_of, lesson
from tests.places.test_photos import added, picture

from wijkhart.places.actions import bring_in_calendar, set_shared_item
from wijkhart.places.models import Booking, OutsideCalendar, Photo, Room, SharedItem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def people() -> Cast:
    cache.clear()
    return cast()


@pytest.fixture
def space(people: Cast) -> Room:
    """A room of Joris' centre."""
    return room(centre(owner=people.centre))


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def timetable() -> bytes:
    return file_of(lesson(some_tuesday(), "10:00", "11:00"))


def paths_of(space: Room) -> dict[str, tuple[str, dict[str, Any]]]:
    """Every address with what is posted there."""
    place = space.place
    photo = added(place)
    item = set_shared_item(by=BY, place=place, name="Beamer", number=1)
    bring_in_calendar(by=BY, room=space, name="School", content=timetable())
    calendar = OutsideCalendar.objects.get()
    return {
        "photos": (f"/plekken/{place.pk}/fotos/", {"alt": "Tuin.", "file": sent("a.jpg", picture())}),
        "words": (f"/plekken/fotos/{photo.pk}/wijzigen/", {"alt": "Iets anders."}),
        "first": (f"/plekken/fotos/{photo.pk}/vooraan/", {}),
        "items": (f"/plekken/{place.pk}/spullen/", {"name": "Kinderwagen", "number": "2"}),
        "item off": (f"/plekken/spullen/{item.pk}/weg/", {}),
        "calendars": (
            f"/plekken/ruimtes/{space.pk}/agendas-elders/",
            {"name": "Sport", "file": sent("a.ics", timetable())},
        ),
        "calendar off": (f"/plekken/agendas-elders/{calendar.pk}/weg/", {}),
        "photo off": (f"/plekken/fotos/{photo.pk}/weg/", {}),
    }


def kept() -> tuple[list[Any], ...]:
    """All that those pages write."""
    return (
        list(Photo.objects.order_by("pk").values_list("alt", "position")),
        list(SharedItem.objects.order_by("pk").values_list("name", "number")),
        list(OutsideCalendar.objects.order_by("pk").values_list("name", "events")),
        list(Booking.objects.order_by("pk").values_list("state", flat=True)),
    )


@pytest.mark.parametrize("who", ["nobody", "charlie", "greet", "hans"])
def test_who_does_not_keep_the_place_may_not(people: Cast, space: Room, who: str) -> None:
    paths, browser = paths_of(space), Client() if who == "nobody" else getattr(people, who).client()
    before = kept()
    for path, facts in paths.values():
        answer = browser.post(path, facts)
        assert answer.status_code in ((302,) if who == "nobody" else (403, 404)), path
        assert who != "nobody" or "/inloggen/" in answer.url
    assert kept() == before


def test_who_keeps_the_place_may_do_each(people: Cast, space: Room) -> None:
    browser = people.joris.client()
    paths = paths_of(space)
    for path, facts in paths.values():
        before = kept()
        assert browser.post(path, facts).status_code == 302, path
        assert kept() != before or path.endswith("/vooraan/")
    assert list(Photo.objects.values_list("alt", flat=True)) == ["Tuin."]
    assert list(SharedItem.objects.values_list("name", "number")) == [("Kinderwagen", 2)]
    assert OutsideCalendar.objects.get().name == "Sport"
    for key in ("first", "photo off", "item off", "calendar off"):
        assert browser.get(paths[key][0]).status_code == 405


def test_bad_input_says_what_is_wrong_and_keeps_what_was_typed(people: Cast, space: Room) -> None:
    browser, place = people.joris.client(), space.place
    wrong: list[tuple[str, dict[str, Any], str, str]] = [
        (f"/plekken/{place.pk}/fotos/", {"alt": "Grote tuin", "file": sent("a.jpg", b"x")}, "Grote tuin", "file"),
        (f"/plekken/{place.pk}/fotos/", {"alt": "Grote tuin"}, "Grote tuin", "file"),
        (f"/plekken/{place.pk}/spullen/", {"name": "Naaimachine", "number": "0"}, "Naaimachine", "number"),
        (f"/plekken/{place.pk}/spullen/", {"name": "Naaimachine", "number": "veel"}, "Naaimachine", "number"),
        (
            f"/plekken/ruimtes/{space.pk}/agendas-elders/",
            {"name": "Sport", "file": sent("a.ics", b"x")},
            'value="Sport"',
            "file",
        ),
        (f"/plekken/ruimtes/{space.pk}/agendas-elders/", {"name": "Sport"}, 'value="Sport"', "file"),
    ]
    before = kept()
    for path, facts, typed, field in wrong:
        answer = browser.post(path, facts)
        told = answer.content.decode()
        assert answer.status_code == 200, path
        assert typed in told
        assert f'href="#id_{field}"' in told[told.index("wh-error-summary") :]
    assert kept() == before


def test_a_room_of_another_place_cannot_be_chosen_for_a_picture(people: Cast, space: Room) -> None:
    other = room(centre("Elders", owner=people.centre))
    facts = {"alt": "Tuin.", "room": str(other.pk), "file": sent("a.jpg", picture())}
    answer = people.joris.client().post(f"/plekken/{space.place_id}/fotos/", facts)
    assert answer.status_code == 200
    assert not Photo.objects.exists()


def test_a_picture_is_seen_by_everyone_but_not_of_a_hidden_place(people: Cast, space: Room) -> None:
    photo = added(space.place)
    path = f"/plekken/fotos/{photo.pk}.jpg"
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    space.place.published = False
    space.place.save()
    for name, status in (("dina", 404), ("charlie", 404), ("joris", 200), ("alice", 200)):
        assert getattr(people, name).client().get(path).status_code == status, name
    assert Client().get(path).status_code == 404

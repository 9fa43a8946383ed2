"""The pages of a week: what is shown to whom, and the way through a proposal."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, cast
from tests.places import building
from tests.programming.week import BY, booked, centre, line, next_monday, week

from wijkhart.programming.actions import add_line, fill_week, publish_week
from wijkhart.programming.models import WeekLine, WeekProgramme

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    make.area(make.AMERSFOORT, name="Amersfoort")
    make.area()
    make.theme()
    make.target_group()
    return cast()


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_the_board_starts_a_week_and_an_organisation_proposes(people: Cast) -> None:
    place = centre(people, agreed=True)
    board, provider = people.joris.client(), people.dina.client()
    start = reverse("week_programme_start", args=[make.AMERSFOORT])
    assert "Het Middelpunt" in text(board, start)
    assert provider.get(start).status_code == 403
    board.post(start, {"of": str(place.pk), "monday": f"{next_monday()}", "title": "Deze week", "intro": ""})
    programme = WeekProgramme.objects.get()
    public = reverse("place_week", args=[place.pk]) + f"?week={programme.monday}"
    assert "Naar de weekprogramma" in text(provider, public), "who makes programmes finds the one in the making"
    assert "Naar de weekprogramma" not in text(Client(), public)
    add = reverse("week_programme_line", args=[programme.pk])
    assert "Regel voorstellen" in text(provider, add)
    told = {"title": "Taalcafé", "day": f"{programme.monday}", "starts": "14:00", "ends": "16:00", "open_to_all": "on"}
    provider.post(add, {**told, "organisation": str(people.foundation.pk), "themes": ["meeting"]})
    made = WeekLine.objects.get()
    assert made.state == "proposed"
    page = text(board, programme.get_absolute_url())
    assert "Taalcafé" in page
    assert "Wat ontbreekt deze week?" in page
    back = reverse("week_line_return", args=[made.pk])
    assert "Zeg" in board.post(back, {"reason": ""}).content.decode()
    board.post(back, {"reason": "Te laat op de dag."})
    assert "Te laat op de dag." in text(provider, reverse("week_line_edit", args=[made.pk]))
    step = reverse("week_line_step", args=[made.pk])
    assert provider.post(step, {"stap": "agree"}).status_code == 403
    board.post(step, {"stap": "agree"})
    board.post(reverse("week_programme_step", args=[programme.pk]), {"stap": "publish"})
    assert "Taalcafé" in text(Client(), programme.public_url)


def test_the_public_reads_filters_and_takes_it_along(people: Cast) -> None:
    place = centre(people)
    programme = week(place)
    empty = text(Client(), programme.public_url)
    assert "nog geen programma van deze week" in empty
    room = building.room(place)
    booked(programme, room, organisation=people.foundation, open_to_all=True, title="Breiclub", note="Ria belt")
    fill_week(by=BY, programme=programme)
    add_line(by=BY, programme=programme, facts=line(programme, people.centre, "19:00-21:00", title="Filmavond"))
    publish_week(by=BY, programme=programme)
    page = text(Client(), programme.public_url)
    assert "Breiclub" in page
    assert "Ria" not in page
    assert "Breiclub" not in text(Client(), programme.public_url + "&dagdeel=evening")
    calendar = text(Client(), f"{reverse('place_week_file', args=[place.pk])}?week={programme.monday}")
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "Filmavond" in text(Client(), programme.public_url + "&uitvoer=csv")


def test_a_wijk_has_a_week_too(people: Cast) -> None:
    page = text(Client(), reverse("district_week", args=[make.LIENDERT]))
    assert "nog geen programma van deze week" in page
    assert "VEVENT" not in text(Client(), reverse("district_week_file", args=[make.LIENDERT]))


def test_every_page_of_making_opens(people: Cast) -> None:
    place = centre(people)
    building.room(place)
    programme = week(place)
    made = add_line(by=BY, programme=programme, facts=line(programme, people.foundation))
    board = people.joris.client()
    for name in ("week_line_edit", "week_line_return", "week_line_room"):
        text(board, reverse(name, args=[made.pk]))
    text(board, reverse("week_programme_edit", args=[programme.pk]))
    assert "Deze week" in text(board, reverse("week_programme_list", args=[make.AMERSFOORT]))
    assert people.lena.client().get(programme.get_absolute_url()).status_code in (200, 404)
    assert people.charlie.client().get(programme.get_absolute_url()).status_code == 404

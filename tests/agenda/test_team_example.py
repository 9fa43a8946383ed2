"""The wijk teams of the demonstration."""

import pytest
from django.test import Client
from tests import make
from tests.agenda import scene
from tests.cast import cast

from wijkhart.agenda.actions import load_example_team
from wijkhart.agenda.models import TeamDecision, TeamMeeting, TeamSeat, WijkTeam
from wijkhart.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def test_one_team_works_and_one_begins_each_marked_as_example(client: Client) -> None:
    scene.town()
    here = make.organisation("Burenhulp Liendert", example=True, formal=False)
    make.organisation("Bewonersgroep Oost", example=True, formal=False)
    made, younger = load_example_team(by=scene.BY, municipality=make.AMERSFOORT)
    assert (made.district_code, made.published, younger.published) == (make.LIENDERT, True, False)
    assert set(WijkTeam.objects.values_list("example", flat=True)) == {True}
    assert TeamSeat.objects.filter(team=made, organisation=here).exists()
    assert TeamSeat.objects.filter(team=made, group="Bewonersgroep").exists(), "that of another wijk has no seat here"
    held, coming = TeamMeeting.objects.filter(team=made).order_by("starts_at")
    assert held.minutes
    assert coming.open_to_all
    states = list(TeamDecision.objects.values_list("state", flat=True))
    assert states.count("done") == 1
    assert [one.late for one in TeamDecision.objects.all()].count(True) == 1
    assert "Dit team is een voorbeeld" in client.get(made.get_absolute_url()).content.decode()
    assert load_example_team(by=scene.BY, municipality=make.AMERSFOORT) == []


def test_examples_need_the_right_and_two_wijken() -> None:
    make.area(make.AMERSFOORT, name="Amersfoort")
    with pytest.raises(NotAllowed):
        load_example_team(by=cast().hans.actor, municipality=make.AMERSFOORT)
    with pytest.raises(Refused, match="te weinig wijken"):
        load_example_team(by=scene.BY, municipality=make.AMERSFOORT)

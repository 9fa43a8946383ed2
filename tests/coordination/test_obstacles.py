"""What stands in the way of players: told without an account, owned, and brought to an end with a reason."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests import make
from tests.agenda import scene
from tests.cast import Cast, cast

from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.coordination.actions import (
    ObstacleFacts,
    Settlement,
    log_obstacle,
    settle_obstacle,
    tell_obstacle,
)
from wijkhart.coordination.links import invited
from wijkhart.coordination.models import Alliance, AlliancePartner, Obstacle
from wijkhart.coordination.queries.obstacles import obstacles_by_kind
from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.links import digest_of

pytestmark = pytest.mark.django_db
SYSTEM = System("test")
TOKEN = "een-geheim-van-de-link"
PAGE = f"/meedoen/{TOKEN}/obstakel/"
TEXT = "De deur van de zaal gaat om zeven uur op slot."


@pytest.fixture(autouse=True)
def _fresh_turns() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def people() -> Cast:
    scene.town()
    return cast()


@pytest.fixture
def partner(people: Cast) -> AlliancePartner:
    alliance = Alliance.objects.create(
        municipality_code=make.AMERSFOORT,
        district_code=make.LIENDERT,
        title="Samen eten",
        purpose="Samen",
        theme=make.theme(),
        target_group=make.target_group("seniors"),
    )
    return AlliancePartner.objects.create(
        alliance=alliance,
        name="Kookgroep",
        task="Koken",
        state="asked",
        token_digest=digest_of(TOKEN),
        expires_at=timezone.now() + timedelta(days=9),
    )


def logged(text: str = TEXT, **facts: str) -> Obstacle:
    told = {"player": "Kookgroep", "kind": "key", "text": text, **facts}
    return log_obstacle(by=SYSTEM, municipality=make.AMERSFOORT, facts=ObstacleFacts(**told))


def settled(obstacle: Obstacle, state: str, outcome: str = "", **told: object) -> Obstacle:
    return settle_obstacle(
        by=SYSTEM, obstacle=obstacle, told=Settlement(state, outcome=outcome, **told), version=obstacle.version
    )


def test_a_player_tells_it_without_an_account_and_reads_there_what_came_of_it(partner: AlliancePartner) -> None:
    client = Client()
    assert client.get(PAGE).status_code == 200
    assert not Obstacle.objects.exists()
    answer = client.post(PAGE, {"kind": "key", "text": TEXT}, follow=True)
    assert TEXT in answer.content.decode()
    made = Obstacle.objects.get()
    assert (made.player, made.partner, made.district_code) == ("Kookgroep", partner, make.LIENDERT)
    settled(made, "solved", "U krijgt een eigen sleutel.")
    assert "U krijgt een eigen sleutel." in Client().get(PAGE).content.decode()


def test_who_does_not_hold_the_link_tells_nothing_behind_it(partner: AlliancePartner) -> None:
    with pytest.raises(NotAllowed):
        tell_obstacle(by=SYSTEM, partner=partner, kind="key", text=TEXT, sender="x")
    assert Client().post("/meedoen/een-ander-woord/obstakel/", {"kind": "key", "text": TEXT}).status_code == 404
    AlliancePartner.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert Client().post(PAGE, {"kind": "key", "text": TEXT}).status_code == 410
    assert not Obstacle.objects.exists()


def test_a_flood_behind_one_link_is_stopped(partner: AlliancePartner) -> None:
    for _number in range(5):
        tell_obstacle(by=invited(partner), partner=partner, kind="key", text=TEXT, sender="x")
    with pytest.raises(Refused, match="te veel berichten"):
        tell_obstacle(by=invited(partner), partner=partner, kind="key", text=TEXT, sender="x")


def test_words_that_name_a_person_are_refused_unless_it_is_said_that_they_do_not(people: Cast) -> None:
    text = "Bel Jan de Vries op 06-12345678."
    with pytest.raises(NamesAPerson):
        logged(text)
    client = people.ines.client()
    page = client.post(
        f"/gemeenten/{make.AMERSFOORT}/obstakels/nieuw/", {"player": "Koor", "kind": "room", "text": text}
    )
    assert "06-12345678" in page.content.decode()
    assert 'name="sure"' in page.content.decode()
    client.post(
        f"/gemeenten/{make.AMERSFOORT}/obstakels/nieuw/",
        {"player": "Koor", "kind": "room", "text": "De Vriezerzaal is vol.", "sure": "on"},
    )
    assert Obstacle.objects.get().player == "Koor"


def test_an_end_needs_its_words_and_a_day_lies_ahead(people: Cast) -> None:
    made = logged()
    for state in ("solved", "refused"):
        with pytest.raises(BadInput, match="opgelost"):
            settled(made, state)
    with pytest.raises(BadInput, match="al geweest"):
        settled(made, "open", due=timezone.localdate() - timedelta(days=1))
    with pytest.raises(BadInput, match="werkt niet"):
        settled(made, "open", owner=people.other_town)
    done = settled(made, "refused", "De wet staat dit niet toe.")
    assert done.settled_on == timezone.localdate()
    again = settled(done, "open", done.outcome)
    assert again.settled_on is None


def test_the_second_of_two_sees_the_first_and_loses_nothing(people: Cast) -> None:
    made = logged()
    settled(made, "solved", "De sleutel is er.")
    page = people.alice.client().post(
        f"/obstakels/{made.pk}/", {"state": "refused", "outcome": "Kan niet", "version": made.version}
    )
    told = page.content.decode()
    assert "intussen gewijzigd" in told
    assert "De sleutel is er." in told
    assert "Kan niet" in told
    made.refresh_from_db()
    assert made.state == "solved"


@pytest.mark.parametrize("who", ["lena", "charlie"])
def test_residents_and_another_town_see_nothing(people: Cast, who: str) -> None:
    made = logged()
    client = getattr(people, who).client()
    assert client.get(f"/obstakels/{made.pk}/").status_code == 404
    assert client.get(f"/gemeenten/{make.AMERSFOORT}/obstakels/").status_code == 403
    with pytest.raises(NotAllowed):
        settle_obstacle(by=getattr(people, who).actor, obstacle=made, told=Settlement("solved", outcome="x"), version=1)


def test_a_worker_reads_and_logs_but_does_not_settle(people: Cast) -> None:
    made = logged()
    client = people.hans.client()
    assert "Write" not in client.get(f"/obstakels/{made.pk}/").content.decode()
    assert client.get(f"/gemeenten/{make.AMERSFOORT}/obstakels/nieuw/").status_code == 200
    with pytest.raises(NotAllowed):
        settle_obstacle(by=people.hans.actor, obstacle=made, told=Settlement("solved", outcome="x"), version=1)


def test_the_kinds_are_counted_with_the_median_of_days(people: Cast) -> None:
    for days in (2, 4, 9):
        made = settled(logged(), "solved", "Klaar")
        Obstacle.objects.filter(pk=made.pk).update(made_at=timezone.now() - timedelta(days=days))
    logged()
    logged(kind="rule")
    first, second = obstacles_by_kind(Obstacle.objects.all())
    assert (first.open, first.solved, first.refused, first.total) == (1, 3, 0, 4)
    assert first.days == 4
    assert (second.open, second.days) == (1, None)


def test_what_is_late_can_be_found_and_taken_away_as_a_file(people: Cast) -> None:
    late, _other = logged("De vergunning duurt lang.", kind="permit"), logged()
    Obstacle.objects.filter(pk=late.pk).update(due=timezone.localdate() - timedelta(days=2))
    told = people.alice.client().get(f"/gemeenten/{make.AMERSFOORT}/obstakels/?telaat=ja&uitvoer=csv")
    text = told.content.decode("utf-8-sig") if not told.streaming else b"".join(told).decode("utf-8-sig")
    assert "De vergunning duurt lang." in text
    assert TEXT not in text

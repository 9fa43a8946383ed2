"""The page of the log: for whom, what it says, filters and file."""

import pytest
from django.test import Client
from tests.cast import Cast, cast

from wijkhart.audit.actions import name_actor, record
from wijkhart.core.actors import System

pytestmark = pytest.mark.django_db
ADDRESS = "/gemeenten/GM0307/logboek/"
BY = System("demo")


@pytest.fixture
def people() -> Cast:
    people = cast()
    alice = people.alice.actor
    name_actor(by=alice, actor_id=alice.actor_id, name="Alice Jansen")
    record(alice, "service.offered", people.town, municipality="GM0307")
    record(BY, "places.imported", municipality="GM0307")
    record(people.bob.actor, "norm.changed", municipality="GM0307")
    record(people.charlie.actor, "service.ended", municipality="GM0150")
    return people


def text(client: Client, query: str = "") -> str:
    answer = client.get(ADDRESS + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_privacy_officer_reads_who_did_what(people: Cast) -> None:
    page = text(people.eva.client())
    assert "Alice Jansen" in page
    assert "aanbod aangeboden" in page
    assert "het systeem (demo)" in page
    assert "geen naam" in page, "Bob has no name in the table beside the chain"
    assert "aanbod beëindigd" not in page, "that was in Deventer"
    assert "3 handelingen" in page


def test_only_who_may_read_it_sees_it(people: Cast) -> None:
    assert people.farid.client().get(ADDRESS).status_code == 200
    for other in people.people:
        if other not in (people.eva, people.farid):
            assert other.client().get(ADDRESS).status_code == 403, other.role
    assert people.eva.client().get("/gemeenten/GM0150/logboek/").status_code == 403
    assert Client().get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?wie=jansen", 1),
        ("?wie=system", 1),
        ("?wat=norm.changed", 1),
        ("?vanaf=2020-01-01", 3),
        ("?tot=2020-01-01", 0),
        ("?vanaf=onzin", 3),
        ("?sorteer=wie", 3),
        ("?sorteer=-wanneer&pagina=9", 3),
    ],
)
def test_filters_and_order(people: Cast, query: str, found: int) -> None:
    assert text(people.eva.client(), query).split("<tbody>")[-1].count("<tr>") == found


def test_the_file_has_the_whole_truth(people: Cast) -> None:
    file = people.eva.client().get(f"{ADDRESS}?uitvoer=csv&wat=service.offered").content.decode("utf-8-sig")
    heading, row = file.strip().splitlines()
    assert people.alice.actor.actor_id in row
    assert "service.offered" in row
    assert str(people.town.pk) in row
    assert heading.count(";") == row.count(";")

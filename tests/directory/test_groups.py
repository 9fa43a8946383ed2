"""Groups of residents whose entries a broker keeps, with their agreement."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import make
from tests.cast import Cast, cast
from tests.directory.keeping import offer

from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.directory.actions import GroupFacts, change_group, end_agreement, keep_group, send_offer
from wijkhart.directory.models import ChangeState, Service

pytestmark = pytest.mark.django_db
FACTS = GroupFacts(
    name="Breiclub de Losse Steek",
    agreed_on=date(2026, 10, 1),
    agreement="Gezegd aan de koffietafel",
    phone="0612345678",
    email="brei@example.org",
)


@pytest.fixture
def people() -> Cast:
    return cast()


def kept(people: Cast) -> Organisation:
    return keep_group(by=people.ines.actor, municipality=make.AMERSFOORT, facts=FACTS)


def test_a_broker_keeps_a_group_with_its_agreement(people: Cast) -> None:
    group = kept(people)
    assert (group.formal, group.kept_by, group.agreed_on) == (False, people.foundation, date(2026, 10, 1))
    assert group.contact == people.foundation


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"agreed_on": None}, "agreed_on"),
        ({"agreement": " "}, "agreement"),
        ({"agreed_on": timezone.localdate() + timedelta(days=2)}, "agreed_on"),
        ({"name": ""}, "name"),
        ({"description": "<i>Breien</i>"}, "description"),
    ],
)
def test_without_agreement_there_is_no_entry(people: Cast, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        keep_group(by=people.ines.actor, municipality=make.AMERSFOORT, facts=replace(FACTS, **wrong))
    assert field in {problem.field for problem in refused.value.problems}
    assert not Organisation.objects.filter(name__startswith="Brei").exists()


def test_only_a_broker_there_keeps_groups(people: Cast) -> None:
    for stranger in (people.dina, people.lena, people.charlie, people.hans):
        with pytest.raises(NotAllowed):
            keep_group(by=stranger.actor, municipality=make.AMERSFOORT, facts=FACTS)
    with pytest.raises(NotAllowed):
        keep_group(by=people.ines.actor, municipality=make.DEVENTER, facts=FACTS)


def test_what_a_broker_enters_for_a_group_is_live_when_the_keeper_is_trusted(people: Cast) -> None:
    group = kept(people)
    assert send_offer(by=people.ines.actor, offer=offer(provider=group)).state == ChangeState.WAITING
    people.foundation.trusted = True
    people.foundation.save()
    group.refresh_from_db()
    assert send_offer(by=people.ines.actor, offer=offer(provider=group)).state == ChangeState.LIVE
    with pytest.raises(NotAllowed):
        send_offer(by=people.dina.actor, offer=offer(provider=group))


def test_hidden_contact_stands_nowhere_for_others(people: Cast) -> None:
    people.foundation.trusted, people.foundation.phone = True, "033-1112233"
    people.foundation.save()
    service = send_offer(by=people.ines.actor, offer=offer(provider=kept(people))).service
    assert service
    for path in (service.provider.get_absolute_url(), service.get_absolute_url()):
        told = Client().get(path).content.decode()
        assert "0612345678" not in told
        assert "brei@example.org" not in told
        assert "033-1112233" in told
    form = people.ines.client().get(f"/aanbod/{service.pk}/wijzigen/").content.decode()
    assert 'name="phone"' not in form


def test_contact_data_at_an_offer_of_a_hidden_group_are_refused_and_wiped(people: Cast) -> None:
    people.foundation.trusted = True
    people.foundation.save()
    open_group = keep_group(
        by=people.ines.actor, municipality=make.AMERSFOORT, facts=replace(FACTS, contact_hidden=False)
    )
    service = send_offer(by=people.ines.actor, offer=offer(provider=open_group, phone="0687654321")).service
    assert service
    change_group(by=people.ines.actor, group=open_group, facts=FACTS)
    service.refresh_from_db()
    assert service.phone == ""
    open_group.refresh_from_db()
    with pytest.raises(BadInput) as refused:
        send_offer(by=people.ines.actor, offer=offer(provider=open_group, phone="0687654321"))
    assert [problem.field for problem in refused.value.problems] == ["phone"]


def test_a_group_that_withdraws_is_gone_at_once(people: Cast) -> None:
    people.foundation.trusted = True
    people.foundation.save()
    group = kept(people)
    service = send_offer(by=people.ines.actor, offer=offer(provider=group)).service
    assert service
    assert Client().get(service.get_absolute_url()).status_code == 200
    for stranger in (people.dina, people.charlie, people.lena):
        with pytest.raises(NotAllowed):
            end_agreement(by=stranger.actor, group=group)
    end_agreement(by=people.ines.actor, group=group)
    assert Client().get(service.get_absolute_url()).status_code == 404
    assert Client().get(group.get_absolute_url()).status_code == 404
    group.refresh_from_db()
    assert (group.kept_by, group.phone, group.email, group.published) == (None, "", "", False)
    assert not Service.objects.findable().exists()


def test_contact_told_in_trust_is_not_kept_in_the_history(people: Cast) -> None:
    group = change_group(by=people.ines.actor, group=kept(people), facts=replace(FACTS, contact_hidden=False))
    told = {"phone": "0687654321", "email": "thuis@example.org"}
    change = send_offer(by=people.alice.actor, offer=offer(provider=group, **told))
    assert change.facts["phone"] == [None, "0687654321"]
    end_agreement(by=people.ines.actor, group=group)
    assert "0687654321" not in str(list(change.service.changes.values_list("facts", flat=True)))
    assert change.service
    change.service.refresh_from_db()
    assert (change.service.phone, change.service.email) == ("", "")


def test_the_agreement_can_change(people: Cast) -> None:
    group = kept(people)
    shown = replace(FACTS, contact_hidden=False)
    assert change_group(by=people.ines.actor, group=group, facts=shown).contact == group
    with pytest.raises(NotAllowed):
        change_group(by=people.dina.actor, group=group, facts=shown)


def test_the_pages(people: Cast) -> None:
    make.area("GM0307", name="Amersfoort")
    client = people.ines.client()
    answer = client.post("/gemeenten/GM0307/groepen/nieuw/", {"name": "Schaakclub", "kind": "residents"})
    assert "Zonder de instemming van de groep" in answer.content.decode()
    told = {"name": "Schaakclub", "kind": "residents", "agreed_on": "2026-10-01", "agreement": "Gezegd"}
    answer = client.post("/gemeenten/GM0307/groepen/nieuw/", told)
    group = Organisation.objects.get(name="Schaakclub")
    assert answer.url == f"/aanbod/nieuw/?voor={group.pk}"
    assert client.get(answer.url).status_code == 200
    assert "Schaakclub" in client.get("/mijn-aanbod/").content.decode()
    assert client.get(f"/organisaties/{group.pk}/afspraak/").status_code == 200
    client.post(f"/organisaties/{group.pk}/afspraak/", {"besluit": "stoppen"})
    assert "Schaakclub" not in client.get("/mijn-aanbod/").content.decode()

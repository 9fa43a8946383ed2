"""Organisations: who may write, what is refused, and two editors at once."""

from uuid import UUID

import pytest
from django.test import Client
from tests import make
from tests.cast import Cast, cast

from wijkhart.accounts.actions import OrganisationFacts, edit_organisation, register_organisation
from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db
CLUB = OrganisationFacts(name="Schaakclub De Toren", formal=False)


@pytest.fixture
def people() -> Cast:
    make.area("GM0307", name="Amersfoort")
    make.area("GM0150", name="Deventer")
    return cast()


def test_a_group_without_number_or_mail_is_welcome(people: Cast) -> None:
    made = register_organisation(by=people.alice.actor, municipality="GM0307", facts=CLUB)
    assert (made.kvk_number, made.email, made.subsidised) == ("", "", None)
    assert made.codes == ("GM0307",)


def test_it_may_work_in_more_municipalities(people: Cast) -> None:
    facts = OrganisationFacts(name="Regioclub", formal=True, municipality_codes=("GM0150", "GM0307"))
    made = register_organisation(by=people.alice.actor, municipality="GM0307", facts=facts)
    assert made.codes == ("GM0307", "GM0150")
    assert made in Organisation.objects.working_in("GM0150")


def test_everything_wrong_is_said_at_once(people: Cast) -> None:
    facts = OrganisationFacts(name=" ", formal=True, kvk_number="1234567", municipality_codes=("GM9999",))
    with pytest.raises(BadInput) as refused:
        register_organisation(by=people.alice.actor, municipality="GM0307", facts=facts)
    assert [problem.field for problem in refused.value.problems] == ["name", "kvk_number", "municipality_codes"]
    assert not Organisation.objects.filter(kvk_number="1234567").exists()


def test_who_may_write(people: Cast) -> None:
    for person in (people.charlie, people.dina, people.lena, people.greet):
        with pytest.raises(NotAllowed):
            register_organisation(by=person.actor, municipality="GM0307", facts=CLUB)
    edit_organisation(by=people.dina.actor, organisation=people.foundation, version=1, facts=CLUB)
    for person in (people.charlie, people.hans, people.joris):
        with pytest.raises(NotAllowed):
            edit_organisation(by=person.actor, organisation=people.foundation, version=2, facts=CLUB)


def test_the_second_of_two_editors_overwrites_nothing(people: Cast) -> None:
    first = OrganisationFacts(name="Eerste", formal=True)
    edit_organisation(by=people.alice.actor, organisation=people.foundation, version=1, facts=first)
    with pytest.raises(Refused, match="Iemand anders"):
        edit_organisation(by=people.dina.actor, organisation=people.foundation, version=1, facts=CLUB)
    people.foundation.refresh_from_db()
    assert (people.foundation.name, people.foundation.version) == ("Eerste", 2)


def test_a_refused_form_keeps_what_was_typed_and_shows_what_stands_there(people: Cast) -> None:
    path = f"/organisaties/{people.foundation.pk}/wijzigen/"
    typed = {"name": "Getypt", "kind": "welfare", "formal": "yes", "subsidised": "no", "version": "1"}
    edit_organisation(
        by=people.alice.actor,
        organisation=people.foundation,
        version=1,
        facts=OrganisationFacts(name="Van Alice", formal=True),
    )
    browser = people.dina.client()
    refused = browser.post(path, typed)
    text = refused.content.decode()
    assert refused.status_code == 200
    assert 'value="Getypt"' in text
    assert "Van Alice" in text
    assert 'name="version" value="2"' in text
    assert browser.post(path, {**typed, "version": "2"}).status_code == 302
    people.foundation.refresh_from_db()
    assert (people.foundation.name, people.foundation.subsidised) == ("Getypt", False)


def test_the_list_narrows_sorts_and_exports(people: Cast) -> None:
    make.organisation("Geheim", published=False)
    visitor = Client()
    page = visitor.get("/organisaties/?formal=no&sorteer=-naam").content.decode()
    assert "Het Middelpunt" in page
    assert "Stichting Welzijn" not in page
    file = visitor.get("/organisaties/?kind=welfare&uitvoer=csv").content.decode("utf-8-sig")
    assert file.splitlines()[1].startswith("Stichting Welzijn;welzijnsorganisatie")
    assert "Geheim" not in visitor.get("/organisaties/").content.decode()
    assert visitor.get(f"/organisaties/{UUID(int=0)}/").status_code == 404

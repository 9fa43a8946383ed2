"""Whose changes are live at once: who may say so, and where it stands."""

import pytest
from tests import make
from tests.cast import Cast, cast

from wijkhart.accounts.actions import OrganisationFacts, edit_organisation, trust_provider
from wijkhart.audit.models import Entry
from wijkhart.core.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_coordinator_trusts_and_stops_trusting(people: Cast) -> None:
    assert trust_provider(by=people.alice.actor, organisation=people.foundation, trusted=True).trusted
    with pytest.raises(Refused):
        trust_provider(by=people.alice.actor, organisation=people.foundation, trusted=True)
    assert not trust_provider(by=people.alice.actor, organisation=people.foundation, trusted=False).trusted
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["provider.trusted", "provider.distrusted"]


def test_nobody_else_does(people: Cast) -> None:
    for stranger in (people.dina, people.ines, people.bob, people.charlie, people.lena):
        with pytest.raises(NotAllowed):
            trust_provider(by=stranger.actor, organisation=people.foundation, trusted=True)


def test_the_page_says_it_to_who_it_matters_to(people: Cast) -> None:
    path = people.foundation.get_absolute_url()
    assert "bekijkt het wijkteam eerst" in people.dina.client().get(path).content.decode()
    assert "bekijkt het wijkteam eerst" not in people.lena.client().get(path).content.decode()
    assert "voortaan direct online" not in people.dina.client().get(path).content.decode()
    assert "voortaan direct online" in people.alice.client().get(path).content.decode()
    assert people.dina.client().post(f"{path}vertrouwen/", {"trusted": "yes"}).status_code == 403
    assert people.alice.client().post(f"{path}vertrouwen/", {"trusted": "yes"}).status_code == 302
    people.foundation.refresh_from_db()
    assert people.foundation.trusted


def test_an_edit_leaves_trust_and_agreement_alone_and_refuses_html(people: Cast) -> None:
    make.area("GM0307")
    trust_provider(by=people.alice.actor, organisation=people.foundation, trusted=True)
    kept = edit_organisation(
        by=people.dina.actor, organisation=people.foundation, version=1, facts=OrganisationFacts("Welzijn", True)
    )
    assert kept.trusted
    facts = OrganisationFacts("Welzijn", True, description="<script>alert(1)</script>")
    with pytest.raises(BadInput, match="HTML"):
        edit_organisation(by=people.dina.actor, organisation=people.foundation, version=2, facts=facts)

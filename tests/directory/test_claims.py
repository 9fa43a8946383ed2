"""Two organisations claim one entry: each is told, and the wijk team decides."""

import pytest
from tests import make
from tests.cast import Cast, cast
from tests.directory.keeping import offered

from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.directory.actions import claim_service, decide_claim, pause_service
from wijkhart.directory.models import ChangeState, Claim, Service, ServiceChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def claimed(people: Cast, service: Service) -> tuple[Claim, Claim]:
    """Dina's foundation and Joris' centre both claim an entry of somebody else."""
    first = claim_service(by=people.dina.actor, service=service, organisation=people.foundation, reason="Van ons.")
    second = claim_service(by=people.joris.actor, service=service, organisation=people.centre, reason="Van de buurt.")
    return first, second


def test_the_entry_goes_to_one_and_the_other_is_declined(people: Cast) -> None:
    other = make.organisation("Iemand anders")
    service = offered(people, provider=other)
    first, second = claimed(people, service)
    decide_claim(by=people.alice.actor, claim=second, granted=True)
    now = Service.objects.get()
    assert (now.provider, now.version) == (people.centre, 2)
    assert Claim.objects.get(pk=first.pk).granted is False
    history = ServiceChange.objects.get(verb="claimed")
    assert history.facts == {"provider": [str(other.pk), str(people.centre.pk)]}
    with pytest.raises(Refused, match="al besloten"):
        decide_claim(by=people.alice.actor, claim=first, granted=True)


def test_declining_changes_nothing(people: Cast) -> None:
    service = offered(people, provider=make.organisation())
    first, second = claimed(people, service)
    decide_claim(by=people.alice.actor, claim=first, granted=False)
    assert Service.objects.get().provider == service.provider
    assert Claim.objects.get(pk=second.pk).granted is None


def test_what_the_old_provider_still_had_waiting_is_withdrawn(people: Cast) -> None:
    service = offered(people)
    waiting = pause_service(by=people.dina.actor, service=service, version=1)
    claim = claim_service(by=people.joris.actor, service=service, organisation=people.centre, reason="Van ons")
    decide_claim(by=people.alice.actor, claim=claim, granted=True)
    assert ServiceChange.objects.get(pk=waiting.pk).state == ChangeState.WITHDRAWN


def test_the_same_claim_twice_and_one_without_reason_are_refused(people: Cast) -> None:
    service = offered(people)
    with pytest.raises(Refused) as refused:
        claim_service(by=people.joris.actor, service=service, organisation=people.centre, reason=" ")
    assert refused.value.field == "reason"
    claim_service(by=people.joris.actor, service=service, organisation=people.centre, reason="Van ons")
    with pytest.raises(Refused, match="al gezegd"):
        claim_service(by=people.joris.actor, service=service, organisation=people.centre, reason="Nog eens")


def test_who_may_claim_and_decide(people: Cast) -> None:
    service = offered(people)
    for stranger in (people.charlie, people.kees, people.lena, people.alice):
        with pytest.raises(NotAllowed):
            claim_service(by=stranger.actor, service=service, organisation=people.centre, reason="Van ons")
    with pytest.raises(NotAllowed):
        claim_service(by=people.dina.actor, service=service, organisation=people.foundation, reason="Is al van ons")
    claim = claim_service(by=people.joris.actor, service=service, organisation=people.centre, reason="Van ons")
    for stranger in (people.charlie, people.joris, people.dina, people.bob):
        with pytest.raises(NotAllowed):
            decide_claim(by=stranger.actor, claim=claim, granted=True)


def test_each_claimant_reads_that_another_claims_it_too(people: Cast) -> None:
    service = offered(people, provider=make.organisation())
    make.area("GM0307")
    claim_service(by=people.dina.actor, service=service, organisation=people.foundation, reason="Van ons.")
    asked = people.joris.client().get(f"/aanbod/{service.pk}/claimen/").content.decode()
    assert "Nog een organisatie" in asked
    sent = people.joris.client().post(f"/aanbod/{service.pk}/claimen/", {"reason": "Van ons"}, follow=True)
    assert "Nog een organisatie" in sent.content.decode()
    assert "Nog een organisatie" in people.dina.client().get("/mijn-aanbod/").content.decode()
    queue = people.alice.client().get("/gemeenten/GM0307/wijzigingen/").content.decode()
    assert "Van ons." in queue
    claim = Claim.objects.get(organisation=people.centre)
    people.alice.client().post(f"/claims/{claim.pk}/", {"besluit": "toewijzen"})
    assert Service.objects.get().provider == people.centre

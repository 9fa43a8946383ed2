"""The vote of residents: one voice per address or code, changeable, slowed down, and never by opening a link."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.agenda import scene
from tests.cast import cast

from wijkhart.agenda.actions import confirm_vote, fix_advice, make_codes, propose_issue, vote_by_code, vote_by_mail
from wijkhart.agenda.actions.ballots import PER_ADDRESS, PER_SENDER
from wijkhart.agenda.models import Ballot, BallotCode, Issue, Vote
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenery() -> tuple[Ballot, list[Issue]]:
    scene.town()
    made, issues = scene.ordering()
    return scene.ballot(made), issues


Scenery = tuple[Ballot, list[Issue]]


def by_mail(ballot: Ballot, issue: Issue, email: str = "an@example.org", points: int = 3, sender: str = "1") -> str:
    """The token in the mail."""
    vote_by_mail(
        by=ANONYMOUS, ballot=ballot, email=email, choices={str(issue.pk): points}, sender=sender, site="http://x/"
    )
    return str(re.findall(r"bevestigen/([^/\s]+)/", str(mail.outbox[-1].body))[0])


def test_a_voice_by_mail_counts_after_the_button_and_not_by_opening_the_link(scenery: Scenery, client: Client) -> None:
    ballot, (eten, *_more) = scenery
    address = reverse("ballot_vote", args=[ballot.pk])
    form = {f"punten_{eten.pk}": "3", "email": "An@example.org", "code": ""}
    assert client.post(address, form).status_code == 302
    assert mail.outbox[0].to == ["An@example.org"]
    link = "/stemmen/" + str(mail.outbox[0].body).split("/stemmen/")[1].split()[0]
    for _scanner in range(2):
        assert "Eten: 3 punten" in client.get(link).content.decode()
    assert Vote.objects.get().confirmed_at is None
    assert client.post(link).status_code == 302
    assert Vote.objects.get().choices == {str(eten.pk): 3}
    again = client.post(link)
    assert again.status_code == 410
    assert "werkt niet meer" in again.content.decode()


def test_what_was_confirmed_counts_until_the_change_is_confirmed(scenery: Scenery) -> None:
    ballot, (eten, geld, _jeugd) = scenery
    confirm_vote(by=ANONYMOUS, token=by_mail(ballot, eten))
    token = by_mail(ballot, geld, "AN+tweede@example.org")
    assert Vote.objects.get().choices == {str(eten.pk): 3}
    confirm_vote(by=ANONYMOUS, token=token)
    assert Vote.objects.get().choices == {str(geld.pk): 3}


def test_nothing_that_names_a_voter_is_kept(scenery: Scenery) -> None:
    ballot, (eten, *_more) = scenery
    token = by_mail(ballot, eten)
    (code,) = make_codes(by=scene.BY, ballot=ballot, count=1)
    vote_by_code(by=ANONYMOUS, ballot=ballot, code=code.lower(), choices={str(eten.pk): 1}, sender="1")
    kept = str(list(Vote.objects.values())) + str(list(BallotCode.objects.values()))
    for secret in ("an@example", token, code):
        assert secret not in kept
    assert not set(Vote.objects.values_list("voter", flat=True)) & set(
        BallotCode.objects.values_list("digest", flat=True)
    )


def test_a_code_counts_once_and_can_change_its_voice(scenery: Scenery) -> None:
    ballot, (eten, geld, _jeugd) = scenery
    codes = make_codes(by=scene.BY, ballot=ballot, count=50)
    assert len(set(codes)) == 50
    for issue in (eten, geld):
        vote_by_code(by=ANONYMOUS, ballot=ballot, code=codes[0], choices={str(issue.pk): 5}, sender="1")
    assert Vote.objects.get().choices == {str(geld.pk): 5}
    with pytest.raises(Refused, match="kennen deze code niet"):
        vote_by_code(by=ANONYMOUS, ballot=ballot, code="BBBBB-BBBBB", choices={str(geld.pk): 5}, sender="1")


@pytest.mark.parametrize(
    ("points", "words"), [((3, 3), "U gaf 6 punten. U hebt er 5."), ((0, 0), "ten minste één punt")]
)
def test_a_wrong_sum_is_said_and_nothing_is_lost(
    scenery: Scenery, client: Client, points: tuple[int, int], words: str
) -> None:
    ballot, (eten, geld, _jeugd) = scenery
    form = {f"punten_{eten.pk}": points[0], f"punten_{geld.pk}": points[1], "email": "an@example.org"}
    text = client.post(reverse("ballot_vote", args=[ballot.pk]), form).content.decode()
    assert words in text
    assert 'value="an@example.org"' in text
    assert not Vote.objects.exists()


def test_without_address_or_code_the_form_says_so(scenery: Scenery, client: Client) -> None:
    ballot, (eten, *_more) = scenery
    text = client.post(reverse("ballot_vote", args=[ballot.pk]), {f"punten_{eten.pk}": "1"}).content.decode()
    assert "Vul uw e-mailadres in, of uw code." in text


def test_a_flood_from_one_connection_is_slowed_down_with_a_message(scenery: Scenery) -> None:
    ballot, (eten, *_more) = scenery
    for number in range(PER_SENDER):
        by_mail(ballot, eten, f"a{number}@example.org", sender="flood")
    with pytest.raises(Refused, match="heel veel stemmen"):
        by_mail(ballot, eten, "nog@example.org", sender="flood")
    by_mail(ballot, eten, "nog@example.org", sender="elders")


def test_nobody_is_buried_in_mail(scenery: Scenery) -> None:
    ballot, (eten, *_more) = scenery
    for number in range(PER_ADDRESS):
        by_mail(ballot, eten, sender=str(number))
    with pytest.raises(Refused, match="al meer mails"):
        by_mail(ballot, eten, sender="weer")
    assert len(mail.outbox) == PER_ADDRESS


def test_outside_its_days_nothing_is_taken(scenery: Scenery, client: Client) -> None:
    ballot, (eten, *_more) = scenery
    token = by_mail(ballot, eten)
    scene.close(ballot)
    with pytest.raises(Refused, match="is gesloten"):
        confirm_vote(by=ANONYMOUS, token=token)
    assert "U kunt nu niet stemmen" in client.get(reverse("ballot_vote", args=[ballot.pk])).content.decode()
    Ballot.objects.update(opens_on=scene.TODAY + timedelta(days=1), closes_on=scene.TODAY + timedelta(days=2))
    assert client.get(reverse("ballot_vote", args=[ballot.pk])).status_code == 404


def test_while_residents_vote_the_list_stands_still(scenery: Scenery) -> None:
    ballot, (eten, *_more) = scenery
    with pytest.raises(Refused, match="stemmen nu over deze lijst"):
        propose_issue(by=scene.BY, agenda=ballot.agenda, facts=scene.said("Nog iets"))
    with pytest.raises(Refused, match="Wacht tot de stemming"):
        fix_advice(by=scene.BY, agenda=ballot.agenda, told=scene.told(), version=ballot.agenda.version)
    by_mail(ballot, eten)
    with pytest.raises(Refused, match="niet halverwege"):
        scene.ballot(ballot.agenda, points=9)


def test_bad_terms_and_who_may_not(scenery: Scenery) -> None:
    ballot, _issues = scenery
    for facts, words in (
        ({"closes_on": scene.TODAY - timedelta(days=1)}, "al geweest"),
        ({"points": 0}, "1 tot en met 20"),
        ({"by_email": False, "by_code": False}, "één manier"),
    ):
        with pytest.raises(BadInput, match=words):
            scene.ballot(ballot.agenda, **facts)
    people = cast()
    for person in (people.charlie, people.hans, people.lena):
        with pytest.raises(NotAllowed):
            make_codes(by=person.actor, ballot=ballot, count=1)


def test_a_coordinator_gets_the_codes_once_as_a_file(scenery: Scenery) -> None:
    ballot, _issues = scenery
    address, client = reverse("agenda_ballot", args=[ballot.agenda_id]), cast().alice.client()
    lines = client.post(address, {"count": "3"}).content.decode("utf-8-sig").split()
    assert len(lines) == 4
    assert BallotCode.objects.count() == 3
    assert lines[1] not in client.get(address).content.decode()
    assert "Kies een getal" in client.post(address, {"count": "999999"}).content.decode()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_code_used_twice_at_once_is_one_voice(scenery: Scenery) -> None:
    ballot, (eten, geld, _jeugd) = scenery
    (code,) = make_codes(by=scene.BY, ballot=ballot, count=1)
    start = Barrier(2)

    def vote(issue: Issue) -> None:
        start.wait()
        try:
            vote_by_code(by=ANONYMOUS, ballot=ballot, code=code, choices={str(issue.pk): 5}, sender=str(issue.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(vote, [eten, geld]))
    assert len(Vote.objects.get().choices) == 1

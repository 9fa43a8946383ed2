"""Alliances: who may bring players together, what must be there to begin, how it ends, and who reads what."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, cast
from tests.coordination import joining

from wijkhart.areas.models import Area
from wijkhart.audit.models import Entry
from wijkhart.coordination.actions import (
    PartnerFacts,
    add_partner,
    begin_alliance,
    edit_alliance,
    edit_partner,
    end_alliance,
    let_partner_go,
    prolong_alliance,
    start_alliance,
)
from wijkhart.coordination.models import Alliance, AlliancePartner
from wijkhart.coordination.queries.alliances import alliances_by_spot, news_of, waiting_on
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db
TODAY, BY = joining.TODAY, joining.BY
LATER = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def town() -> None:
    joining.town()


@pytest.fixture
def people() -> Cast:
    return cast()


def running(**more: Any) -> Alliance:
    made = joining.ready(**more)
    return begin_alliance(by=BY, alliance=made, starts_on=TODAY, version=made.version)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "titel"),
        ({"purpose": ""}, "samen wilt bereiken"),
        ({"district_code": "WK015001"}, "ligt niet in deze gemeente"),
        ({"district_code": "", "gap": True}, "in één wijk"),
        ({"until": TODAY - timedelta(days=1)}, "al geweest"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        start_alliance(by=BY, municipality=make.AMERSFOORT, facts=joining.facts(**wrong))
    assert not Alliance.objects.exists()


def test_an_organisation_of_elsewhere_cannot_lead() -> None:
    elsewhere = make.organisation("Elders", make.DEVENTER)
    with pytest.raises(BadInput, match="werkt niet in deze gemeente"):
        start_alliance(by=BY, municipality=make.AMERSFOORT, facts=joining.facts(lead=elsewhere))


def test_a_provider_leads_for_its_own_organisation_only(people: Cast) -> None:
    dina = people.dina.actor
    for lead in (None, people.centre):
        with pytest.raises(NotAllowed):
            start_alliance(by=dina, municipality=make.AMERSFOORT, facts=joining.facts(lead=lead))
    made = start_alliance(by=dina, municipality=make.AMERSFOORT, facts=joining.facts(lead=people.foundation))
    with pytest.raises(Refused, match="andere organisatie"):
        edit_alliance(by=dina, alliance=made, facts=joining.facts(lead=people.centre), version=made.version)
    with pytest.raises(NotAllowed):
        add_partner(by=people.joris.actor, alliance=made, facts=joining.player())
    assert add_partner(by=dina, alliance=made, facts=joining.player()).name == "De Kerk"


@pytest.mark.parametrize("name", ["bob", "charlie", "hans", "lena", "greet"])
def test_who_has_no_right_starts_nothing(people: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        start_alliance(by=getattr(people, name).actor, municipality=make.AMERSFOORT, facts=joining.facts())


def test_it_begins_when_two_said_yes_with_an_agreement_and_a_day() -> None:
    made = joining.alliance()
    with pytest.raises(Refused) as refused:
        begin_alliance(by=BY, alliance=made, starts_on=TODAY, version=1)
    assert "twee spelers" in refused.value.message
    assert "afgesproken" in refused.value.message
    joining.says(made, "De Kerk", "yes")
    joining.says(made, "De Moskee", "talk")
    told = joining.facts(agreement="Zo doen we het.", until=LATER)
    made = edit_alliance(by=BY, alliance=made, facts=told, version=1)
    with pytest.raises(Refused, match="twee spelers"):
        begin_alliance(by=BY, alliance=made, starts_on=TODAY, version=2)
    joining.says(made, "De Moskee", "yes")
    with pytest.raises(Refused, match="nog komen"):
        begin_alliance(by=BY, alliance=made, starts_on=LATER, version=2)
    made = begin_alliance(by=BY, alliance=made, starts_on=TODAY, version=2)
    assert (made.state, made.starts_on, made.grant) == ("running", TODAY, "")
    verbs = list(Entry.objects.filter(object_type="coordination.alliance").values_list("verb", flat=True))
    assert verbs == ["alliance.started", "alliance.changed", "alliance.begun"]


def test_two_at_once_the_second_sees_it_and_loses_nothing(people: Cast) -> None:
    made = joining.alliance()
    client, address = people.alice.client(), reverse("alliance_edit", args=[made.pk])
    edit_alliance(by=BY, alliance=made, facts=joining.facts(title="Van een ander"), version=1)
    typed = {
        "title": "Van mij",
        "purpose": "Samen eten.",
        "district_code": make.LIENDERT,
        "theme": "meeting",
        "target_group": "seniors",
        "version": "1",
    }
    page = client.post(address, typed).content.decode()
    assert "Iemand anders heeft deze alliantie intussen gewijzigd" in page
    assert "Van een ander" in page
    assert 'value="Van mij"' in page
    assert Alliance.objects.get().title == "Van een ander"
    assert client.post(address, {**typed, "version": "2"}).status_code == 302
    assert Alliance.objects.get().title == "Van mij"


def test_while_it_works_the_agreement_and_the_day_stay() -> None:
    made = running()
    for wrong in ({"agreement": ""}, {"agreement": "Zo.", "until": None}):
        with pytest.raises(BadInput):
            edit_alliance(by=BY, alliance=made, facts=joining.facts(**wrong), version=made.version)


def test_it_goes_on_until_a_later_day() -> None:
    made = running()
    assert made.until is not None
    with pytest.raises(Refused, match="na vandaag"):
        prolong_alliance(by=BY, alliance=made, until=made.until, version=made.version)
    later = made.until + timedelta(days=1)
    assert prolong_alliance(by=BY, alliance=made, until=later, version=made.version).until == later
    with pytest.raises(Refused, match="niet aan het werk"):
        prolong_alliance(by=BY, alliance=joining.alliance(), until=later, version=1)


def test_the_end_has_words_and_wipes_addresses_and_answers() -> None:
    made = running()
    made.partners.update(email="kerk@example.org", words="Bel mij.")
    with pytest.raises(Refused, match="opgeleverd"):
        end_alliance(by=BY, alliance=made, state="finished", outcome=" ", version=made.version)
    with pytest.raises(Refused, match="hoe het afloopt"):
        end_alliance(by=BY, alliance=made, state="forming", outcome="x", version=made.version)
    done = end_alliance(by=BY, alliance=made, state="finished", outcome="20 mensen eten samen.", version=made.version)
    assert set(done.partners.values_list("email", "words")) == {("", "")}
    with pytest.raises(Refused, match="al voorbij"):
        end_alliance(by=BY, alliance=done, state="stopped", outcome="x", version=done.version)
    with pytest.raises(Refused, match="voorbij"):
        add_partner(by=BY, alliance=done, facts=joining.player("Nog een"))


def test_what_never_began_can_be_stopped_and_not_finished_and_stays_inside(client: Client) -> None:
    made = joining.alliance()
    with pytest.raises(Refused, match="niet begonnen"):
        end_alliance(by=BY, alliance=made, state="finished", outcome="x", version=1)
    made = end_alliance(by=BY, alliance=made, state="stopped", outcome="Niemand had tijd.", version=1)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert not Alliance.objects.visible_to(ANONYMOUS).exists()


def test_a_player_stands_on_the_list_once_and_can_come_back() -> None:
    made = joining.alliance()
    with pytest.raises(Refused, match="staat al op de lijst"):
        add_partner(by=BY, alliance=made, facts=joining.player("de kerk"))
    with pytest.raises(Refused, match="wie het is"):
        add_partner(by=BY, alliance=made, facts=PartnerFacts("  "))
    joining.says(made, "De Kerk", "no", "Geen tijd.")
    again = add_partner(by=BY, alliance=made, facts=joining.player())
    assert (again.state, again.words, made.partners.count()) == ("thought", "", 2)


def test_the_task_of_a_player_changes_unless_somebody_was_first() -> None:
    made = joining.alliance()
    one = joining.partner(made)
    changed = edit_partner(by=BY, partner=one, facts=joining.player(task="Wast af."), version=1)
    assert changed.task == "Wast af."
    with pytest.raises(Refused, match="intussen gewijzigd"):
        edit_partner(by=BY, partner=one, facts=joining.player(task="Dekt de tafel."), version=1)


def test_who_was_never_asked_goes_without_a_trace_and_who_was_asked_stays_known() -> None:
    made = joining.alliance()
    joining.token(made, "De Moskee")
    AlliancePartner.objects.update(email="a@example.org", words="Bel.")
    for name in ("De Kerk", "De Moskee"):
        let_partner_go(by=BY, partner=joining.partner(made, name))
    assert list(made.partners.values_list("name", "state", "email", "words")) == [("De Moskee", "left", "", "")]
    assert {"partner.removed", "partner.left"} <= set(Entry.objects.values_list("verb", flat=True))


def test_the_public_reads_only_who_said_yes_and_no_words_of_refusal(client: Client, people: Cast) -> None:
    made = joining.ready()
    add_partner(by=BY, alliance=made, facts=joining.player("De School"))
    joining.says(made, "De School", "no", "Wij hebben ruzie.")
    AlliancePartner.objects.filter(name="De Kerk").update(email="kerk@example.org", words="Bel de koster.")
    assert client.get(made.get_absolute_url()).status_code == 404
    begin_alliance(by=BY, alliance=made, starts_on=TODAY, version=made.version)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "De Kerk" in page
    assert "telt even zwaar" in page
    for inside in ("De School", "ruzie", "kerk@example.org", "koster", "De keuken wordt gebruikt"):
        assert inside not in page
    seen = people.hans.client().get(made.get_absolute_url()).content.decode()
    assert "Wij hebben ruzie." in seen
    assert "kerk@example.org" not in seen
    assert not AlliancePartner.objects.visible_to(people.charlie.actor).filter(state="no").exists()


def test_pages_of_work_are_for_who_may_work_on_it(people: Cast) -> None:
    made = joining.ready(lead=people.foundation)
    one = joining.partner(made)
    names = ("alliance_edit", "alliance_begin", "alliance_prolong", "alliance_end", "alliance_add_partner")
    paths = [reverse(name, args=[made.pk]) for name in names]
    paths += [reverse(f"partner_{name}", args=[one.pk]) for name in ("edit", "invite", "answer", "leave")]
    for path in paths:
        assert people.dina.client().get(path).status_code == 200
        assert people.joris.client().get(path).status_code == 403
        assert people.charlie.client().get(path).status_code == 404
    assert people.joris.client().post(reverse("partner_leave", args=[one.pk])).status_code == 403


def test_what_waits_is_said_to_who_may_see_it(people: Cast) -> None:
    made = joining.alliance("De Kerk", "De Moskee", "De School")
    joining.says(made, "De Kerk", "talk")
    joining.token(made, "De Moskee")
    AlliancePartner.objects.filter(name="De Moskee").update(asked_at=joining.long_ago(20))
    said = " ".join(waiting_on(made, list(made.partners.all())))
    assert "De Kerk wil eerst praten." in said
    assert "De Moskee heeft na 20 dagen nog niet geantwoord" in said
    assert "De School is nog niet gevraagd." in said
    assert news_of(people.alice.actor, make.AMERSFOORT) == [
        "1 speler wil eerst praten",
        "1 uitnodiging zonder antwoord",
    ]
    assert news_of(ANONYMOUS, make.AMERSFOORT) == []
    page = people.alice.client().get(f"/gemeenten/{make.AMERSFOORT}/").content.decode()
    assert "1 speler wil eerst praten" in page


def test_an_alliance_at_work_says_when_it_is_alone_and_when_its_day_has_come() -> None:
    made = running()
    assert waiting_on(made, list(made.partners.all())) == []
    let_partner_go(by=BY, partner=joining.partner(made))
    made.until = TODAY
    said = " ".join(waiting_on(made, list(made.partners.all())))
    assert "Minder dan twee spelers" in said
    assert "De dag om te kijken" in said


def test_the_list_filters_and_exports(people: Cast, client: Client) -> None:
    made = running()
    joining.alliance("De School", title="Nog niet", district_code="")
    address = reverse("alliance_list", args=[make.AMERSFOORT])
    public = client.get(address).content.decode()
    assert "Samen eten" in public
    assert "Nog niet" not in public
    alice = people.alice.client()
    assert "Nog niet" in alice.get(address).content.decode()
    for narrowed in ({"staat": "running"}, {"wijk": make.LIENDERT}):
        assert "Nog niet" not in alice.get(address, narrowed).content.decode()
    assert "Samen eten" not in alice.get(address, {"wijk": "gemeente"}).content.decode()
    file = client.get(address, {"uitvoer": "csv"}).content.decode("utf-8-sig")
    assert "De Kerk, De Moskee" in file
    liendert = Area.objects.get(code=make.LIENDERT)
    assert list(alliances_by_spot(ANONYMOUS, liendert)) == [("meeting", "seniors")]
    assert made.title in client.get(f"/wijken/{make.LIENDERT}/").content.decode()

"""Overlaps from services to a page, with an owner and an end."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import Cast, cast
from tests.coordination.town import AGES, EAST, WEST, district, norm, offer, town

from wijkhart.audit.models import Entry
from wijkhart.coordination.actions import recompute_coverage, settle_overlap
from wijkhart.coordination.actions.overlaps import keep_overlaps
from wijkhart.coordination.models import CoverageRun, Overlap, ServiceUse
from wijkhart.coordination.queries import (
    about_the_proposals,
    group_labels,
    overlap_certainty,
    overlap_reasons,
    overlap_title,
    proposals_in_words,
)
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.directory.models import LifeCycle, Service
from wijkhart.themes.models import TargetGroup

pytestmark = pytest.mark.django_db
SYSTEM = System("test")
TOMORROW = timezone.localdate() + timedelta(days=1)


def computed() -> CoverageRun:
    return recompute_coverage(by=SYSTEM, municipality="GM0307", forced=True)


def two_clubs() -> Overlap:
    """Two clubs for seniors at one hour, 100 metres apart, with 100 and 60 places."""
    town()
    norm(reach=1200)
    TargetGroup.objects.filter(pk="seniors").update(label_nl="Ouderen")
    offer("Koffie", 150_500, capacity=100, groups=("seniors",), example=True)
    offer("Soep", 150_600, capacity=60, groups=("seniors",))
    computed()
    return Overlap.objects.get()


def settled(by: Any, overlap: Overlap, **facts: Any) -> Overlap:
    told = {"state": "moved", "owner": None, "due": None, "reason": "", "version": overlap.version, **facts}
    return settle_overlap(by=by, overlap=overlap, **told)


def test_two_clubs_with_more_places_than_need_are_found_and_told() -> None:
    """130 in need in west and east (50 and 80), all within 1,200 m: 160 places for at most 130."""
    overlap = two_clubs()
    assert (overlap.theme_id, overlap.target_group_id, overlap.part_of_day) == ("meeting", "seniors", "afternoon")
    assert overlap.capacity == 160
    assert 50 < overlap.need <= 130
    assert overlap.run == CoverageRun.objects.get(in_force=True)
    assert [one["name"] for one in overlap.facts["services"]] == ["Koffie", "Soep"]
    assert [one["example"] for one in overlap.facts["services"]] == [True, False]
    assert overlap.facts["distance"] == 100
    assert WEST in overlap.facts["codes"]
    assert {one["kind"] for one in overlap.facts["proposals"]} >= {"share", "other_part", "stop"}
    said = " ".join(overlap_reasons(overlap)).replace("\N{NO-BREAK SPACE}", " ")
    assert "160 plekken per week" in said
    assert "100 m uit elkaar" in said
    assert "aannames" in " ".join(overlap_certainty(overlap))
    assert overlap_title(overlap).endswith("in de middag: 2 keer hetzelfde")
    assert "Koffie" in about_the_proposals(overlap)[0]


def test_who_gains_and_who_loses_add_up_to_the_difference() -> None:
    """Three wijken lose 0.4 people each: one person, not none; and one gains 5.5."""
    overlap = two_clubs()
    lose = [{"code": f"W{n}", "name": f"Wijk {n}", "group": "seniors", "before": 2.4, "after": 2.0} for n in range(3)]
    gain = {"code": "W9", "name": "Wijk 9", "group": "seniors", "before": 0.0, "after": 5.5}
    one = overlap.facts["proposals"][0]
    overlap.facts["proposals"] = [{**one, "before": 40.2, "after": 44.5, "changes": [*lose, gain]}]
    [told] = proposals_in_words(overlap, group_labels())
    assert (told.before, told.lost, told.gained, told.after) == (40, 1, 6, 45)
    assert [effect.where for effect in (*told.losses, *told.gains)] == ["Wijk 0", "Wijk 9"]
    assert told.served == "Mensen met een plek: van 40 naar 45. 1 mens verliest een plek."
    overlap.facts["proposals"] = [{**one, "before": 40.2, "after": 40.2, "changes": []}]
    assert proposals_in_words(overlap, group_labels())[0].served == "Er hebben evenveel mensen een plek als nu."


def test_each_proposal_says_who_has_a_place_before_and_after() -> None:
    overlap = two_clubs()
    told = {one.kind: one for one in proposals_in_words(overlap, group_labels())}
    stop = told["stop"]
    assert stop.before == round(overlap.need)
    assert stop.difference == stop.after - stop.before < 0
    assert sum(effect.people for effect in stop.effects) == pytest.approx(stop.difference, abs=1)
    assert {effect.group for effect in stop.effects} == {"Ouderen"}
    assert told["other_part"].difference == 0
    assert told["other_part"].effects == ()
    assert "ochtend" in told["other_part"].what


def test_how_much_is_in_use_is_kept_with_the_run() -> None:
    overlap = two_clubs()
    uses = ServiceUse.objects.filter(run=overlap.run)
    assert [(use.service.name, use.places) for use in uses.order_by("service__name")] == [("Koffie", 100), ("Soep", 60)]
    assert sum(use.used for use in uses) == pytest.approx(overlap.need, abs=0.01)


def test_where_the_need_is_not_known_the_certainty_says_so() -> None:
    make.area("GM0307")
    district(WEST, 150_000, 1000, **AGES, lonely_65plus=50.0)
    district(EAST, 151_000, 2000, **AGES, lonely_65plus=None)
    norm(reach=1200)
    offer("Koffie", 150_900, capacity=60, groups=("seniors",))
    offer("Soep", 150_900, capacity=60, groups=("seniors",))
    computed()
    overlap = Overlap.objects.get()
    assert overlap.facts["unknown"] == ["Wijk 02"]
    assert "Van Wijk 02 is niet alles bekend" in overlap_certainty(overlap)[-1]


def test_a_service_of_two_themes_says_that_the_other_is_not_computed() -> None:
    town()
    norm()
    make.theme("money", label_nl="Geld")
    offer("Koffie", 150_500, capacity=100, groups=("seniors",))
    offer("Soep", 150_600, capacity=300, groups=("seniors",), themes=("meeting", "money"))
    computed()
    assert "telt ook mee voor geld" in about_the_proposals(Overlap.objects.get())[1]


@pytest.mark.parametrize("facts", [{"capacity": None}, {"capacity": 0}, {"part": "evening"}])
def test_what_gives_no_overlap(facts: dict[str, Any]) -> None:
    town()
    norm()
    offer("Koffie", 150_500, capacity=100, groups=("seniors",))
    offer("Soep", 150_600, **{"capacity": 60, "groups": ("seniors",), **facts})
    computed()
    assert not Overlap.objects.exists()


def test_found_again_it_keeps_its_owner_and_its_numbers_are_new() -> None:
    overlap = two_clubs()
    owner = make.organisation("Ouderenwerk")
    settled(SYSTEM, overlap, state="open", owner=owner, due=TOMORROW, reason="Zij bellen")
    Service.objects.filter(name="Koffie").update(capacity=120)
    run = computed()
    again = Overlap.objects.get()
    assert (again.pk, again.owner, again.due, again.reason) == (overlap.pk, owner, TOMORROW, "Zij bellen")
    assert (again.capacity, again.run) == (180, run)


def test_what_is_no_longer_found_keeps_its_row_and_is_not_current() -> None:
    overlap = two_clubs()
    Service.objects.filter(name="Soep").update(life_cycle=LifeCycle.ENDED)
    computed()
    overlap.refresh_from_db()
    assert overlap.run is not None
    assert not overlap.run.in_force
    assert not Overlap.objects.current().exists()


@pytest.mark.parametrize(
    ("state", "due", "then"),
    [
        ("moved", None, "open"),
        ("stopped", None, "open"),
        ("moved", TOMORROW, "moved"),
        ("kept", None, "kept"),
        ("open", None, "open"),
    ],
)
def test_an_end_that_did_not_come_true_opens_again(state: str, due: date | None, then: str) -> None:
    overlap = settled(SYSTEM, two_clubs(), state=state, due=due, reason="afspraak")
    computed()
    again = Overlap.objects.get()
    assert (again.state, again.reason) == (then, "afspraak")
    reopened = Entry.objects.filter(verb="overlap.reopened").count()
    assert reopened == (then != state)
    assert again.version == overlap.version + reopened
    assert (again.settled_at is None) == (then == "open")


def test_settling_writes_who_when_how_and_the_log() -> None:
    overlap, people = two_clubs(), cast()
    saved = settled(people.alice.actor, overlap, state="bundled", owner=people.foundation, reason=" Samen in de hal ")
    assert (saved.state, saved.owner, saved.reason) == ("bundled", people.foundation, "Samen in de hal")
    assert saved.settled_at is not None
    opened = settled(people.bob.actor, saved, state="open")
    assert opened.settled_at is None
    settled(people.farid.actor, opened, state="open", due=TOMORROW)
    verbs = Entry.objects.filter(object_id=str(overlap.pk)).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["overlap.settled", "overlap.reopened", "overlap.changed"]


def test_what_somebody_else_changed_is_not_overwritten() -> None:
    overlap, people = two_clubs(), cast()
    settled(people.alice.actor, overlap, state="open", reason="eerst")
    with pytest.raises(Refused, match=r"intussen|meanwhile"):
        settled(people.bob.actor, overlap, state="open", reason="later")
    assert Overlap.objects.get().reason == "eerst"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"state": "kept", "reason": "  "}, "reason"),
        ({"state": "gone"}, "state"),
        ({"state": "open", "due": date(2020, 1, 1)}, "due"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts: dict[str, Any], field: str) -> None:
    overlap = two_clubs()
    with pytest.raises(BadInput) as refused:
        settled(SYSTEM, overlap, **facts)
    assert [one.field for one in refused.value.problems] == [field]
    assert Overlap.objects.get().version == overlap.version


def test_the_owner_works_in_this_municipality() -> None:
    overlap = two_clubs()
    with pytest.raises(BadInput) as refused:
        settled(SYSTEM, overlap, owner=make.organisation("Elders", "GM0150"))
    assert [one.field for one in refused.value.problems] == ["owner"]


def test_a_day_that_passed_meanwhile_does_not_stand_in_the_way() -> None:
    overlap = two_clubs()
    Overlap.objects.update(due=date(2020, 1, 1))
    assert settled(SYSTEM, overlap, state="stopped", due=date(2020, 1, 1)).state == "stopped"


def test_the_database_keeps_no_kept_overlap_without_a_reason() -> None:
    two_clubs()
    with pytest.raises(IntegrityError), transaction.atomic():
        Overlap.objects.update(state="kept")


def test_only_who_may_reads_and_settles() -> None:
    overlap, people = two_clubs(), cast()
    for person in (people.dina, people.hans, people.greet, people.charlie, people.lena, people.eva):
        with pytest.raises(NotAllowed):
            settled(person.actor, overlap)
    with pytest.raises(NotAllowed):
        settled(ANONYMOUS, overlap)
    with pytest.raises(NotAllowed):
        keep_overlaps(by=people.dina.actor, run=CoverageRun.objects.get(in_force=True), found=[])
    for person in (people.alice, people.dina, people.joris, people.greet):
        assert Overlap.objects.visible_to(person.actor).get() == overlap
    for person in (people.charlie, people.lena, people.kees, people.eva):
        assert not Overlap.objects.visible_to(person.actor).exists()
    assert not Overlap.objects.visible_to(ANONYMOUS).exists()


def page(name: str, *more: object) -> str:
    return reverse(name, args=["GM0307", *more])


@pytest.fixture
def people() -> Cast:
    two_clubs()
    return cast()


def test_the_list_shows_filters_sorts_and_exports(people: Cast) -> None:
    client = people.dina.client()
    text = client.get(page("overlap_list")).content.decode()
    assert "Koffie, Soep" in text
    assert "Het aanbod is voorbeeld" in text
    assert "vrijwillig" in text
    assert "Opnieuw berekenen" not in text
    for asked, found in (
        ({"wijk": WEST}, 1),
        ({"wijk": "WK030732"}, 0),
        ({"thema": "meeting", "groep": "seniors"}, 1),
        ({"staat": "kept"}, 0),
        ({"eigenaar": "niemand"}, 1),
        ({"toon": "weg"}, 0),
        ({"toon": "alles", "sorteer": "plekken"}, 1),
    ):
        assert len(client.get(page("overlap_list"), asked).context["rows"]) == found, asked
    exported = b"".join(client.get(page("overlap_list"), {"uitvoer": "csv"})).decode("utf-8-sig")
    assert "Koffie, Soep" in exported
    assert "Huis Koffie" in exported


def test_the_list_without_anything_says_what_that_means(people: Cast) -> None:
    client = people.alice.client()
    Overlap.objects.all().delete()
    assert "Er is geen overlap gevonden" in client.get(page("overlap_list")).content.decode()
    CoverageRun.objects.all().delete()
    assert "nog niets berekend" in client.get(page("overlap_list")).content.decode()


def test_the_page_of_one_shows_why_what_could_be_done_and_the_form(people: Cast) -> None:
    overlap = Overlap.objects.get()
    text = people.alice.client().get(overlap.get_absolute_url()).content.decode()
    for words in ("160 plekken per week", "Een plek delen", "Stoppen", "aannames", "meedoen is vrijwillig", "Leg vast"):
        assert words in text, words
    assert "Leg vast" not in people.dina.client().get(overlap.get_absolute_url()).content.decode()


def test_a_coordinator_saves_and_an_administrator_sees_the_history(people: Cast) -> None:
    overlap = Overlap.objects.get()
    told = {
        "owner": str(people.foundation.pk), "due": TOMORROW.isoformat(), "state": "kept", "reason": "Ander publiek",
        "version": str(overlap.version),
    }  # fmt: skip
    assert people.alice.client().post(overlap.get_absolute_url(), told).status_code == 302
    overlap.refresh_from_db()
    assert (overlap.state, overlap.owner, overlap.due, overlap.reason) == (
        "kept", people.foundation, TOMORROW, "Ander publiek",
    )  # fmt: skip
    assert "overlap afgerond" in people.farid.client().get(overlap.get_absolute_url()).content.decode()
    assert "overlap afgerond" not in people.alice.client().get(overlap.get_absolute_url()).content.decode()


def test_a_refusal_keeps_what_was_typed(people: Cast) -> None:
    overlap = Overlap.objects.get()
    client, told = people.alice.client(), {"state": "kept", "reason": "", "due": "2020-01-01", "version": "1"}
    answer = client.post(overlap.get_absolute_url(), told)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"reason", "due"}
    assert 'value="2020-01-01"' in answer.content.decode()
    stale = client.post(overlap.get_absolute_url(), {"state": "open", "reason": "Mijn woorden", "version": "77"})
    assert "Mijn woorden" in stale.content.decode()
    assert "intussen" in stale.content.decode()
    again = {"state": "open", "reason": "Mijn woorden", "version": stale.context["form"].data["version"]}
    assert client.post(overlap.get_absolute_url(), again).status_code == 302


def test_others_do_not_get_in(people: Cast, client: Client) -> None:
    overlap = Overlap.objects.get()
    for address in (page("overlap_list"), overlap.get_absolute_url()):
        assert client.get(address).status_code == 302
        for person in (people.charlie, people.lena, people.kees, people.eva):
            assert person.client().get(address).status_code == 403
    told = {"state": "stopped", "version": "1"}
    for person in (people.dina, people.greet, people.charlie):
        assert person.client().post(overlap.get_absolute_url(), told).status_code == 403
    assert people.alice.client().get(reverse("overlap_detail", args=["GM0150", overlap.pk])).status_code in (403, 404)
    assert Overlap.objects.get().state == "open"


def test_a_page_of_one_that_is_no_longer_found_says_so(people: Cast) -> None:
    Service.objects.filter(name="Soep").update(life_cycle=LifeCycle.ENDED)
    computed()
    client = people.alice.client()
    assert "vindt deze overlap niet meer" in client.get(Overlap.objects.get().get_absolute_url()).content.decode()
    assert len(client.get(page("overlap_list")).context["rows"]) == 0
    assert len(client.get(page("overlap_list"), {"toon": "weg"}).context["rows"]) == 1

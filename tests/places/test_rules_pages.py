"""The pages of the rules of use: made in rows, published with a reason, read by everyone, exceptions named."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests import make
from tests.cast import Cast, cast
from tests.places.building import BY, centre, room, wish
from tests.places.ruling import LINES, draft, published, soon

from wijkhart.core.actors import ANONYMOUS
from wijkhart.places.actions import Terms, accept_booking, request_booking
from wijkhart.places.models import RuleException, UseRules

pytestmark = pytest.mark.django_db
RULES = "/gemeenten/GM0307/gebruiksregels/"


@pytest.fixture
def people() -> Cast:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    make.area("GM0150", name="Deventer")
    return cast()


def sent(made: UseRules, **changed: Any) -> dict[str, Any]:
    """The whole draft as a browser sends it."""
    told: dict[str, Any] = {"valid_from": f"{made.valid_from}", "version": f"{made.version}"}
    lines, rates, grounds = made.lines.all(), made.rates.all(), made.grounds.all()
    told |= {"line_count": len(lines), "rate_count": len(rates), "ground_count": len(grounds)}
    for number, line in enumerate(lines, 1):
        names = ("name", "user_kinds", "rank", "percent", "days_ahead", "why")
        told |= {f"line_{number}_{name}": getattr(line, name) for name in names}
        for name in ("open_to_all", "local"):
            told[f"line_{number}_{name}"] = {True: "yes", False: "no", None: ""}[getattr(line, name)]
    for number, rate in enumerate(rates, 1):
        euros = f"{rate.cents_an_hour / 100:.2f}".replace(".", ",")
        told |= {f"rate_{number}_up_to": rate.up_to or "", f"rate_{number}_euros": euros}
    told |= {f"ground_{number}_text": ground.text for number, ground in enumerate(grounds, 1)}
    return {**told, **changed}


def names(made: UseRules) -> list[str]:
    return list(made.lines.values_list("name", flat=True))


def test_everyone_reads_the_rules_the_tree_the_versions_and_what_it_costs(people: Cast) -> None:
    assert "gebruiksregels" in Client().get(RULES).content.decode()
    published()
    published(valid_from=soon(10), lines=(*LINES[:3], LINES[3].__class__(name="Alle anderen", rank=5, percent=90)))
    asked = {"wie": "residents", "open": "no", "lokaal": "yes", "m2": "70", "uren": "1,5"}
    page = Client().get(RULES, asked).content.decode()
    for words in ("Subsidie en open", "Bewoners", "Eerlijker.", "15,00", f"{RULES}2/"):
        assert words in page
    incomplete = Client().get(RULES, {**asked, "m2": ""}).content.decode()
    assert 'value="1,5"' in incomplete
    assert "15,00" not in incomplete
    second = Client().get(f"{RULES}2/").content.decode()
    assert "80%" in second
    assert "90%" in second
    assert Client().get(f"{RULES}3/").status_code == 404
    exported = Client().get(f"{RULES}1/", {"uitvoer": "csv"}).content.decode("utf-8-sig")
    assert [line.split(";")[1].strip('"') for line in exported.splitlines()[1:5]] == [line.name for line in LINES]


@pytest.mark.parametrize("name", ["alice", "charlie", "joris", "lena", "dina"])
def test_a_draft_is_seen_and_made_only_by_who_may_make_rules(people: Cast, name: str) -> None:
    browser = getattr(people, name).client()
    assert browser.post(f"{RULES}beginnen/").status_code == 403
    made = draft()
    assert browser.get(f"{RULES}{made.number}/").status_code == 404
    assert f"{RULES}maken/" not in browser.get(RULES).content.decode()
    for path in ("maken/", "publiceren/", "weggooien/"):
        assert browser.get(f"{RULES}{path}").status_code == 403
        assert browser.post(f"{RULES}{path}", sent(made)).status_code == 403
    made.refresh_from_db()
    assert made.published_at is None
    assert (Client().get(f"{RULES}maken/").status_code, names(made)) == (302, [line.name for line in LINES])


def test_rows_are_added_moved_and_taken_out_and_kept_only_by_saving(people: Cast) -> None:
    browser, path = people.bob.client(), f"{RULES}maken/"
    assert browser.get(path).status_code == 404
    assert browser.post(f"{RULES}beginnen/", follow=True).redirect_chain[-1][0] == path
    assert "Er is al een concept" in browser.post(f"{RULES}beginnen/", follow=True).content.decode()
    UseRules.objects.all().delete()
    made = draft()
    moved = browser.post(path, sent(made, do="line_up_2", line_3_name="Firma's"))
    form = moved.context["form"]
    assert [row["fields"][0].value() for row in form.lines][:3] == ["Bewoners", "Subsidie en open", "Firma's"]
    assert "nog niet bewaard" in moved.content.decode()
    out = browser.post(path, sent(made, do="rate_out_2")).context["form"]
    assert [row["fields"][0].value() for row in out.rates] == ["50", ""]
    assert len(browser.post(path, sent(made, do="ground_add")).context["form"].grounds) == 3
    assert names(UseRules.objects.get()) == [line.name for line in LINES]

    wrong = browser.post(path, sent(made, line_1_percent="veel", line_2_name="Onze bewoners"))
    assert wrong.status_code == 200
    assert 'value="veel"' in wrong.content.decode()
    assert 'value="Onze bewoners"' in wrong.content.decode()
    assert 'href="#id_line_1_percent"' in wrong.content.decode()
    refused = browser.post(path, sent(made, line_1_percent="201", line_2_name="Onze bewoners"))
    assert 'value="Onze bewoners"' in refused.content.decode()
    assert 'href="#id_line_1_percent"' in refused.content.decode()
    assert browser.post(path, sent(made, line_2_name="Onze bewoners", rate_1_euros="12,50")).status_code == 302
    kept = UseRules.objects.get()
    assert names(kept)[1] == "Onze bewoners"
    assert kept.rates.all()[0].cents_an_hour == 1250
    stale = browser.post(path, sent(made, line_2_name="Mijn bewoners"))
    assert "intussen" in stale.content.decode()
    assert 'value="Mijn bewoners"' in stale.content.decode()


def test_a_draft_with_gaps_is_not_published_and_a_change_says_why(people: Cast) -> None:
    published()
    browser, path = people.farid.client(), f"{RULES}publiceren/"
    made = draft(lines=LINES[:3])
    page = browser.get(path).content.decode()
    assert "Er past geen regel" in page
    assert "Er past geen regel" in browser.post(path, {"version": made.version, "why": "Zo"}).content.decode()
    assert UseRules.objects.filter(published_at=None).exists()
    whole = {**sent(made), "line_count": 4}
    whole |= {"line_4_name": "Rest", "line_4_rank": "5", "line_4_percent": "70", "line_4_days_ahead": "365"}
    assert browser.post(f"{RULES}maken/", whole).status_code == 302
    page = browser.get(path).content.decode()
    assert "Nieuwe regel" in page
    assert "Rest" in page
    version = UseRules.objects.get(number=2).version
    assert "Zeg wat er" in browser.post(path, {"version": version, "why": ""}).content.decode()
    stale = browser.post(path, {"version": version - 1, "why": "Omdat het eerlijker is"}).content.decode()
    assert "Omdat het eerlijker is" in stale
    done = browser.post(path, {"version": version, "why": "Omdat het eerlijker is"}, follow=True)
    assert done.redirect_chain[-1][0] == f"{RULES}2/"
    assert "Omdat het eerlijker is" in Client().get(f"{RULES}2/").content.decode()
    assert browser.get(f"{RULES}maken/").status_code == 404


def test_a_draft_is_thrown_away_after_a_question(people: Cast) -> None:
    draft()
    browser = people.bob.client()
    assert browser.get(f"{RULES}weggooien/").status_code == 200
    assert UseRules.objects.exists()
    assert browser.post(f"{RULES}weggooien/").status_code == 302
    assert not UseRules.objects.exists()
    assert browser.post(f"{RULES}weggooien/").status_code == 404


def test_what_is_done_otherwise_is_public_without_a_name(people: Cast) -> None:
    published()
    space = room(centre(owner=people.centre), booking_mode="request", floor_area=70)
    told = wish(name="Ria de Wit", title="Geheim feest")
    asked = request_booking(by=ANONYMOUS, room=space, facts=told, sender="t")
    terms = Terms(cents=0, why="Eerste keer gratis om te proberen.")
    accept_booking(by=BY, booking=asked, version=1, terms=terms)
    path = f"{RULES}uitzonderingen/"
    for browser in (Client(), people.charlie.client()):
        page = browser.get(path).content.decode()
        assert "Eerste keer gratis" in page
        assert "20,00" in page
        assert "Ria" not in page
        assert "Geheim" not in page
    assert "Eerste keer gratis" not in Client().get(path, {"soort": "refusal"}).content.decode()
    assert "Eerste keer gratis" in Client().get(path, {"soort": "price", "plek": str(space.place_id)}).content.decode()
    exported = Client().get(path, {"uitvoer": "csv"}).content.decode("utf-8-sig")
    assert "Eerste keer gratis" in exported
    assert "Ria" not in exported
    assert Client().get(path, {"plek": "x", "jaar": "1900"}).status_code == 200
    assert RuleException.objects.count() == 1
    assert "Eerste keer" not in Client().get("/gemeenten/GM0150/gebruiksregels/uitzonderingen/").content.decode()

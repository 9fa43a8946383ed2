"""Nobody sees what belongs to another municipality: every role, every address, every table."""

import importlib
from collections.abc import Callable
from itertools import islice

import pytest
from django.db.models import QuerySet
from django.test import Client

from tests import make
from tests.house import matrix
from tests.house.matrix import World, build
from wijkhart.accounts.models import Membership
from wijkhart.core.actors import Actor

pytestmark = pytest.mark.django_db

TWO_ROLES = frozenset({"visitor", "coordinator"})
QUERYSETS = {
    "accounts": ["accounts.models.organisation.OrganisationQuerySet", "accounts.models.membership.MembershipQuerySet"],
    "agenda": [
        "agenda.models.signal.SignalQuerySet",
        "agenda.models.signal.SignalGroupQuerySet",
        "agenda.models.analysis.WijkAnalysisQuerySet",
    ],
    "areas": ["areas.models.report.ImportReportQuerySet"],
    "audit": ["audit.models.EntryQuerySet"],
    "coordination": [
        "coordination.models.CoverageRunQuerySet",
        "coordination.models.OverlapQuerySet",
        "coordination.models.AllianceQuerySet",
        "coordination.models.AlliancePartnerQuerySet",
    ],
    "core": ["core.jobs.models.JobQuerySet"],
    "deployment": [
        "deployment.models.budget.BudgetQuerySet",
        "deployment.models.division.DivisionQuerySet",
        "deployment.models.division.ReserveGrantQuerySet",
    ],
    "directory": [
        "directory.models.ServiceQuerySet",
        "directory.models.keeping.ServiceChangeQuerySet",
        "directory.models.keeping.ClaimQuerySet",
    ],
    "places": [
        "places.models.PlaceQuerySet",
        "places.models.booking.BookingQuerySet",
        "places.models.waiting.WaitingEntryQuerySet",
        "places.models.rules.UseRulesQuerySet",
    ],
    "siting": ["siting.models.study.SitingStudyQuerySet", "siting.models.cost.PlaceCostQuerySet"],
    "programming": ["programming.models.WeekProgrammeQuerySet"],
    "seasons": [
        "seasons.models.round.SeasonRoundQuerySet",
        "seasons.models.request.SeasonRequestQuerySet",
        "seasons.models.plan.SeasonPlanQuerySet",
    ],
}
"""App with rows of tenants -> the sets of rows whose `visible_to` keeps them apart."""


@pytest.fixture
def world() -> World:
    return build()


def test_nothing_of_another_municipality_gets_through(world: World) -> None:
    assert list(islice(matrix.leaks(world), 20)) == []


def test_every_table_with_hidden_rows_is_in_the_matrix() -> None:
    missing = matrix.tables_without_sample()
    assert missing == [], (
        f"Add to HIDDEN (with a maker) or PUBLIC (with the reason) in tests/house/matrix.py: {missing}"
    )


def test_an_address_with_an_unknown_argument_says_what_to_add(world: World) -> None:
    with pytest.raises(matrix.Unknown, match=r"thing_detail .*takes pk.*Add a hidden object"):
        matrix.sample(world, "thing_detail", "dingen/<uuid:pk>/", "pk")


def test_nothing_hidden_was_changed_by_trying(world: World) -> None:
    before = {label: type(one).objects.filter(pk=one.pk).values().get() for label, one in world.hidden.items()}
    list(matrix.leaks(world, roles=frozenset({"administrator", "coordinator"})))
    after = {label: type(one).objects.filter(pk=one.pk).values().get() for label, one in world.hidden.items()}
    assert after == before


def test_at_home_the_same_addresses_open(world: World) -> None:
    """Otherwise the matrix would be green because nothing works at all."""
    chief = make.user("chief@example.org")
    make.membership(chief, "administrator", world.people.other_town)
    browser = Client()
    browser.force_login(chief)
    tried = [one for one in matrix.addresses(world) if one.app == "accounts" and (one.hidden or one.tenant)]
    only_posted = {"invitation_withdraw", "organisation_trust"}
    assert {browser.get(one.path).status_code for one in tried if one.name not in only_posted} == {200}
    assert matrix.MARK in matrix.text_of(browser.get("/gemeenten/GM0150/leden/"))


def take_out(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Let `visible_to` of one set of rows keep nothing back."""
    module, name = f"wijkhart.{path}".rsplit(".", 1)
    keep_all: Callable[[QuerySet[Membership], Actor], QuerySet[Membership]] = lambda rows, _actor: rows  # noqa: E731
    monkeypatch.setattr(getattr(importlib.import_module(module), name), "visible_to", keep_all)


@pytest.mark.parametrize("app", QUERYSETS)
def test_the_matrix_goes_red_when_visible_to_is_taken_out(
    app: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in QUERYSETS[app]:
        take_out(monkeypatch, path)
    assert next(matrix.leaks(world, app=app, roles=TWO_ROLES), None) is not None


@pytest.mark.parametrize("app", ["accounts", "areas", "core", "directory", "places"])
def test_the_pages_go_red_too(app: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pages show rows of all tenants in one list, the addresses alone find it.

    The log (audit) stands under the address of its municipality and asks for the right first: two locks on one door.
    """
    for path in QUERYSETS[app]:
        take_out(monkeypatch, path)
    assert next(matrix.page_leaks(world, app, TWO_ROLES), None) is not None


def test_the_apps_with_hidden_rows_are_all_tried() -> None:
    assert {label.split(".")[0].replace("jobs", "core") for label in matrix.HIDDEN} == set(QUERYSETS)

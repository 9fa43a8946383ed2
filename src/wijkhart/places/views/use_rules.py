"""The rules of use as everybody reads them: as a tree, as a list, and with what was done otherwise."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wijkhart.accounts.views.tenants import municipality_or_404
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, ComputedListing, Listing
from wijkhart.places.forms.ruled import ExceptionFilter
from wijkhart.places.forms.rules import CostForm
from wijkhart.places.models import Place, Room, RuleException, UserKind, UseRule, UseRules
from wijkhart.places.perms import may_edit_rules
from wijkhart.places.queries.rule_changes import changes_between, facts_of
from wijkhart.places.queries.rule_tree import Node, decision_tree, walk
from wijkhart.places.queries.rules import BESIDE, cents_of, price_of, rules_on, size_words

Sizes = Sequence[tuple[Any, str]]


def _said(index: int) -> Any:
    """What a line says under one of its headings."""
    return lambda line: list(facts_of(line).values())[index]


LINES: Final[tuple[Column[UseRule], ...]] = (
    Column("nummer", gettext_lazy("Place in the list"), lambda line: line.position, ("position",)),
    Column("regel", gettext_lazy("Rule"), lambda line: line.name, ("name",)),
    Column("wie", gettext_lazy("Who uses the room?"), _said(1)),
    Column("open", gettext_lazy("Anybody may come"), _said(2)),
    Column("lokaal", gettext_lazy("Most live here"), _said(3)),
    Column("voorrang", gettext_lazy("Goes as number"), lambda line: line.rank, ("rank",)),
    Column("procent", gettext_lazy("Percent of the rate"), lambda line: line.percent, ("percent",)),
    Column("vooruit", gettext_lazy("Days ahead"), lambda line: line.days_ahead, ("days_ahead",)),
    Column("waarom", gettext_lazy("Why"), lambda line: line.why),
)
EXCEPTIONS: Final[tuple[Column[RuleException], ...]] = (
    Column("dag", gettext_lazy("Day"), lambda row: timezone.localtime(row.made_at).date(), ("made_at",)),
    Column("plek", gettext_lazy("Place"), lambda row: row.place.name, ("place__name", "-made_at")),
    Column("soort", gettext_lazy("What was done otherwise"), lambda row: row.get_kind_display(), ("kind", "-made_at")),
    Column("wie", gettext_lazy("Who uses the room?"), lambda row: kind_words(row), ("user_kind", "-made_at")),
    Column("regel", gettext_lazy("Rule"), lambda row: row.rule_name, ("rule_name", "-made_at")),
    Column("versie", gettext_lazy("Version"), lambda row: row.rules.number if row.rules else None),
    Column("volgens-regel", gettext_lazy("Euros by rule"), lambda row: euros(row.said.get("rule_cents"))),
    Column("gevraagd", gettext_lazy("Euros asked"), lambda row: euros(row.said.get("price_cents"))),
    Column("waarom", gettext_lazy("Why"), lambda row: row.why),
    Column("voorbeeld", gettext_lazy("Made up"), lambda row: row.example),
)


@login_not_required
@require_safe
def use_rules_show(request: Request, code: str) -> HttpResponse:
    """The rules that count today, what a use would cost, and all versions before."""
    area = municipality_or_404(code)
    rules = rules_on(area.code, timezone.localdate())
    listing = _lines(request, rules)
    if file := listing.export():
        return file
    visible = UseRules.objects.visible_to(request.actor).filter(municipality_code=area.code)
    versions = list(visible.prefetch_related(*BESIDE).order_by("-number"))
    older = {one.number: one for one in versions}
    values = {
        **_body(rules, listing),
        **_cost(request, rules, area.code),
        "area": area,
        "versions": [(one, changes_between(older.get(one.number - 1), one)) for one in versions if one.published_at],
        "may_edit": may_edit_rules(request.actor, area.code),
        "draft": next((one for one in versions if one.published_at is None), None),
    }
    return render(request, "places/use_rules_show.html", values)


@login_not_required
@require_safe
def use_rules_version(request: Request, code: str, number: int) -> HttpResponse:
    """One version, also one that counts no more or not yet."""
    area = municipality_or_404(code)
    rows = UseRules.objects.visible_to(request.actor).filter(municipality_code=area.code).prefetch_related(*BESIDE)
    rules = get_object_or_404(rows, number=number)
    listing = _lines(request, rules)
    if file := listing.export():
        return file
    older = rows.filter(number=number - 1).first()
    values = {"area": area, "older": older, "changes": changes_between(older, rules), **_body(rules, listing)}
    return render(request, "places/use_rules_version.html", values)


@login_not_required
@require_safe
def use_rules_exceptions(request: Request, code: str) -> HttpResponse:
    """What was decided otherwise than the rules say, and why. Never for whom."""
    area = municipality_or_404(code)
    rows = RuleException.objects.visible_to(request.actor).filter(municipality_code=area.code)
    rows = rows.select_related("place", "rules")
    places = Place.objects.visible_to(request.actor).filter(rule_exceptions__municipality_code=area.code).distinct()
    form = ExceptionFilter(
        request.GET or None,
        places={str(key): name for key, name in places.values_list("pk", "name")},
        years=[day.year for day in rows.dates("made_at", "year")],
    )
    listing = Listing(request, rows, columns=EXCEPTIONS, filters=form, sort="-dag", name=f"uitzonderingen-{code}")
    if file := listing.export():
        return file
    shown = [(row, kind_words(row), row.said.get("rule_cents"), row.said.get("price_cents")) for row in listing]
    values = {
        "area": area,
        "form": form,
        "listing": listing,
        "columns": [one for one in listing.columns if one.key not in {"versie", "voorbeeld"}],
        "rows": [(row, words, euros(rule), euros(asked)) for row, words, rule, asked in shown],
    }
    return render(request, "places/use_rules_exceptions.html", values)


def euros(cents: int | None) -> Decimal | None:
    """An amount in cents as euros."""
    return None if cents is None else Decimal(cents) / 100


def kind_words(row: RuleException) -> str:
    """Who used the room, without a name."""
    return str(UserKind(row.user_kind).label) if row.user_kind in UserKind.values else ""


def _lines(request: Request, rules: UseRules | None) -> ComputedListing[UseRule]:
    rows = list(rules.lines.all()) if rules else []
    name = f"gebruiksregels-{rules.municipality_code}-{rules.number}" if rules else "gebruiksregels"
    return ComputedListing(request, rows, columns=LINES, sort="nummer", name=name)


def _body(rules: UseRules | None, listing: ComputedListing[UseRule]) -> dict[str, Any]:
    """What both pages show of a version."""
    sizes = size_words(rules.rates.all()) if rules else []
    return {
        "rules": rules,
        "tree": _shown(decision_tree(list(rules.lines.all())), sizes) if rules else None,
        "rates": [(words, euros(rate.cents_an_hour)) for rate, words in sizes],
        "grounds": list(rules.grounds.all()) if rules else [],
        "listing": listing,
        "rows": [(line, _in_words(line)) for line in listing],
    }


def _in_words(line: UseRule) -> dict[str, str]:
    """About whom a line is."""
    said = list(facts_of(line).values())
    return {"who": said[1], "open": said[2], "local": said[3]}


def _shown(node: Node, sizes: Sizes) -> dict[str, Any]:
    """A part of the tree as the page lays it out, with what an hour costs where it ends."""
    line = node.line
    return {
        "question": node.question,
        "branches": [{"label": one.label, "to": _shown(one.to, sizes)} for one in node.branches],
        "line": line,
        "prices": [(words, euros(cents_of(rate.cents_an_hour, line.percent, 60))) for rate, words in sizes]
        if line
        else [],
    }


def _cost(request: Request, rules: UseRules | None, code: str) -> dict[str, Any]:
    """The small form, and its answer when it was asked something."""
    rooms = Room.objects.visible_to(request.actor).offered().filter(place__municipality_code=code)
    rooms = rooms.select_related("place").order_by("place__name", "name")
    found = {str(room.pk): room for room in rooms}
    form = CostForm(
        request.GET if "wie" in request.GET else None,
        [(key, f"{room.place.name}: {room.name}") for key, room in found.items()],
    )
    values: dict[str, Any] = {"cost_form": form, "cost": None}
    if rules is None or not form.is_bound or not form.is_valid():
        return values
    room = found.get(form.cleaned_data["ruimte"])
    area = room.floor_area if room else form.cleaned_data["m2"]
    price = price_of(rules, form.case(), area, form.minutes())
    if price is None:
        return values
    steps, _line = walk(decision_tree(list(rules.lines.all())), form.case())
    asked = {name: request.GET[name] for name in ("wie", "open", "lokaal") if name in request.GET}
    answer = {"price": price, "euros": euros(price.cents), "steps": steps, "room": room, "query": urlencode(asked)}
    return {**values, "cost": answer}

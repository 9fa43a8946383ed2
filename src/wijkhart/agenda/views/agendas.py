"""Agendas: those of a municipality, the one of a wijk for residents, and one with its order and steps."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.actions import start_agenda
from wijkhart.agenda.actions.agendas import next_state
from wijkhart.agenda.forms.agendas import AgendaFilter, StartForm
from wijkhart.agenda.models import Agenda, AgendaState, Ballot, IssueStatus
from wijkhart.agenda.queries.likeness import bundles, likely_duplicates
from wijkhart.agenda.queries.reading import (
    PUBLIC,
    agenda_title,
    agendas_of,
    area_of,
    draft_agenda,
    open_ballot_of,
    running_agenda,
)
from wijkhart.agenda.queries.voices import Order, Row, order_of
from wijkhart.agenda.queries.weighing import newest_with
from wijkhart.agenda.queries.words import change_words, chart_of, score_words, voice_words, weight_words, why_words
from wijkhart.agenda.views.place import agenda_or_404, area_or_404, ask_right, tried
from wijkhart.areas.models import Level
from wijkhart.areas.queries import area_by_code, districts_of
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing

COLUMNS: Final[tuple[Column[Agenda], ...]] = (
    Column("wijk", gettext_lazy("Wijk"), lambda one: one.district_code or one.municipality_code, ("district_code",)),
    Column("van", gettext_lazy("From"), lambda one: one.starts_on, ("starts_on",)),
    Column("tot", gettext_lazy("Until"), lambda one: one.ends_on, ("ends_on",)),
    Column("staat", gettext_lazy("How far"), lambda one: one.get_state_display(), ("state",)),
)
HEADINGS: Final = (
    gettext_lazy("Number"),
    gettext_lazy("Issue"),
    gettext_lazy("Theme"),
    gettext_lazy("For whom"),
    gettext_lazy("Figures"),
    gettext_lazy("Professionals"),
    gettext_lazy("Residents"),
    gettext_lazy("Together (0-100)"),
    gettext_lazy("Wished-for result"),
    gettext_lazy("Status"),
)


@login_not_required
@require_safe
def agenda_list(request: Request, code: str) -> HttpResponse:
    """Every agenda of a municipality, per wijk and its own, and how far each is."""
    area = area_or_404(code, Level.MUNICIPALITY)
    names = {code: area.name, **dict(districts_of(code).values_list("code", "name"))}
    filters = AgendaFilter(request.GET or None, names=names)
    rows = agendas_of(request.actor, code)
    listing = Listing(request, rows, columns=COLUMNS, filters=filters, sort="wijk", name=f"agenda-{area.name}")
    values = {
        "area": area,
        "listing": listing,
        "rows": [(row, names.get(row.district_code or code, row.district_code)) for row in listing],
        "any": rows.exists(),
        "may_edit": request.actor.may("agenda.edit", code),
    }
    return listing.export() or render(request, "agenda/agenda_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_start(request: Request, code: str) -> HttpResponse:
    """Start an agenda for a wijk, or for the city."""
    area = area_or_404(code, Level.MUNICIPALITY)
    ask_right(request, "agenda.edit", code)
    form = StartForm(request.POST or None, code, request.GET.get("wijk", ""))
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: start_agenda(by=request.actor, municipality=code, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The agenda has been started. Put the issues on it now."))
            return redirect(made)
    return render(request, "agenda/agenda_start.html", {"area": area, "form": form})


@login_not_required
@require_safe
def district_agenda(request: Request, code: str) -> HttpResponse:
    """What was agreed for a wijk and why, for residents; who works on it finds the draft here too."""
    area = area_or_404(code, Level.DISTRICT)
    town, actor = area_by_code(area.municipality_code), request.actor
    agenda = running_agenda(actor, town.code, code)
    public = agenda is not None and agenda.state in PUBLIC
    draft = draft_agenda(actor, town.code, code)
    values: dict[str, Any] = {
        "area": area,
        "town": town,
        "agenda": agenda if public else None,
        "draft": draft,
        "ballot": open_ballot_of(actor, town.code, code),
        "may_edit": actor.may("agenda.edit", town.code),
        "weighing": newest_with(actor, town.code, code),
        "earlier": [one for one in agendas_of(actor, town.code).filter(district_code=code) if _past(one, agenda)],
    }
    if public and agenda is not None:
        order = order_of(agenda)
        rows = in_place(order, agenda)
        values |= {
            "title": agenda_title(agenda, area.name),
            "rows": [(row, why_words(row, agenda)) for row in rows],
            "weights": weight_words(agenda),
            "voters": order.voters,
            "adopted": agenda.steps.filter(state=AgendaState.ADOPTED, back=False).last(),
            "advised": agenda.steps.filter(state=AgendaState.ADVICE, back=False).last(),
            "left_out": _left_out(agenda),
        }
    return render(request, "agenda/district_agenda.html", values)


@login_not_required
@require_safe
def agenda_detail(request: Request, pk: UUID) -> HttpResponse:
    """One agenda: its steps, its order with the three voices apart, and what would change that."""
    agenda, actor = agenda_or_404(request, pk), request.actor
    area, order = area_of(agenda), order_of(agenda)
    rows = in_place(order, agenda)
    kind = request.GET.get("uitvoer", "")
    if kind in FORMATS:
        return export_response(kind, f"agenda-{area.name}", [str(word) for word in HEADINGS], _file(rows))
    code, issues = agenda.municipality_code, [row.issue for row in rows]
    working = actor.may("agenda.read_draft", code)
    values = {
        "agenda": agenda,
        "area": area,
        "town": area_by_code(code),
        "title": agenda_title(agenda, area.name),
        "public": agenda.state in PUBLIC,
        "steps": agenda.steps.all(),
        "states": _states(agenda),
        "next": next_state(agenda),
        "order": order,
        "rows": [(row, voice_words(row), score_words(row)) for row in rows],
        "chart": chart_of(rows),
        "changes": change_words(order),
        "weights": weight_words(agenda),
        "left_out": _left_out(agenda),
        "ballot": Ballot.objects.visible_to(actor).filter(agenda=agenda).first(),
        "duplicates": likely_duplicates(issues) if working else [],
        "bundles": bundles(issues) if working else [],
        "weighing": newest_with(actor, code, agenda.district_code) if agenda.district_code else None,
        "may_edit": actor.may("agenda.edit", code),
        "may_adopt": actor.may("agenda.adopt", code),
        "may_rate": actor.may("agenda.rate", code),
    }
    return render(request, "agenda/agenda_detail.html", values)


def in_place(order: Order, agenda: Agenda) -> list[Row]:
    """The rows as they stand: the places that were fixed, else the order of the voices."""
    if agenda.state not in PUBLIC:
        return list(order.rows)
    return sorted(order.rows, key=lambda row: (row.issue.position is None, row.issue.position or 0))


def _past(one: Agenda, shown: Agenda | None) -> bool:
    return one.state in PUBLIC and (shown is None or one.pk != shown.pk)


def _left_out(agenda: Agenda) -> list[Any]:
    """What does not count in the order, with the reason."""
    out = [IssueStatus.DROPPED, IssueStatus.DUPLICATE, IssueStatus.CITY]
    return list(agenda.issues.filter(status__in=out).select_related("duplicate_of").order_by("title"))


def _states(agenda: Agenda) -> list[tuple[str, str, str]]:
    """The six states with where the agenda is: done, now or to come."""
    order = list(AgendaState)
    here = order.index(AgendaState(agenda.state))
    return [
        (state.value, str(state.label), "done" if number < here else "now" if number == here else "later")
        for number, state in enumerate(order)
    ]


def _file(rows: Sequence[Row]) -> list[list[Any]]:
    return [
        [
            row.issue.position or row.ranked.place,
            row.issue.title,
            row.issue.theme.label,
            row.issue.target_group.label,
            row.figures,
            row.professionals.mean,
            row.residents,
            None if row.ranked.score is None else round(100 * row.ranked.score, 1),
            row.issue.wished_result,
            row.issue.get_status_display(),
        ]
        for row in rows
    ]

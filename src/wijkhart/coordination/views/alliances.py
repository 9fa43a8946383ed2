"""Alliances: the list, one of them, bringing players together, and its steps."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.views.place import read_again, tried
from wijkhart.areas.models import Area
from wijkhart.areas.queries import area_by_code
from wijkhart.audit.models import Entry
from wijkhart.audit.words import said
from wijkhart.coordination.actions import (
    begin_alliance,
    edit_alliance,
    end_alliance,
    prolong_alliance,
    start_alliance,
)
from wijkhart.coordination.actions.alliances import missing_to_begin
from wijkhart.coordination.alliance_forms import (
    AllianceEditForm,
    AllianceFilter,
    AllianceStartForm,
    BeginForm,
    EndForm,
    ProlongForm,
)
from wijkhart.coordination.models import Alliance, AllianceState
from wijkhart.coordination.perms import (
    may_edit_alliance,
    may_read_alliances,
    may_start_alliances,
    may_start_handovers,
)
from wijkhart.coordination.queries.alliances import OPEN, alliances_of, around_of, players_of, waiting_on
from wijkhart.coordination.queries.beginnings import beginning_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing

COLUMNS: Final[tuple[Column[Alliance], ...]] = (
    Column("titel", gettext_lazy("Alliance"), lambda one: one.title, ("title",)),
    Column("wijk", gettext_lazy("Wijk"), lambda one: getattr(one, "district", "") or "", ("district",)),
    Column("thema", gettext_lazy("Theme"), lambda one: one.theme.label, ("theme__order",)),
    Column("staat", gettext_lazy("How it stands"), lambda one: one.get_state_display(), ("rank", "title")),
    Column("spelers", gettext_lazy("Players that take part"), lambda one: getattr(one, "willing", 0), ("willing",)),
    Column("trekker", gettext_lazy("Who brings them together"), lambda one: _lead(one), ("lead__name",)),
    Column("opnieuw", gettext_lazy("Look again on"), lambda one: one.until or "", ("until",)),
)
EXPORT: Final[tuple[Column[Alliance], ...]] = (
    *COLUMNS,
    Column("groep", gettext_lazy("For whom"), lambda one: one.target_group.label),
    Column("namen", gettext_lazy("Who takes part"), lambda one: ", ".join(_names(one))),
    Column("doel", gettext_lazy("What they want to reach"), lambda one: one.purpose),
    Column("subsidie", gettext_lazy("Grant"), lambda one: one.grant),
    Column("voorbeeld", gettext_lazy("Example data"), lambda one: one.example),
)


def _lead(one: Alliance) -> str:
    return one.lead.name if one.lead else ""


def _names(one: Alliance) -> list[str]:
    return [player.name for player in one.partners.all()]


@login_not_required
@require_safe
def alliance_list(request: Request, code: str) -> HttpResponse:
    """The alliances of a municipality: those at work for everybody, those being brought together for professionals."""
    area, rows = municipality_or_404(code), alliances_of(request.actor, code)
    filters = AllianceFilter(request.GET, rows=rows, actor=request.actor, municipality=code)
    listing = Listing(request, rows, columns=EXPORT, filters=filters, sort="staat", name=f"allianties-{code}")
    values = {
        "area": area,
        "listing": listing,
        "columns": COLUMNS,
        "rows": [(one, _names(one)) for one in listing],
        "any": rows.exists(),
        "inside": may_read_alliances(request.actor, code),
        "may_start": may_start_alliances(request.actor, code),
    }
    return listing.export() or render(request, "coordination/alliance_list.html", values)


@login_not_required
@require_safe
def alliance_detail(request: Request, pk: UUID) -> HttpResponse:
    """One alliance: what for, around what, who does what until when, what was agreed, and what waits."""
    alliance = alliance_or_404(request, pk)
    players = players_of(request.actor, alliance)
    inside = may_read_alliances(request.actor, alliance.municipality_code)
    values = {
        **about(alliance),
        "players": players,
        "obstacles": list(alliance.obstacles.visible_to(request.actor)) if inside else [],
        "handovers": list(alliance.handovers.visible_to(request.actor)),
        "may_start_handover": may_start_handovers(request.actor, alliance.municipality_code),
        "around": around_of(request.actor, alliance),
        "inside": inside,
        "open": alliance.state in OPEN,
        "waits": waiting_on(alliance, players) if inside else [],
        "may_edit": may_edit_alliance(request.actor, alliance),
        "missing": missing_to_begin(alliance, players) if inside and alliance.state == AllianceState.FORMING else [],
        "history": _history(request, alliance),
    }
    return render(request, "coordination/alliance_detail.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def alliance_start(request: Request, code: str) -> HttpResponse:
    """Bring players together around an issue, a white spot or an overlap that the address names."""
    area = municipality_or_404(code)
    if not may_start_alliances(request.actor, code):
        raise NotAllowed(_("You may not bring players together in this municipality."))
    begun = beginning_of(request.actor, code, request.GET.dict())
    form = AllianceStartForm(request.POST or None, request.actor, code, begun.initial, begun.candidates)
    if request.method == "POST" and form.is_valid():
        facts = form.facts(gap=begun.gap is not None, overlap=begun.overlap)
        made = tried(
            form,
            lambda: start_alliance(by=request.actor, municipality=code, facts=facts, partners=form.partners()),
        )
        if made is not None:
            messages.success(request, _("The alliance is on the list. Now invite the players, one by one."))
            return redirect(made)
    values = {"area": area, "form": form, "begun": begun}
    return render(request, "coordination/alliance_start.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def alliance_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change what it is for and what was agreed; what somebody else saved meanwhile is shown, not overwritten."""
    alliance = editable(request, pk)
    told = {**AllianceEditForm.told(alliance), "version": alliance.version}
    form = AllianceEditForm(request.POST or None, request.actor, alliance.municipality_code, told)
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        facts = form.facts(gap=alliance.gap, overlap=alliance.overlap)
        saved = tried(form, lambda: edit_alliance(by=request.actor, alliance=alliance, facts=facts, version=version))
        if saved is not None:
            messages.success(request, _("The alliance has been changed."))
            return redirect(saved)
        now = alliance_or_404(request, pk)
        read_again(form, request, now.version)
        changed = differences(form, AllianceEditForm.told(now)) if now.version != version else []
    return step(request, alliance, form, _("Change this alliance"), differences=changed)


@require_http_methods(["GET", "HEAD", "POST"])
def alliance_begin(request: Request, pk: UUID) -> HttpResponse:
    """From now on it works, and everybody can read it."""
    alliance = editable(request, pk)
    form = BeginForm(request.POST or None, initial={"version": alliance.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = tried(
            form,
            lambda: begin_alliance(
                by=request.actor, alliance=alliance, starts_on=given["starts_on"], version=given["version"] or 0
            ),
        )
        if done is not None:
            messages.success(request, _("The alliance is at work. Everybody can read it now."))
            return redirect(done)
        read_again(form, request, alliance_or_404(request, pk).version)
    lead = _("From this day on everybody can read the alliance: what for, who takes part, and what was agreed.")
    return step(request, alliance, form, _("Begin"), lead=lead, button=_("We have begun"))


@require_http_methods(["GET", "HEAD", "POST"])
def alliance_prolong(request: Request, pk: UUID) -> HttpResponse:
    """Go on until a new day."""
    alliance = editable(request, pk)
    form = ProlongForm(request.POST or None, initial={"version": alliance.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = tried(
            form,
            lambda: prolong_alliance(
                by=request.actor, alliance=alliance, until=given["until"], version=given["version"] or 0
            ),
        )
        if done is not None:
            messages.success(request, _("The alliance goes on."))
            return redirect(done)
        read_again(form, request, alliance_or_404(request, pk).version)
    lead = _("Ask the players first whether they want to go on. Taking part is voluntary.")
    return step(request, alliance, form, _("Go on until a new day"), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
def alliance_end(request: Request, pk: UUID) -> HttpResponse:
    """Finish it with what came of it, or stop it with the reason."""
    alliance = editable(request, pk)
    form = EndForm(request.POST or None, initial={"version": alliance.version})
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        done = tried(form, lambda: end_alliance(by=request.actor, alliance=alliance, **given))
        if done is not None:
            messages.success(request, _("The alliance has ended. Addresses and answers of players are wiped."))
            return redirect(done)
        read_again(form, request, alliance_or_404(request, pk).version)
    lead = _("Addresses and words of players are wiped. What was agreed stays readable.")
    return step(request, alliance, form, _("End this alliance"), lead=lead)


def step(request: Request, alliance: Alliance, form: Any, heading: str, **more: Any) -> HttpResponse:
    """A page with one form about an alliance."""
    values = {"lead": "", "button": _("Save"), "differences": [], **more}
    values |= {**about(alliance), "form": form, "heading": heading}
    return render(request, "coordination/alliance_step.html", values)


def about(alliance: Alliance) -> dict[str, Any]:
    """What every page of an alliance shows: itself, its municipality, its wijk."""
    wijk: Area | None = area_by_code(alliance.district_code) if alliance.district_code else None
    return {"alliance": alliance, "area": area_by_code(alliance.municipality_code), "wijk": wijk}


def alliance_or_404(request: Request, pk: UUID) -> Alliance:
    """An alliance that this actor may see."""
    rows = Alliance.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("theme", "target_group", "lead", "issue", "overlap"), pk=pk)


def editable(request: Request, pk: UUID) -> Alliance:
    """An alliance that this actor may work on."""
    alliance = alliance_or_404(request, pk)
    if not may_edit_alliance(request.actor, alliance):
        raise NotAllowed(_("You may not work on this alliance."))
    return alliance


def _history(request: Request, alliance: Alliance) -> list[tuple[Entry, str, str]]:
    """What the log says about it, for who may read the log."""
    rows = Entry.objects.visible_to(request.actor).filter(
        municipality_code=alliance.municipality_code,
        object_type="coordination.alliance",
        object_id=str(alliance.pk),
    )
    return [(row, getattr(row, "actor_name", "") or row.actor_id, said(row.verb)) for row in rows.named()]

"""Handovers: the list with where to begin, one with its steps, starting, changing and bringing one to its end."""

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
from wijkhart.areas.queries import area_by_code
from wijkhart.coordination.actions import change_handover, finish_handover, start_handover, stop_handover
from wijkhart.coordination.handover_forms import (
    FinishForm,
    HandoverEditForm,
    HandoverFilter,
    HandoverForm,
    StopForm,
)
from wijkhart.coordination.models import Alliance, Handover, HandoverState
from wijkhart.coordination.perms import (
    may_finish_handover,
    may_keep_handover,
    may_read_alliances,
    may_start_handovers,
)
from wijkhart.coordination.queries.handovers import handovers_in, offers_without_exit, with_progress
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.directory.models import ChangeState, Service

COLUMNS: Final[tuple[Column[Any], ...]] = (
    Column("aanbod", gettext_lazy("Offer"), lambda one: one.service.name, ("service__name",)),
    Column("van", gettext_lazy("Begun by"), lambda one: one.service.provider.name, ("service__provider__name",)),
    Column("aan", gettext_lazy("Takes it over"), lambda one: one.taker_name, ("taker_name",)),
    Column("dag", gettext_lazy("By themselves from"), lambda one: one.due, ("due",)),
    Column("stappen", gettext_lazy("Steps done"), lambda one: f"{one.steps_done}/{one.steps_all}"),
    Column("staat", gettext_lazy("How it stands"), lambda one: one.get_state_display(), ("state",)),
)
EXPORT: Final[tuple[Column[Any], ...]] = (
    *COLUMNS,
    Column("telaat", gettext_lazy("Late"), lambda one: one.late),
    Column("hulp", gettext_lazy("Who stands by"), lambda one: one.supported_by.name if one.supported_by else ""),
    Column("tot", gettext_lazy("Until"), lambda one: one.supported_until or ""),
    Column("afloop", gettext_lazy("How it ended"), lambda one: one.outcome),
    Column("einde", gettext_lazy("Ended on"), lambda one: one.settled_on or ""),
    Column("voorbeeld", gettext_lazy("Example data"), lambda one: one.example),
)
SUGGESTED: Final = 12
"""So many offers to begin with; the page of how offers go on has them all."""


@require_safe
def handover_list(request: Request, code: str) -> HttpResponse:
    """Every handover of a municipality, and the offers about which nothing is agreed yet."""
    area = municipality_or_404(code)
    if not may_read_alliances(request.actor, code):
        raise NotAllowed(_("You may not see the handovers of this municipality."))
    rows = handovers_in(request.actor, code)
    filters = HandoverFilter(request.GET or None, municipality=code)
    listing = Listing(request, rows, columns=EXPORT, filters=filters, sort="dag", name=f"overdrachten-{area.name}")
    if file := listing.export():
        return file
    may_start = may_start_handovers(request.actor, code)
    waiting = offers_without_exit(request.actor, code) if may_start else Service.objects.none()
    values = {
        "area": area,
        "listing": listing,
        "columns": COLUMNS,
        "any": rows.exists(),
        "may_start": may_start,
        "suggested": list(waiting[:SUGGESTED]),
        "more": may_start and waiting.count() > SUGGESTED,
    }
    return render(request, "coordination/handover_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def handover_start(request: Request, code: str) -> HttpResponse:
    """Begin to hand an offer over."""
    area = municipality_or_404(code)
    if not may_start_handovers(request.actor, code):
        raise NotAllowed(_("You may not hand activities of this municipality over."))
    asked = {"service": request.GET.get("aanbod", ""), "alliance": request.GET.get("alliantie", "")}
    form = HandoverForm(request.POST or None, request.actor, code, initial=asked)
    if request.method == "POST" and form.is_valid():
        service = form.cleaned_data["service"]
        made = tried(form, lambda: start_handover(by=request.actor, service=service, facts=form.facts()))
        if made is not None:
            messages.success(request, _("It has begun. Look at the steps: change what does not fit here."))
            return redirect(made)
    return render(request, "coordination/handover_start.html", {"area": area, "form": form})


@login_not_required
@require_safe
def handover_detail(request: Request, pk: UUID) -> HttpResponse:
    """Who takes over, when, which steps there are and who helps: in plain words, for who takes over."""
    handover = handover_or_404(request, pk)
    going = handover.state == HandoverState.GOING
    may_keep = may_keep_handover(request.actor, handover)
    values = {
        **about(request, handover),
        "steps": list(handover.steps.all()),
        "alliance": _alliance(request, handover),
        "may_keep": may_keep and going,
        "may_mark": may_keep and handover.state != HandoverState.STOPPED,
        "may_finish": going and may_finish_handover(request.actor, handover),
        "inside": may_read_alliances(request.actor, handover.municipality_code),
    }
    return render(request, "coordination/handover_detail.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def handover_edit(request: Request, pk: UUID) -> HttpResponse:
    """Another taker, day or helper; what somebody else saved meanwhile is shown, not overwritten."""
    handover = kept_or_404(request, pk)
    form = HandoverEditForm(request.POST or None, request.actor, handover)
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(
            form,
            lambda: change_handover(by=request.actor, handover=handover, facts=form.facts(), version=version),
        )
        if saved is not None:
            messages.success(request, _("The handover has been changed."))
            return redirect(saved)
        handover.refresh_from_db()
        read_again(form, request, handover.version)
        changed = differences(form, HandoverEditForm.told(handover)) if handover.version != version else []
    return step_page(request, handover, form, _("Change this handover"), differences=changed)


@require_http_methods(["GET", "HEAD", "POST"])
def handover_finish(request: Request, pk: UUID) -> HttpResponse:
    """They go on by themselves: the entry of the offer says so from now on, or after approval."""
    handover = kept_or_404(request, pk)
    if not may_finish_handover(request.actor, handover):
        raise NotAllowed(_("You may not change the entry of this offer. Ask its provider or a coordinator to finish."))
    form = FinishForm(request.POST or None, handover.version)
    if request.method == "POST" and form.is_valid():
        given = given_of(form)
        done = tried(form, lambda: finish_handover(by=request.actor, handover=handover, **given))
        if done is not None:
            waits = done.change is not None and done.change.state == ChangeState.WAITING
            messages.success(request, _("It is handed over. Everybody can read it now."))
            if waits:
                messages.info(request, _("The entry of the offer says so once the wijk team has approved it."))
            return redirect(done.handover)
        handover.refresh_from_db()
        read_again(form, request, handover.version)
    lead = _("From today everybody can read this page, and the entry of the offer says who took it over.")
    return step_page(request, handover, form, _("It is handed over"), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
def handover_stop(request: Request, pk: UUID) -> HttpResponse:
    """It does not go on, with the reason."""
    handover = kept_or_404(request, pk)
    form = StopForm(request.POST or None, handover.version)
    if request.method == "POST" and form.is_valid():
        given = given_of(form)
        stopped = tried(form, lambda: stop_handover(by=request.actor, handover=handover, **given))
        if stopped is not None:
            messages.success(request, _("The handover has stopped. The offer stays as it was."))
            return redirect(stopped)
        handover.refresh_from_db()
        read_again(form, request, handover.version)
    lead = _("The offer stays with who runs it now. You can begin again later.")
    return step_page(request, handover, form, _("Stop this handover"), lead=lead)


def handover_or_404(request: Request, pk: UUID) -> Any:
    """A handover that this actor may see, with how far it is."""
    return get_object_or_404(with_progress(Handover.objects.visible_to(request.actor)), pk=pk)


def kept_or_404(request: Request, pk: UUID) -> Any:
    """The same, for who keeps it."""
    handover = handover_or_404(request, pk)
    if not may_keep_handover(request.actor, handover):
        raise NotAllowed(_("You may not work on this handover."))
    return handover


def given_of(form: Any) -> dict[str, Any]:
    """The cleaned values, with a version."""
    return {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}


def about(request: Request, handover: Handover) -> dict[str, Any]:
    """What every page of a handover shows; the offer only to who may see its entry."""
    services = Service.objects.visible_to(request.actor).filter(pk=handover.service_id)
    return {
        "area": area_by_code(handover.municipality_code),
        "handover": handover,
        "service": services.select_related("provider").first(),
    }


def step_page(request: Request, handover: Handover, form: Any, title: str, **more: Any) -> HttpResponse:
    """The page on which one thing about a handover is filled in."""
    values = {"form": form, "title": title, "lead": "", "differences": [], **more}
    return render(request, "coordination/handover_form.html", {**about(request, handover), **values})


def _alliance(request: Request, handover: Handover) -> Alliance | None:
    """The alliance it belongs to, when this actor may see that."""
    if handover.alliance_id is None:
        return None
    return Alliance.objects.visible_to(request.actor).filter(pk=handover.alliance_id).first()

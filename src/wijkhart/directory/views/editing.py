"""Pages on which somebody enters, changes, closes and opens an entry."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.directory.actions import (
    ChangedMeanwhileError,
    change_service,
    close_service,
    pause_service,
    reopen_service,
    send_offer,
    withdraw_change,
)
from wijkhart.directory.fact_words import Difference, told
from wijkhart.directory.facts import differences, facts_of, offer_from, offer_of
from wijkhart.directory.forms.editing import ServiceForm
from wijkhart.directory.forms.keeping import CloseForm, ExitForm, ReopenForm
from wijkhart.directory.keeper import keeper_of
from wijkhart.directory.models import ChangeState, LifeCycle, Service, ServiceChange
from wijkhart.directory.offers import Offer
from wijkhart.directory.perms import goes_live, may_edit_service
from wijkhart.directory.queries.keeping import municipality_of, providers_of

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def service_offer(request: Request) -> HttpResponse:
    """Enter something new: the essentials on one short page."""
    municipality = municipality_of(request.actor)
    providers = providers_of(request.actor, municipality) if municipality else None
    if providers is None or not providers.exists():
        raise NotAllowed(_("Your role does not let you add an offer. Ask the wijk team."))
    form = ServiceForm(request.POST or None, request.actor, municipality)
    if asked := request.GET.get("voor"):
        form.initial["provider"] = asked
    if request.method == "POST" and form.is_valid():
        try:
            change = send_offer(by=request.actor, offer=form.offer(), note=form.cleaned_data["note"])
        except Refused as refused:
            form.show_refusal(refused)
        else:
            return _after(request, change, _("It is in the directory now."))
    trusted = any(goes_live(request.actor, one, municipality) for one in providers[:1])
    return render(request, "directory/service_offer.html", {"form": form, "goes_live": trusted})


@require_http_methods(FORM)
def service_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change an entry; what somebody else saved meanwhile is shown, and nothing typed is lost."""
    service = _mine(request, pk)
    waiting = service.changes.filter(state=ChangeState.WAITING, verb="changed", provider=service.provider).first()
    form = ServiceForm(request.POST or None, request.actor, service.municipality_code, _with(service, waiting))
    form.initial["version"] = service.version
    meanwhile: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            change = change_service(
                by=request.actor,
                service=service,
                offer=form.offer(),
                version=form.cleaned_data["version"] or 0,
                note=form.cleaned_data["note"],
            )
        except ChangedMeanwhileError as refused:
            form.show_refusal(refused)
            form.data = _newer(request, service)
            meanwhile = _meanwhile(service, form, refused)
        except Refused as refused:
            form.show_refusal(refused)
        else:
            return _after(request, change, _("Your change is live."))
    values = {
        "form": form,
        "service": service,
        "waiting": waiting,
        "meanwhile": meanwhile,
        "keeper": keeper_of(request.actor, service),
        "goes_live": goes_live(request.actor, service.provider, service.municipality_code),
    }
    return render(request, "directory/service_edit.html", values)


@require_http_methods(FORM)
def service_close(request: Request, pk: UUID) -> HttpResponse:
    """Stop, for good or for a time."""
    service = _mine(request, pk)
    if service.life_cycle == LifeCycle.ENDED:
        raise Refused(_("This offer has already ended."))
    form = CloseForm(request.POST or None, initial={"version": service.version, "how": "end"})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        facts: dict[str, Any] = {"service": service, "version": said["version"] or 0, "note": said["note"]}
        try:
            if said["how"] == "pause":
                change = pause_service(by=request.actor, **facts)
            else:
                change = close_service(by=request.actor, last_day=said["last_day"], **facts)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return _after(request, change, _("The directory says now that this has stopped."))
    return render(request, "directory/service_close.html", {"form": form, "service": service})


@require_http_methods(FORM)
def service_reopen(request: Request, pk: UUID) -> HttpResponse:
    """Begin again."""
    service = _mine(request, pk)
    if service.life_cycle == LifeCycle.RUNNING:
        raise Refused(_("This is running already."))
    form = ReopenForm(request.POST or None, initial={"version": service.version, "starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        try:
            change = reopen_service(by=request.actor, service=service, **said)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return _after(request, change, _("The directory says now that this is there again."))
    return render(request, "directory/service_reopen.html", {"form": form, "service": service})


@require_http_methods(FORM)
def service_exit(request: Request, pk: UUID) -> HttpResponse:
    """What is agreed about how line 1 steps back from a general offer."""
    service = _mine(request, pk)
    form = ExitForm(request.POST or None, request.actor, service)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        version = said.pop("version") or 0
        try:
            offer = replace(offer_of(service), **said)
            change = change_service(by=request.actor, service=service, offer=offer, version=version)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return _after(request, change, _("What was agreed is saved."))
    return render(request, "directory/service_exit.html", {"form": form, "service": service})


@require_POST
def service_change_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take back a change of one's own that still waits."""
    change = get_object_or_404(ServiceChange.objects.visible_to(request.actor).select_related("provider"), pk=pk)
    withdraw_change(by=request.actor, change=change)
    messages.success(request, _("The change has been withdrawn."))
    return redirect("service_mine")


def _mine(request: Request, pk: UUID) -> Service:
    rows = Service.objects.visible_to(request.actor).select_related("provider__kept_by", "place", "room", "schedule")
    service = get_object_or_404(rows.select_related("supported_by"), pk=pk)
    if not may_edit_service(request.actor, service):
        raise NotAllowed(_("You may not change this entry."))
    return service


def _with(service: Service, waiting: ServiceChange | None) -> Offer:
    """What the entry says, with what waits laid over it: the form begins where the sender left off."""
    now = offer_of(service)
    if waiting is None:
        return now
    wanted = {**facts_of(now), **{name: after for name, (_said, after) in waiting.facts.items()}}
    try:
        offer = offer_from(wanted, service.provider, service.municipality_code)
    except Refused:
        return now
    return replace(offer, example=service.example, source=service.source, source_id=service.source_id)


def _newer(request: Request, service: Service) -> Any:
    """What was typed, with the version of now: saving once more is a choice."""
    data = request.POST.copy()
    data["version"] = str(service.version)
    return data


def _meanwhile(service: Service, form: ServiceForm, refused: ChangedMeanwhileError) -> list[Difference]:
    """What it says now beside what was typed, for the fields that somebody else changed."""
    apart = differences(facts_of(offer_of(service)), facts_of(form.offer()))
    return told({name: pair for name, pair in apart.items() if name in refused.fields})


def _after(request: Request, change: ServiceChange, done: str) -> HttpResponse:
    """To the page of what is live; to one's own list with what waits."""
    if change.state == ChangeState.LIVE and change.service is not None:
        messages.success(request, done)
        return redirect(change.service)
    messages.success(request, _("Thank you. The wijk team looks at it first; you see here when it is live."))
    return redirect("service_mine")

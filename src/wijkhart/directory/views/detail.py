"""All about one thing that is offered: its page, its dates, and what was met there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.core.errors import Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.structured import json_ld
from wijkhart.directory import cards
from wijkhart.directory.actions import note_missed
from wijkhart.directory.calendar import calendar_of
from wijkhart.directory.details import detail_of
from wijkhart.directory.forms.missed import MissedForm
from wijkhart.directory.keeper import keeper_of
from wijkhart.directory.models import Service
from wijkhart.directory.perms import may_confirm
from wijkhart.directory.queries import next_times, shown
from wijkhart.directory.reasons import ages
from wijkhart.directory.structured import service_facts


@login_not_required
@require_safe
def service_detail(request: Request, pk: UUID) -> HttpResponse:
    """All about one thing that is offered."""
    service = _service(request, pk)
    detail = detail_of(service, timezone.now())
    url = request.build_absolute_uri(service.get_absolute_url())
    values: dict[str, Any] = {
        "service": service,
        "keeper": keeper_of(request.actor, service),
        "may_confirm": may_confirm(request.actor, service),
        "card": cards.card_of(service),
        "when": cards.when(service),
        "price": cards.price(service),
        "way_in": cards.way_in(service),
        "ages": ages(service),
        "detail": detail,
        "url": url,
        "structured": "" if service.example else json_ld(service_facts(service, detail.next_time, url)),
    }
    return render(request, "directory/service_detail.html", values)


@login_not_required
@require_safe
def service_calendar(request: Request, pk: UUID) -> HttpResponse:
    """The dates of the coming year, for one's own calendar."""
    service = _service(request, pk)
    now = timezone.now()
    times = [time for time in next_times(service, now, limit=400) if not time.refused]
    url = request.build_absolute_uri(service.get_absolute_url())
    return HttpResponse(
        calendar_of(service, times, url=url, made_at=now),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="agenda.ics"'},
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def service_missed(request: Request, pk: UUID) -> HttpResponse:
    """Somebody would have joined but could not: say so, without saying who."""
    service = _service(request, pk)
    form = MissedForm(request.POST or None, initial={"soort": MissedForm.usual(service)})
    if request.method == "POST" and form.is_valid():
        try:
            kept = note_missed(by=request.actor, service=service, kind=form.cleaned_data["soort"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            told = _("Thank you. We have counted it, without who you are.")
            full = _("Thank you. It was counted as often today as one day can count.")
            messages.success(request, told if kept else full)
            return redirect(service)
    return render(request, "directory/service_missed.html", {"service": service, "form": form})


def _service(request: Request, pk: UUID) -> Service:
    return get_object_or_404(shown(Service.objects.visible_to(request.actor)), pk=pk)

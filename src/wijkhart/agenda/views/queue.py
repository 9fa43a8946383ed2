"""The signals of a municipality for who reads and answers them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.accounts.queries import area_names
from wijkhart.agenda.actions import enter_signal, take_up_signal
from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.forms.queue import OPEN, SignalFilter
from wijkhart.agenda.forms.signals import EnterForm
from wijkhart.agenda.models import Signal, SignalState
from wijkhart.agenda.naming_words import kinds_in_words, seen_in_words
from wijkhart.agenda.perms import (
    may_answer_signals,
    may_enter_signals,
    may_read_signals,
    may_route_signals,
)
from wijkhart.agenda.queries.signals import like_signals, waiting_for
from wijkhart.agenda.views.areas import municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing

KINDS = {"new": "info", "taken": "accent", "answered": "ok", "held": "warning", "referred": "neutral"}
"""The look of each state; the words say it too."""


def columns_of(names: dict[str, str]) -> list[Column[Signal]]:
    """The columns of the list; wijken by their names."""
    return [
        Column("wanneer", gettext_lazy("When"), lambda row: row.made_at, ("made_at",)),
        Column(
            "wijk", gettext_lazy("Wijk"), lambda row: names.get(row.district_code, ""), ("district_code",)
        ),
        Column("signaal", gettext_lazy("Signal"), lambda row: row.text),
        Column("thema", gettext_lazy("Theme"), lambda row: row.theme.label if row.theme else "", ("theme__order",)),
        Column(
            "groep", gettext_lazy("For whom"), lambda row: row.target_group.label if row.target_group else "",
            ("target_group__order",),
        ),
        Column("kanaal", gettext_lazy("Came in by"), lambda row: row.get_channel_display(), ("channel",)),
        Column("samen", gettext_lazy("Group"), lambda row: row.group.title if row.group else "", ("group__title",)),
        Column("staat", gettext_lazy("State"), lambda row: row.get_state_display(), ("state",)),
        Column("antwoord", gettext_lazy("Answer"), lambda row: row.answer),
        Column("voorbeeld", gettext_lazy("Example"), lambda row: row.example),
    ]  # fmt: skip


def signals_seen(request: Request) -> QuerySet[Signal]:
    """Every signal that this person may see, with what a page says of it."""
    return Signal.objects.visible_to(request.actor).select_related("theme", "target_group", "group", "organisation")


@require_safe
def signal_list(request: Request, code: str) -> HttpResponse:
    """What people noticed; first what waits, the newest on top."""
    area = municipality_or_404(code)
    if not (may_read_signals(request.actor, area.code) or may_route_signals(request.actor, area.code)):
        raise NotAllowed(_("You may not read the signals of this municipality."))
    only_held = not may_read_signals(request.actor, area.code)
    names = _names(area.code)
    filters = SignalFilter(
        {"staat": SignalState.HELD if only_held else OPEN, **request.GET.dict()}, municipality=area.code
    )
    rows = signals_seen(request).filter(municipality_code=area.code)
    listing = Listing(
        request, rows, columns=columns_of(names), filters=filters, sort="-wanneer", name=f"signalen-{area.code}"
    )
    waiting, held = waiting_for(request.actor, area.code)
    values = {
        "area": area,
        "listing": listing,
        "columns": [one for one in listing.columns if one.key not in ("antwoord", "voorbeeld", "groep")],
        "rows": [(row, names.get(row.district_code, ""), KINDS[row.state]) for row in listing],
        "any": rows.exists(),
        "waiting": waiting,
        "held": held,
        "may_enter": may_enter_signals(request.actor, area.code),
    }
    return listing.export() or render(request, "agenda/signal_list.html", values)


def _names(municipality: str) -> dict[str, str]:
    """The names of the wijken; of no wijk, that it is about all of them."""
    codes = Signal.objects.filter(municipality_code=municipality).exclude(district_code="")
    return {**area_names(codes.values_list("district_code", flat=True).distinct()), "": _("the whole municipality")}


@require_http_methods(["GET", "HEAD", "POST"])
def signal_detail(request: Request, pk: UUID) -> HttpResponse:
    """One signal, what looks alike and why, and what can be done."""
    signal = get_object_or_404(signals_seen(request), pk=pk)
    if request.method == "POST":
        return _taken_up(request, signal)
    if signal.state == SignalState.HELD:
        return redirect("signal_route", pk)
    return render(request, "agenda/signal_detail.html", detail_values(request, signal))


def _taken_up(request: Request, signal: Signal) -> HttpResponse:
    try:
        take_up_signal(by=request.actor, signal=signal)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("The sender now sees that you look into it."))
    return redirect(signal)


def detail_values(request: Request, signal: Signal) -> dict[str, Any]:
    """What the page of a signal shows."""
    names = _names(signal.municipality_code)
    may_answer = may_answer_signals(request.actor, signal.municipality_code)
    return {
        "signal": signal,
        "area": municipality_or_404(signal.municipality_code),
        "where": names.get(signal.district_code, signal.district_code),
        "kind": KINDS[signal.state],
        "alike": [(one, names.get(one.signal.district_code, "")) for one in like_signals(request.actor, signal)],
        "may_answer": may_answer,
        "held_for": kinds_in_words(signal.held_for),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def signal_enter(request: Request, code: str) -> HttpResponse:
    """A professional enters a signal, also for somebody at the counter."""
    area = municipality_or_404(code)
    if not may_enter_signals(request.actor, area.code):
        raise NotAllowed(_("You may not enter signals in this municipality."))
    start = {"area": request.GET.get("wijk", area.code)}
    form = EnterForm(request.POST or None, municipality=area, actor=request.actor, initial=start)
    seen: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            made, token = enter_signal(
                by=request.actor,
                told=form.told(),
                channel=form.cleaned_data["channel"],
                organisation=form.cleaned_data["organisation"],
                anyway="toch" in request.POST,
            )
        except NamesAPerson as refused:
            seen = seen_in_words(refused.seen)
            add_refusal(form, refused)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _entered(request, made, token))
            return redirect("signal_list", area.code)
    return render(request, "agenda/signal_enter.html", {"area": area, "form": form, "seen": seen})


def _entered(request: Request, made: Signal, token: str) -> str:
    """What to tell whoever told it: the page where the answer comes."""
    link = request.build_absolute_uri(reverse("signal_sent", args=[token]))
    said = _("The signal is kept. The answer comes on this page: %(link)s. Give the address to whoever told it.")
    if made.state == SignalState.HELD:
        said = _("The signal is held back, because it seems to name a person. What happens next stands here: %(link)s")
    return said % {"link": link}

"""Telling what you notice about an area, without an account; and what was done with it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.accounts.queries import municipality_named
from wijkhart.agenda.actions import send_signal
from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.forms.signals import SignalForm
from wijkhart.agenda.models import Signal
from wijkhart.agenda.naming_words import seen_in_words
from wijkhart.agenda.queries.signals import public_signals
from wijkhart.agenda.views.areas import district_or_404, municipality_or_404
from wijkhart.areas.models import Area
from wijkhart.areas.queries import area_by_code
from wijkhart.core.errors import Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.limits import sender_of
from wijkhart.core.links import digest_of


@dataclass(slots=True)
class Asked:
    """The form of this request, and what came of it."""

    form: SignalForm
    token: str = ""
    seen: tuple[tuple[str, str], ...] = ()
    """What seems to name a person: the words, and what they look like."""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def district_signal(request: Request, code: str) -> HttpResponse:
    """Anyone tells what they notice in a wijk."""
    district = district_or_404(code)
    asked = _asked(request, municipality_named(district.municipality_code), district)
    if asked.token:
        return redirect("signal_sent", asked.token)
    return render(request, "agenda/district_signal.html", _values(district, asked))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def municipality_signal(request: Request, code: str) -> HttpResponse:
    """Anyone tells what they notice somewhere in a municipality."""
    municipality = municipality_or_404(code)
    asked = _asked(request, municipality, None)
    if asked.token:
        return redirect("signal_sent", asked.token)
    return render(request, "agenda/municipality_signal.html", _values(municipality, asked))


def _asked(request: Request, municipality: Area, district: Area | None) -> Asked:
    asked = Asked(SignalForm(request.POST or None, municipality=municipality, district=district))
    if request.method != "POST" or not asked.form.is_valid():
        return asked
    anyway = "toch" in request.POST
    try:
        _made, asked.token = send_signal(
            by=request.actor, told=asked.form.told(), sender=sender_of(request), anyway=anyway
        )
    except NamesAPerson as refused:
        asked.seen = tuple(seen_in_words(refused.seen))
        add_refusal(asked.form, refused)
    except Refused as refused:
        add_refusal(asked.form, refused)
    return asked


def _values(area: Area, asked: Asked) -> dict[str, Any]:
    return {"area": area, "form": asked.form, "seen": asked.seen}


@login_not_required
@never_cache
@require_safe
def signal_sent(request: Request, token: str) -> HttpResponse:
    """The page of whoever sent a signal: that it came in, and later what was done. Only the sender has the address."""
    signal = get_object_or_404(Signal.objects.select_related("theme"), token_digest=digest_of(token))
    area = area_by_code(signal.district_code or signal.municipality_code)
    values = {"signal": signal, "area": area, "address": request.build_absolute_uri()}
    return render(request, "agenda/signal_sent.html", values)


@login_not_required
@require_safe
def district_signals(request: Request, code: str) -> HttpResponse:
    """What anybody may know of the signals about a wijk: how many, on which themes, and what was answered."""
    area = district_or_404(code)
    return render(request, "agenda/district_signals.html", {"area": area, "heard": public_signals(area)})


@login_not_required
@require_safe
def municipality_signals(request: Request, code: str) -> HttpResponse:
    """The same for a whole municipality."""
    area = municipality_or_404(code)
    return render(request, "agenda/municipality_signals.html", {"area": area, "heard": public_signals(area)})

"""Handling a signal that seems to name a person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.actions import clear_signal, refer_signal, rephrase_signal
from wijkhart.agenda.actions.answering import AnswerNotMailed
from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.forms.queue import RephraseForm
from wijkhart.agenda.models import Signal, SignalState
from wijkhart.agenda.naming import sightings
from wijkhart.agenda.naming_words import kinds_in_words, seen_in_words
from wijkhart.agenda.perms import may_route_signals
from wijkhart.agenda.queries.known_names import known_names
from wijkhart.agenda.views.areas import municipality_or_404
from wijkhart.agenda.views.queue import signals_seen
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def signal_route(request: Request, pk: UUID) -> HttpResponse:
    """Say it anew without the person, pass it on by the team's own route, or say that it names nobody."""
    signal = get_object_or_404(signals_seen(request), pk=pk)
    if not may_route_signals(request.actor, signal.municipality_code):
        raise NotAllowed(_("You may not handle signals that seem to name a person."))
    form = RephraseForm(request.POST if "text" in request.POST else None, initial={"text": signal.text})
    form.ask_whether_sure(ask="sure" in request.POST)
    if request.method == "POST" and _done(request, signal, form):
        return redirect("signal_list", signal.municipality_code)
    if signal.state != SignalState.HELD:
        return redirect("signal_list", signal.municipality_code)
    seen = sightings(signal.text, known_names(signal.municipality_code))
    values = {
        "signal": signal,
        "area": municipality_or_404(signal.municipality_code),
        "held_for": kinds_in_words(signal.held_for),
        "seen": seen_in_words(seen),
        "form": form,
    }
    return render(request, "agenda/signal_route.html", values)


def _done(request: Request, signal: Signal, form: RephraseForm) -> bool:
    """Whether the signal is handled; when it is not, the page says why."""
    try:
        said = _chosen(request, signal, form)
    except AnswerNotMailed:
        said = _("The text is erased. The mail to the sender could not be sent.")
    except NamesAPerson as refused:
        form.fields["sure"] = RephraseForm().fields["sure"]
        words = ", ".join(words for words, _kind in seen_in_words(refused.seen))
        form.add_error("text", _("This still seems to point at a person: %(words)s.") % {"words": words})
        return False
    except NotAllowed:
        raise
    except Refused as refused:
        add_refusal(form, refused) if form.is_bound else messages.warning(request, refused.message)
        return False
    if said:
        messages.success(request, said)
    return bool(said)


def _chosen(request: Request, signal: Signal, form: RephraseForm) -> str:
    """Do what was chosen; gives what to say, or nothing when the form is not right."""
    what = request.POST.get("wat", "")
    if what == "doorverwijzen":
        refer_signal(by=request.actor, signal=signal)
        return _("The text is erased here. Pass it on by the team's own route.")
    if what == "vals-alarm":
        clear_signal(by=request.actor, signal=signal)
        return _("The signal stands among the others now.")
    if form.is_bound and form.is_valid():
        rephrase_signal(by=request.actor, signal=signal, **form.cleaned_data)
        return _("The old text is erased. The signal stands among the others now, in the new words.")
    return ""

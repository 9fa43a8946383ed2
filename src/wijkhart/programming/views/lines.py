"""Lines of a programme: adding, changing, agreeing, putting back, withdrawing, and their room."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.programming.actions import (
    add_line,
    agree_line,
    attach_booking,
    edit_line,
    restore_line,
    return_line,
    withdraw_line,
)
from wijkhart.programming.forms import BookingChoice, LineForm, ReturnForm
from wijkhart.programming.models import LineState, WeekLine
from wijkhart.programming.perms import may_keep_programme, may_propose
from wijkhart.programming.views.place import kept_or_404, line_or_404, programme_or_404, tried


@require_http_methods(["GET", "HEAD", "POST"])
def week_programme_line(request: Request, pk: UUID) -> HttpResponse:
    """Add a line, or propose one."""
    programme = programme_or_404(request, pk)
    if not may_propose(request.actor, programme):
        raise NotAllowed(_("You may add lines of your own organisation only."))
    form = LineForm(request.POST or None, request.actor, programme)
    if request.method == "POST" and form.is_valid():
        line = tried(form, lambda: add_line(by=request.actor, programme=programme, facts=form.facts()))
        if line is not None:
            agreed = line.state == LineState.AGREED
            proposed = _("Your line is proposed. Who keeps the programme decides.")
            messages.success(request, _("The line is in the programme.") if agreed else proposed)
            return redirect(line)
    keeps = may_keep_programme(request.actor, programme)
    values = {"form": form, "programme": programme, "keeps": keeps}
    return render(request, "programming/week_programme_line.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def week_line_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a line."""
    line = line_or_404(request, pk)
    form = LineForm(request.POST or None, request.actor, line.programme, line)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(form, lambda: edit_line(by=request.actor, line=line, version=version, facts=form.facts()))
        if saved is not None:
            messages.success(request, _("The line is saved."))
            return redirect(line)
    keeps = may_keep_programme(request.actor, line.programme)
    values = {"form": form, "line": line, "programme": line.programme, "keeps": keeps}
    return render(request, "programming/week_line_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def week_line_return(request: Request, pk: UUID) -> HttpResponse:
    """Put a line back to its maker, with a reason."""
    line = line_or_404(request, pk)
    kept_or_404(request, line.programme_id)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        saved = tried(form, lambda: return_line(by=request.actor, line=line, reason=reason))
        if saved is not None:
            messages.success(request, _("The line is put back. Its maker reads why."))
            return redirect(line.programme)
    return render(request, "programming/week_line_return.html", {"form": form, "line": line})


@require_http_methods(["GET", "HEAD", "POST"])
def week_line_room(request: Request, pk: UUID) -> HttpResponse:
    """Look for a room for a line, and give it the booking that was made."""
    line = line_or_404(request, pk)
    form = BookingChoice(request.POST or None, request.actor, line)
    if request.method == "POST" and form.is_valid():
        saved = tried(form, lambda: attach_booking(by=request.actor, line=line, booking=form.chosen()))
        if saved is not None:
            messages.success(request, _("The line has its booking."))
            return redirect(line)
    asked = {"weekdag": line.day.weekday(), "dagdeel": line.part_of_day}
    book = {"dag": line.day.isoformat(), "van": f"{line.starts:%H:%M}", "tot": f"{line.ends:%H:%M}"}
    values = {
        "form": form,
        "line": line,
        "search_url": reverse("room_search") + "?" + urlencode(asked),
        "book_url": reverse("room_book", args=[line.room_id]) + "?" + urlencode(book) if line.room_id else "",
    }
    return render(request, "programming/week_line_room.html", values)


STEPS: Final[dict[str, tuple[Callable[..., WeekLine], Any]]] = {
    "agree": (agree_line, gettext_lazy("The line is in the programme.")),
    "withdraw": (withdraw_line, gettext_lazy("The line is withdrawn. You can put it in again below.")),
    "restore": (restore_line, gettext_lazy("The line stands again.")),
}
"""What the buttons at a line do: the action, and what is said after it."""


@require_POST
def week_line_step(request: Request, pk: UUID) -> HttpResponse:
    """One step with one line."""
    line = line_or_404(request, pk)
    act, done = STEPS.get(request.POST.get("stap", ""), (None, ""))
    if act is None:
        raise Http404
    try:
        act(by=request.actor, line=line)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect(line)

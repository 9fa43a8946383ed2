"""Seats of a wijk team: giving one, changing it, and saying that it ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.actions.team_seats import add_seat, change_seat, end_seat, mark_of_seat
from wijkhart.agenda.forms.fields import Difference, differences
from wijkhart.agenda.forms.team import SeatEndForm, SeatForm
from wijkhart.agenda.models import TeamSeat
from wijkhart.agenda.queries.team import player_of
from wijkhart.agenda.views.place import tried
from wijkhart.agenda.views.team_place import Seen, about, asked, kept, team_to_edit, told_again
from wijkhart.areas.models import Area
from wijkhart.core.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def seat_add(request: Request, code: str) -> HttpResponse:
    """Give an organisation or a group a seat."""
    area, team = team_to_edit(request, code)
    form, seen = asked(request, SeatForm(request.POST or None, request.actor, team.municipality_code)), Seen()
    if request.method == "POST":

        def act(sure: bool) -> TeamSeat:
            since = form.cleaned_data["since"]
            return add_seat(by=request.actor, team=team, facts=form.facts(), since=since, sure=sure)

        if kept(form, act, seen) is not None:
            messages.success(request, _("The seat has been added."))
            return redirect(team)
    return render(request, "agenda/seat_add.html", {**about(area, team), "form": form, "seen": seen})


@require_http_methods(["GET", "HEAD", "POST"])
def seat_edit(request: Request, code: str, part: int) -> HttpResponse:
    """Put a seat right, or say what holds from a day; what somebody else saved meanwhile is shown."""
    area, seat = _seat(request, code, part)
    start = {**SeatForm.told(seat), "mark": mark_of_seat(seat)}
    form = asked(request, SeatForm(request.POST or None, request.actor, area.municipality_code, start))
    seen, changed = Seen(), list[Difference]()
    if request.method == "POST":

        def act(sure: bool) -> TeamSeat:
            said = form.cleaned_data
            told = {"mark": said["mark"], "from_day": said["from_day"], "facts": form.facts()}
            return change_seat(by=request.actor, seat=seat, sure=sure, **told)

        if kept(form, act, seen) is not None:
            messages.success(request, _("The seat has been changed."))
            return redirect(seat.team)
        now = get_object_or_404(seat.team.seats, pk=part)
        if mark_of_seat(now) != request.POST.get("mark", ""):
            changed = differences(form, SeatForm.told(now))
        told_again(form, request, mark=mark_of_seat(now))
    values = {**_about(area, seat), "form": form, "seen": seen, "differences": changed}
    return render(request, "agenda/seat_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_end(request: Request, code: str, part: int) -> HttpResponse:
    """Say what the last day of a seat is."""
    area, seat = _seat(request, code, part)
    form = SeatEndForm(request.POST or None)
    form.initial["mark"] = mark_of_seat(seat)
    if request.method == "POST" and form.is_valid():
        until, mark = form.cleaned_data["until"], form.cleaned_data["mark"]
        if tried(form, lambda: end_seat(by=request.actor, seat=seat, until=until, mark=mark)) is not None:
            messages.success(request, _("The last day of the seat is kept."))
            return redirect(seat.team)
    return render(request, "agenda/seat_end.html", {**_about(area, seat), "form": form})


def _seat(request: Request, code: str, part: int) -> tuple[Area, TeamSeat]:
    area, team = team_to_edit(request, code)
    return area, get_object_or_404(team.seats.select_related("organisation", "team"), pk=part)


def _about(area: Area, seat: TeamSeat) -> dict[str, Any]:
    return {**about(area, seat.team), "seat": seat, "player": player_of(seat.organisation, seat.group)}

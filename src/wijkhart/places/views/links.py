"""The pages behind the link of a booking, which need no account. Only buttons change something."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.core.http import Request
from wijkhart.places.actions import cancel_booking, erase_booker, move_booking, tell_place
from wijkhart.places.actors import LinkHolder
from wijkhart.places.forms import MoveForm, ReasonForm
from wijkhart.places.ical import ical_of
from wijkhart.places.models import Booking
from wijkhart.places.queries.exceptions import set_aside_for
from wijkhart.places.queries.links import booking_of_link
from wijkhart.places.views.bookings import about, acted


@login_not_required
@never_cache
@require_safe
def booking_link(request: Request, token: str) -> HttpResponse:
    """The booking of whoever holds the link."""
    booking = held_by_link(token)
    address = request.build_absolute_uri()
    values = {
        **about(request, booking),
        "set_aside": set_aside_for(request.actor, booking),
        "token": token,
        "address": address,
    }
    return render(request, "places/booking_link.html", values)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking_link_move(request: Request, token: str) -> HttpResponse:
    """Other hours, by link."""
    booking = held_by_link(token)
    form = MoveForm(request.POST or None, initial=MoveForm.told_of(booking))
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, LinkHolder(booking.pk)
        about_it = {"version": told["version"] or 0, "when": form.when(), "people": told["people"]}
        if moved := acted(form, lambda: move_booking(by=by, booking=booking, **about_it)):
            tell_place(by=by, booking=moved, deed="changed", site=request.build_absolute_uri("/"))
            messages.success(request, _("The booking has other hours now."))
            return redirect("booking_link", token)
    values = {**about(request, booking), "form": form, "token": token, "heading": _("Change time or number")}
    return render(request, "places/booking_link_step.html", values)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking_link_cancel(request: Request, token: str) -> HttpResponse:
    """Ask whether the booking really goes, then take it back, by link."""
    booking = held_by_link(token)
    form = ReasonForm(request.POST or None, initial={"version": booking.version})
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, LinkHolder(booking.pk)
        about_it = {"version": told["version"] or 0, "reason": told["reason"]}
        if gone := acted(form, lambda: cancel_booking(by=by, booking=booking, **about_it)):
            tell_place(by=by, booking=gone, deed="cancelled", site=request.build_absolute_uri("/"))
            messages.success(request, _("The booking is cancelled."))
            return redirect("booking_link", token)
    values = {**about(request, booking), "form": form, "token": token, "heading": _("Cancel this booking")}
    return render(request, "places/booking_link_step.html", values)


@login_not_required
@require_POST
def booking_link_erase(request: Request, token: str) -> HttpResponse:
    """Erase name and address at once."""
    booking = held_by_link(token)
    if booking.live and not booking.over:
        messages.error(request, _("Cancel the booking first: until then the manager must know who comes."))
        return redirect("booking_link", token)
    erase_booker(by=LinkHolder(booking.pk), booking=booking)
    messages.success(request, _("Your name and mail address are erased. The link works no more."))
    return redirect("room_search")


@login_not_required
@require_safe
def booking_link_calendar(request: Request, token: str) -> HttpResponse:
    """The booking for one's own calendar."""
    booking = held_by_link(token)
    address = request.build_absolute_uri(request.path.removesuffix("agenda.ics"))
    return HttpResponse(
        ical_of(booking.title, [booking], lambda one: address),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="boeking.ics"'},
    )


def held_by_link(token: str) -> Booking:
    """The booking of a link that is right."""
    booking = booking_of_link(token)
    if booking is None:
        message = _("This link is not right, or your name is erased. Copy the whole link from the mail.")
        raise Http404(message)
    return booking

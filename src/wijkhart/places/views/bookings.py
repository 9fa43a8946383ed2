"""The bookings of who decides on rooms, and of who booked with an account."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.accounts.forms import show_refusal
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.formats import clock, day
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.places.actions import (
    accept_booking,
    cancel_booking,
    move_booking,
    refuse_booking,
    tell_booker,
    tell_place,
)
from wijkhart.places.booking_facts import end_in_words
from wijkhart.places.forms import AcceptForm, BookingFilter, MoveForm, ReasonForm
from wijkhart.places.forms.ruled import GroundForm, PricedAcceptForm
from wijkhart.places.models import Booking, BookingKind, BookingState
from wijkhart.places.perms import decides_somewhere, holds_booking, may_decide
from wijkhart.places.queries.exceptions import set_aside_for
from wijkhart.places.queries.waiting import freed_here

COLUMNS: Final[tuple[Column[Booking], ...]] = (
    Column("dag", gettext_lazy("Day"), lambda row: timezone.localtime(row.starts_at).date(), ("starts_at",)),
    Column("van", gettext_lazy("From"), lambda row: clock(row.starts_at)),
    Column("tot", gettext_lazy("Until"), lambda row: clock(row.ends_at)),
    Column("ruimte", gettext_lazy("Room"), lambda row: row.room.name, ("room__name", "starts_at")),
    Column("plek", gettext_lazy("Place"), lambda row: row.room.place.name, ("room__place__name", "starts_at")),
    Column("waarvoor", gettext_lazy("What for"), lambda row: row.title, ("title", "starts_at")),
    Column("wie", gettext_lazy("Who"), lambda row: row.who, ("organisation__name", "name", "starts_at")),
    Column("mensen", gettext_lazy("People"), lambda row: row.people, ("people", "starts_at")),
    Column("stand", gettext_lazy("How it stands"), lambda row: row.get_state_display(), ("state", "starts_at")),
)


CHANGED: Final = (BookingState.REQUESTED, BookingState.ACCEPTED)
"""Those that can be moved and cancelled."""
USE: Final = BookingKind.USE


@require_safe
def booking_list(request: Request) -> HttpResponse:
    """The bookings that somebody may see: of the rooms one decides on, and one's own."""
    rows = Booking.objects.visible_to(request.actor).select_related("room__place", "organisation")
    form = BookingFilter(request.GET)
    listing = Listing(request, rows, columns=COLUMNS, filters=form, sort="dag", name="boekingen")
    if file := listing.export():
        return file
    waiting = rows.filter(state=BookingState.REQUESTED).to_come().count()
    decides = decides_somewhere(request.actor)
    values = {"form": form, "listing": listing, "waiting": waiting, "decides": decides}
    return render(request, "places/booking_list.html", values)


@require_safe
def booking_detail(request: Request, pk: UUID) -> HttpResponse:
    """One booking, for who decides and for who booked."""
    booking = booking_or_404(request, pk)
    return render(request, "places/booking_detail.html", {**about(request, booking), **_tools(request, booking)})


def about(request: Request, booking: Booking) -> dict[str, Any]:
    """What the pages of a booking show."""
    series = booking.series
    return {
        "button": "",
        "booking": booking,
        "room": booking.room,
        "place": booking.room.place,
        "day": day(timezone.localtime(booking.starts_at).date()),
        "from": clock(booking.starts_at),
        "until": end_in_words(booking),
        "dates": list(series.bookings.order_by("starts_at")) if series else [],
        "gaps": list(series.gaps.all()) if series else [],
        "may_change": not booking.over and booking.state in CHANGED and not booking.overdue,
        "may_answer": booking.state == BookingState.OFFERED and not booking.overdue,
        "may_tell": booking.over and booking.kind == BookingKind.USE and booking.state == BookingState.ACCEPTED,
    }


def _tools(request: Request, booking: Booking) -> dict[str, Any]:
    decides = may_decide(request.actor, booking.room.place)
    waits = booking.state == BookingState.REQUESTED and not booking.overdue
    return {
        "decides": decides,
        "holds": holds_booking(request.actor, booking),
        "may_accept": decides and waits,
        "may_move": booking.state in CHANGED and not booking.overdue and not booking.over and booking.kind == USE,
        "set_aside": set_aside_for(request.actor, booking),
        "freed": freed_here(request.actor, booking.room),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def booking_accept(request: Request, pk: UUID) -> HttpResponse:
    """Say yes to a request."""
    booking = _decided(request, pk)
    initial = {"price_note": booking.price_note, "entry_note": booking.entry_note, "version": booking.version}
    form: AcceptForm | PricedAcceptForm = AcceptForm(request.POST or None, initial=initial)
    if booking.rules is not None:
        form = PricedAcceptForm(request.POST or None, initial=PricedAcceptForm.told_of(booking))

    def act(version: int) -> Booking:
        return accept_booking(by=request.actor, booking=booking, version=version, terms=form.terms())

    return _step(request, booking, form, act, _("Say yes"), _("The room is theirs now."))


@require_http_methods(["GET", "HEAD", "POST"])
def booking_refuse(request: Request, pk: UUID) -> HttpResponse:
    """Say no to a request, on a ground of the rules of use or for another reason."""
    booking = _decided(request, pk)
    grounds = list(booking.rules.grounds.all()) if booking.rules else []
    form = GroundForm(request.POST or None, grounds, initial={"version": booking.version})

    def act(version: int) -> Booking:
        about_it = {"ground": form.ground_chosen(), "reason": form.cleaned_data["reason"]}
        return refuse_booking(by=request.actor, booking=booking, version=version, **about_it)

    return _step(request, booking, form, act, _("Say no"), _("The request is refused; the reason is told."))


@require_http_methods(["GET", "HEAD", "POST"])
def booking_cancel(request: Request, pk: UUID) -> HttpResponse:
    """Take a booking back."""
    booking = booking_or_404(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": booking.version})

    def act(version: int) -> Booking:
        reason = form.cleaned_data["reason"]
        return cancel_booking(by=request.actor, booking=booking, version=version, reason=reason)

    words = _("Cancel this booking"), _("The booking is cancelled.")
    if booking.kind == BookingKind.BLOCK:
        words = _("Open the room again"), _("The room is open again.")
    return _step(request, booking, form, act, *words)


@require_http_methods(["GET", "HEAD", "POST"])
def booking_move(request: Request, pk: UUID) -> HttpResponse:
    """Give a booking other hours."""
    booking = booking_or_404(request, pk)
    form = MoveForm(request.POST or None, initial=MoveForm.told_of(booking))

    def act(version: int) -> Booking:
        people = form.cleaned_data["people"]
        return move_booking(by=request.actor, booking=booking, version=version, when=form.when(), people=people)

    return _step(request, booking, form, act, _("Change time or number"), _("The booking has other hours now."))


def _step(
    request: Request, booking: Booking, form: Form, act: Callable[[int], Booking], heading: str, done: str
) -> HttpResponse:
    """A page with one form about a booking; what is refused is said in it, and the resident is told what changed."""
    if request.method == "POST" and form.is_valid():
        changed = acted(form, lambda: act(form.cleaned_data.get("version") or 0))
        if changed is not None:
            if changed.actor_id != request.actor.actor_id:
                tell_booker(by=request.actor, booking=changed, site=request.build_absolute_uri("/"))
            tell_place(by=request.actor, booking=changed, deed=_deed(changed), site=request.build_absolute_uri("/"))
            messages.success(request, done)
            return redirect("booking_detail", booking.pk)
    values = {**about(request, booking), "form": form, "heading": heading}
    return render(request, "places/booking_step.html", values)


def _deed(booking: Booking) -> str:
    """What who booked did, for the mail to the manager."""
    return "changed" if booking.live else "cancelled"


def acted(form: Form, act: Callable[[], Booking]) -> Booking | None:
    """What the action gives; None when it is refused, with the reason in the form."""
    try:
        return act()
    except NotAllowed:
        raise
    except Refused as refused:
        show_refusal(form, refused)
    return None


def booking_or_404(request: Request, pk: UUID) -> Booking:
    """A booking that this actor may see in full."""
    rows = Booking.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("room__place__owner", "organisation", "series", "rules"), pk=pk)


def _decided(request: Request, pk: UUID) -> Booking:
    booking = booking_or_404(request, pk)
    if not may_decide(request.actor, booking.room.place):
        raise NotAllowed(_("You may not decide on this room."))
    return booking

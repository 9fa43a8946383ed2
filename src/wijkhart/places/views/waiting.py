"""Waiting for a room that is taken, the waiting list of the manager, and its offers."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.accounts.forms import show_refusal
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.formats import clock, day
from wijkhart.core.http import Request
from wijkhart.core.limits import sender_of
from wijkhart.core.lists import Column, ComputedListing
from wijkhart.places.actions import (
    decline_offer,
    join_waiting,
    leave_waiting,
    offer_freed,
    take_offer,
    tell_booker,
    tell_place,
    tell_waiting,
)
from wijkhart.places.actors import LinkHolder
from wijkhart.places.forms import OfferForm, OpenBookingForm, WaitingFilter, WaitingForm
from wijkhart.places.models import Booking, BookingMode, Room, WaitingEntry
from wijkhart.places.perms import may_decide
from wijkhart.places.queries.links import booking_of_link, entry_of_link, link_token, waiting_token
from wijkhart.places.queries.waiting import Waiter, waiters
from wijkhart.places.views.booking import ASKED
from wijkhart.places.views.bookings import booking_or_404
from wijkhart.places.views.rooms import room_or_404

COLUMNS: Final[tuple[Column[Waiter], ...]] = (
    Column("dag", gettext_lazy("Day"), lambda row: timezone.localtime(row.entry.starts_at).date(), ("day",)),
    Column("van", gettext_lazy("From"), lambda row: clock(row.entry.starts_at)),
    Column("tot", gettext_lazy("Until"), lambda row: clock(row.entry.ends_at)),
    Column("ruimte", gettext_lazy("Room"), lambda row: row.entry.room.name, ("room",)),
    Column("plek", gettext_lazy("Place"), lambda row: row.entry.room.place.name, ("place",)),
    Column("waarvoor", gettext_lazy("What for"), lambda row: row.entry.title, ("title",)),
    Column("wie", gettext_lazy("Who"), lambda row: row.entry.who, ("who",)),
    Column("mensen", gettext_lazy("People"), lambda row: row.entry.people, ("people",)),
    Column("rang", gettext_lazy("Rank by the rules"), lambda row: row.rank or "", ("rank",)),
    Column("sinds", gettext_lazy("Waits since"), lambda row: timezone.localtime(row.entry.made_at).date(), ("since",)),
    Column("stand", gettext_lazy("How it stands"), lambda row: row.entry.get_state_display(), ("state",)),
    Column("vrij", gettext_lazy("Free now"), lambda row: _("yes") if row.free else _("no"), ("free",)),
)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room_waiting(request: Request, pk: UUID) -> HttpResponse:
    """Anybody waits for a room that is taken, with or without an account."""
    room = room_or_404(request, pk)
    form = _form(request, room)
    if request.method == "POST" and form.is_valid():
        entry = _joined(request, room, form)
        if entry is not None:
            tell_waiting(by=request.actor, entry=entry, site=request.build_absolute_uri("/"))
            if request.user.is_authenticated:
                messages.success(request, _("You are on the waiting list. You hear it when the room comes free."))
                return redirect("waiting_list")
            return redirect("waiting_link", waiting_token(entry))
    values = {"form": form, "room": room, "place": room.place, "offered": room.booking_mode != BookingMode.NONE}
    return render(request, "places/room_waiting.html", values)


def _form(request: Request, room: Room) -> OpenBookingForm | WaitingForm:
    initial = {name: request.GET[key] for name, key in ASKED.items() if key in request.GET}
    if not request.user.is_authenticated:
        return OpenBookingForm(request.POST or None, about=str(room.pk), room=room, initial=initial)
    person = (str(getattr(request.user, "name", "")), str(getattr(request.user, "email", "")))
    return WaitingForm(request.POST or None, request.actor, room, person, initial=initial)


def _joined(request: Request, room: Room, form: OpenBookingForm | WaitingForm) -> WaitingEntry | None:
    """Who waits now; None when it is refused, with the reason in the form."""
    try:
        return join_waiting(by=request.actor, room=room, facts=form.facts(), sender=sender_of(request))
    except NotAllowed:
        raise
    except Refused as refused:
        show_refusal(form, refused)
    return None


@require_safe
def waiting_list(request: Request) -> HttpResponse:
    """Who waits for which room, who goes first, and who could have it now."""
    rows = WaitingEntry.objects.visible_to(request.actor).select_related("room__place", "organisation", "series")
    form = WaitingFilter(request.GET)
    found = waiters(request.actor, form.narrow(rows) if form.is_valid() else rows)
    if form.is_valid() and form.cleaned_data["vrij"]:
        found = [row for row in found if row.free]
    listing = ComputedListing(request, found, columns=COLUMNS, name="wachtlijst")
    if file := listing.export():
        return file
    values = {
        "form": form,
        "listing": listing,
        "columns": [one for one in listing.columns if one.key not in {"van", "tot", "plek"}],
        "free": sum(row.may_offer for row in found),
    }
    return render(request, "places/waiting_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def waiting_offer(request: Request, pk: UUID) -> HttpResponse:
    """Offer a freed time to who waits for it."""
    entry = _entry(request, pk)
    if not may_decide(request.actor, entry.room.place):
        raise NotAllowed(_("You may not decide on this room."))
    form = OfferForm(request.POST or None, initial={"version": entry.version})
    if request.method == "POST" and form.is_valid():
        offer = _offered(request, entry, form)
        if offer is not None:
            told = tell_booker(by=request.actor, booking=offer, site=request.build_absolute_uri("/"))
            messages.success(request, _offer_words(told))
            return redirect("waiting_list")
    values = {"form": form, **_about(entry)}
    return render(request, "places/waiting_offer.html", values)


def _offered(request: Request, entry: WaitingEntry, form: OfferForm) -> Booking | None:
    asked = form.cleaned_data
    about = {"version": asked["version"] or 0, "hours": int(asked["hours"])}
    try:
        return offer_freed(by=request.actor, entry=entry, **about)
    except NotAllowed:
        raise
    except Refused as refused:
        show_refusal(form, refused)
    return None


def _offer_words(told: bool) -> str:
    if told:
        return _("The room is held for them, and they have a mail to say yes or no.")
    return _("The room is held for them. No mail could be sent: call them.")


@require_POST
def waiting_leave(request: Request, pk: UUID) -> HttpResponse:
    """Take somebody off the waiting list: oneself, or by the manager."""
    entry = _entry(request, pk)
    done = _("No longer on the waiting list.")
    _tried(request, lambda: leave_waiting(by=request.actor, entry=entry), done)
    return redirect("waiting_list")


@require_POST
def booking_take(request: Request, pk: UUID) -> HttpResponse:
    """Say yes to an offer, with an account."""
    booking = booking_or_404(request, pk)
    _answer(request, request.actor, booking, take=True)
    return redirect("booking_detail", booking.pk)


@require_POST
def booking_decline(request: Request, pk: UUID) -> HttpResponse:
    """Say no to an offer with an account, or take it back as the manager."""
    booking = booking_or_404(request, pk)
    _answer(request, request.actor, booking, take=False)
    return redirect("booking_detail", booking.pk)


@login_not_required
@require_POST
def booking_link_take(request: Request, token: str) -> HttpResponse:
    """Say yes to an offer, by link."""
    booking = _offer_of(token)
    _answer(request, LinkHolder(booking.pk), booking, take=True)
    return redirect("booking_link", token)


@login_not_required
@require_POST
def booking_link_decline(request: Request, token: str) -> HttpResponse:
    """Say no to an offer, by link."""
    booking = _offer_of(token)
    _answer(request, LinkHolder(booking.pk), booking, take=False)
    return redirect("booking_link", token)


@login_not_required
@never_cache
@require_safe
def waiting_link(request: Request, token: str) -> HttpResponse:
    """What somebody without an account waits for."""
    entry = _entry_of(token)
    address = request.build_absolute_uri()
    offer = link_token(entry.offer) if entry.offer else ""
    values = {**_about(entry), "token": token, "address": address, "offer_token": offer}
    return render(request, "places/waiting_link.html", values)


@login_not_required
@require_POST
def waiting_link_leave(request: Request, token: str) -> HttpResponse:
    """Stop waiting, by link."""
    entry = _entry_of(token)
    done = _("You wait no longer. Your name and mail address are erased.")
    if _tried(request, lambda: leave_waiting(by=LinkHolder(entry.pk), entry=entry), done):
        return redirect("room_search")
    return redirect("waiting_link", token)


def _answer(request: Request, by: Actor, booking: Booking, *, take: bool) -> None:
    """Yes or no to an offer. `stoppen` says that who waits wants it no more."""
    site = request.build_absolute_uri("/")
    if take:
        done, deed = _("The room is yours."), "taken"
        went = _tried(request, lambda: take_offer(by=by, booking=booking, version=booking.version), done)
    else:
        wait_on = "stoppen" not in request.POST
        done, deed = _("The time is free again."), "declined"
        went = _tried(
            request, lambda: decline_offer(by=by, booking=booking, version=booking.version, wait_on=wait_on), done
        )
    if went:
        tell_place(by=by, booking=booking, deed=deed, site=site)


def _tried(request: Request, act: Callable[[], object], done: str) -> bool:
    """Whether it went; the page after it says so, or why not."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
        return False
    messages.success(request, done)
    return True


def _about(entry: WaitingEntry) -> dict[str, Any]:
    """What the pages of somebody who waits show."""
    return {
        "entry": entry,
        "room": entry.room,
        "place": entry.room.place,
        "day": day(timezone.localtime(entry.starts_at).date()),
        "from": clock(entry.starts_at),
        "until": clock(entry.ends_at),
    }


def _entry(request: Request, pk: UUID) -> WaitingEntry:
    rows = WaitingEntry.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("room__place__owner", "organisation", "offer"), pk=pk)


def _entry_of(token: str) -> WaitingEntry:
    entry = entry_of_link(token)
    if entry is None:
        message = _("This link is not right, or your name is erased. Copy the whole link from the mail.")
        raise Http404(message)
    return entry


def _offer_of(token: str) -> Booking:
    booking = booking_of_link(token)
    if booking is None:
        message = _("This link is not right, or your name is erased. Copy the whole link from the mail.")
        raise Http404(message)
    return booking

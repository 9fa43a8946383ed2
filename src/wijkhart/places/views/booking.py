"""Booking a room."""

from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkhart.accounts.forms import show_refusal
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.core.limits import sender_of
from wijkhart.places.actions import request_booking, request_series, tell_booker, tell_place
from wijkhart.places.actions.occupying import RoomTaken
from wijkhart.places.booking_facts import BookingFacts, Standing, standing_in_way
from wijkhart.places.forms import BookingForm, OpenBookingForm
from wijkhart.places.models import Booking, BookingMode, Room, UserKind
from wijkhart.places.queries.links import link_token
from wijkhart.places.queries.rules import Case, Price, price_in, rules_on
from wijkhart.places.views.rooms import room_or_404
from wijkhart.times.clock import slot_instants

ASKED = {"day": "dag", "starts": "van", "ends": "tot", "people": "mensen"}
"""What the search fills in already."""
TOLD: Final = {"wie": "user_kind", "open": "open_to_all", "lokaal": "local"}
"""What the page of the rules of use fills in already."""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room_book(request: Request, pk: UUID) -> HttpResponse:
    """Anybody books a room, with or without an account."""
    room = room_or_404(request, pk)
    form = _form(request, room)
    taken, standing = False, list[Standing]()
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        made = _booked(request, room, form, facts)
        if isinstance(made, Booking):
            return _onward(request, made)
        taken, standing = isinstance(made, RoomTaken), _to_set_aside(form, room, facts, made)
    if not standing and not form.data.get("anyway"):
        form.fields.pop("anyway", None)
    values = {
        "form": form,
        "room": room,
        "place": room.place,
        "offered": room.booking_mode != BookingMode.NONE,
        "taken": taken,
        "standing": standing,
        "rules": rules_on(room.place.municipality_code, timezone.localdate()),
        "price": _price(request, room, form),
    }
    return render(request, "places/room_book.html", values)


def _form(request: Request, room: Room) -> OpenBookingForm | BookingForm:
    initial: dict[str, Any] = {name: request.GET[key] for name, key in ASKED.items() if key in request.GET}
    for key, name in TOLD.items():
        if key in request.GET:
            initial[name] = request.GET[key] if key == "wie" else request.GET[key] == "yes"
    if not request.user.is_authenticated:
        return OpenBookingForm(request.POST or None, about=str(room.pk), room=room, initial=initial)
    person = (str(getattr(request.user, "name", "")), str(getattr(request.user, "email", "")))
    return BookingForm(request.POST or None, request.actor, room, person, initial=initial)


def _to_set_aside(
    form: OpenBookingForm | BookingForm, room: Room, facts: BookingFacts, refused: Refused
) -> list[Standing]:
    """The rules that stand in the way and that this manager may set aside; the form names them and asks why then."""
    if "anyway" not in form.fields or not isinstance(refused, BadInput):
        return []
    said = {problem.message for problem in refused.problems}
    standing = standing_in_way(facts, facts.when, room)
    return standing if any(one.message in said for one in standing) else []


def _price(request: Request, room: Room, form: OpenBookingForm | BookingForm) -> Price | None:
    """What the rules make it cost, as soon as the hours and who comes are known: typed, or in the address."""
    typed = getattr(form, "cleaned_data", {}) if form.is_bound else _in_address(request)
    told = [typed.get(name) for name in ("day", "starts", "ends", "user_kind")]
    if None in told or typed["ends"] <= typed["starts"]:
        return None
    asked = Case(typed["user_kind"], bool(typed.get("open_to_all")), bool(typed.get("local")))
    begins, ends = slot_instants(typed["day"], typed["starts"], typed["ends"])
    return price_in(room, typed["day"], int((ends - begins).total_seconds() // 60), asked)


def _in_address(request: Request) -> dict[str, Any]:
    """The day, hours and facts that stand in the address; what cannot be read is left out."""
    told: dict[str, Any] = {
        "open_to_all": request.GET.get("open") == "yes",
        "local": request.GET.get("lokaal") == "yes",
    }
    if request.GET.get("wie") in UserKind.values:
        told["user_kind"] = request.GET["wie"]
    for name, read in (("day", parse_date), ("starts", parse_time), ("ends", parse_time)):
        try:
            told[name] = read(request.GET.get(ASKED[name], ""))
        except ValueError:
            continue
    return told


def _booked(
    request: Request, room: Room, form: OpenBookingForm | BookingForm, facts: BookingFacts
) -> Booking | Refused:
    """What was booked; the refusal when it is not, with the reason in the form."""
    about: dict[str, Any] = {"by": request.actor, "room": room, "facts": facts, "sender": sender_of(request)}
    try:
        if weeks := form.cleaned_data.get("weeks"):
            series = request_series(**about, weeks=int(weeks), last_day=form.cleaned_data["last_day"])
            return series.bookings.order_by("starts_at")[0]
        return request_booking(**about)
    except NotAllowed:
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return refused


def _onward(request: Request, made: Booking) -> HttpResponse:
    """To the page of the booking; a resident gets its link by mail too."""
    site = request.build_absolute_uri("/")
    tell_booker(by=request.actor, booking=made, site=site)
    tell_place(by=request.actor, booking=made, deed="new", site=site)
    if made.series_id:
        return redirect("series_detail", made.series_id)
    if request.user.is_authenticated:
        return redirect("booking_detail", made.pk)
    return redirect("booking_link", link_token(made))

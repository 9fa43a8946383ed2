"""Finding a room, one room, its week, and when it is offered."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.accounts.forms import show_refusal
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, ComputedListing
from wijkhart.places.actions import set_place_hours, set_room_hours, set_staffed_hours
from wijkhart.places.forms import HoursForm, RoomSearchForm
from wijkhart.places.ical import taken_ical
from wijkhart.places.models import Access, Equipment, Layout, Place, Room
from wijkhart.places.perms import may_decide, may_edit_place
from wijkhart.places.queries.calendar import place_day, room_week
from wijkhart.places.queries.free import AHEAD, BESIDE, NEEDED, Uses
from wijkhart.places.queries.search import RoomHit, find_rooms, step_free, when_in_words
from wijkhart.times.queries import describe_hours

HITS: Final[tuple[Column[RoomHit], ...]] = (
    Column("ruimte", gettext_lazy("Room"), lambda hit: hit.room.name),
    Column("plek", gettext_lazy("Place"), lambda hit: hit.room.place.name),
    Column("adres", gettext_lazy("Address"), lambda hit: hit.room.place.address),
    Column("vrij", gettext_lazy("First free"), when_in_words),
    Column("mensen", gettext_lazy("Most people"), lambda hit: hit.room.most_people),
    Column("meter", gettext_lazy("Metres away"), lambda hit: None if hit.metres is None else round(hit.metres)),
    Column("waarom", gettext_lazy("Why"), lambda hit: "; ".join(hit.reasons)),
)


@login_not_required
@require_safe
def room_search(request: Request) -> HttpResponse:
    """With how many, when, and what must be there: the rooms that fit, with the reasons."""
    form = RoomSearchForm(request.GET)
    if not (form.is_bound and form.is_valid()):
        return render(request, "places/room_search.html", {"form": form, "found": None})
    found = find_rooms(request.actor, form.wish())
    told = {name: value for name in ("mensen", "wie") if (value := form.cleaned_data[name])}
    listing = ComputedListing(request, found.hits, columns=HITS, per_page=20, name="vrije-ruimtes")
    values = {
        "form": form,
        "found": found,
        "listing": listing,
        "hits": [_shown(hit, told) for hit in listing.page],
        "near": [_shown(hit, told) for hit in found.near],
    }
    return listing.export() or render(request, "places/room_search.html", values)


def _shown(hit: RoomHit, told: Mapping[str, object]) -> dict[str, object]:
    asked = dict(told)
    if hit.on and hit.slot:
        asked |= {"dag": hit.on.isoformat(), "van": f"{hit.slot[0]:%H:%M}", "tot": f"{hit.slot[1]:%H:%M}"}
    book = reverse("room_book", args=[hit.room.pk]) + "?" + urlencode(asked)
    return {"hit": hit, "when": when_in_words(hit), "book_url": book}


@login_not_required
@require_safe
def room_detail(request: Request, pk: UUID) -> HttpResponse:
    """One room: what fits, what is there, on what terms, and when it is offered."""
    room = room_or_404(request, pk)
    hours = room.opening_hours or room.place.opening_hours
    values = {
        "room": room,
        "place": room.place,
        "sizes": [(label, room.layouts[key]) for key, label in Layout.choices if key in room.layouts],
        "equipment": [Equipment(key).label for key in room.equipment],
        "access": [Access(key).label for key in room.access],
        "step_free": step_free(room),
        "parts": room.parts.all(),
        "wholes": room.wholes.all(),
        "hours": describe_hours(hours) if hours else [],
        "may_edit": may_edit_place(request.actor, room.place),
        "may_decide": may_decide(request.actor, room.place),
        "photos": room.photos.defer("content"),
        "items": room.place.shared_items.all(),
    }
    return render(request, "places/room_detail.html", values)


@login_not_required
@require_safe
def room_calendar(request: Request, pk: UUID) -> HttpResponse:
    """A week of one room: free, taken or closed."""
    room = room_or_404(request, pk)
    asked = day_of(request)
    monday = asked - timedelta(days=asked.weekday())
    values = {
        "room": room,
        "place": room.place,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "grid": room_week(request.actor, room, monday),
        "before": monday - timedelta(weeks=1),
        "after": monday + timedelta(weeks=1),
        "may_decide": may_decide(request.actor, room.place),
    }
    return render(request, "places/room_calendar.html", values)


@login_not_required
@require_safe
def room_calendar_file(request: Request, pk: UUID) -> HttpResponse:
    """When a room is taken in the coming year, for a calendar of one's own."""
    room = room_or_404(request, pk)
    today = timezone.localdate()
    return HttpResponse(
        taken_ical(room, Uses([room], today, today + AHEAD).of(room)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="ruimte.ics"'},
    )


@login_not_required
@require_safe
def place_calendar(request: Request, pk: UUID) -> HttpResponse:
    """A day of all rooms of a place that can be booked."""
    place = get_object_or_404(Place.objects.visible_to(request.actor), pk=pk)
    rooms = list(place.rooms.offered().select_related(*NEEDED).prefetch_related(*BESIDE).order_by("name"))
    on = day_of(request)
    values = {
        "place": place,
        "on": on,
        "rooms": rooms,
        "grid": place_day(request.actor, rooms, on),
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
    }
    return render(request, "places/place_calendar.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def place_hours(request: Request, pk: UUID) -> HttpResponse:
    """Say when a place is open."""
    rows = Place.objects.visible_to(request.actor).select_related("owner", "opening_hours")
    place = get_object_or_404(rows, pk=pk)
    demand_editor(request, place)
    form = HoursForm(request.POST or None, initial=HoursForm.told_of(place.opening_hours))
    if request.method == "POST" and form.is_valid():
        try:
            set_place_hours(by=request.actor, place=place, facts=form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The opening hours are saved."))
            return redirect(place)
    return render(request, "places/place_hours.html", {"form": form, "place": place})


@require_http_methods(["GET", "HEAD", "POST"])
def place_staffed_hours(request: Request, pk: UUID) -> HttpResponse:
    """Say in which hours there is staff; the second button says that it is not known."""
    rows = Place.objects.visible_to(request.actor).select_related("owner", "opening_hours", "staffed_hours")
    place = get_object_or_404(rows, pk=pk)
    demand_editor(request, place)
    form = HoursForm(request.POST or None, initial=HoursForm.told_of(place.staffed_hours or place.opening_hours))
    unknown = request.method == "POST" and "niet-bekend" in request.POST
    if request.method == "POST" and (unknown or form.is_valid()):
        try:
            set_staffed_hours(by=request.actor, place=place, facts=None if unknown else form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The hours with staff are saved."))
            return redirect("place_hours", place.pk)
    return render(request, "places/place_staffed_hours.html", {"form": form, "place": place})


@require_http_methods(["GET", "HEAD", "POST"])
def room_hours(request: Request, pk: UUID) -> HttpResponse:
    """Say which part of the week a room is offered; the second button goes back to the hours of the place."""
    room = room_or_404(request, pk)
    demand_editor(request, room.place)
    shown = room.opening_hours or room.place.opening_hours
    form = HoursForm(request.POST or None, initial=HoursForm.told_of(shown))
    as_place = request.method == "POST" and "zoals-de-plek" in request.POST
    if request.method == "POST" and (as_place or form.is_valid()):
        try:
            set_room_hours(by=request.actor, room=room, facts=None if as_place else form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The hours of this room are saved."))
            return redirect(room)
    return render(request, "places/room_hours.html", {"form": form, "room": room, "place": room.place})


def room_or_404(request: Request, pk: UUID) -> Room:
    """A room that this actor may see, with all that its pages need."""
    rows = (
        Room.objects.visible_to(request.actor)
        .select_related("place__owner", "place__manager", *NEEDED)
        .prefetch_related(*BESIDE)
    )
    return get_object_or_404(rows, pk=pk)


def demand_editor(request: Request, place: Place) -> None:
    """Refuse the page to who may not change the place."""
    if not may_edit_place(request.actor, place):
        raise NotAllowed(_("You may not change this place."))


def day_of(request: Request) -> date:
    """The day in the address, else today; a day that makes no sense is today."""
    today = timezone.localdate()
    try:
        asked = date.fromisoformat(request.GET.get("dag", ""))
    except ValueError:
        return today
    return asked if abs(asked - today) < timedelta(days=800) else today

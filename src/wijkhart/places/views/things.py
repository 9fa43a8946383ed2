"""The pictures of a place, what can be borrowed there, and calendars that are kept elsewhere."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.accounts.forms import went_through
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.places.actions import (
    add_photo,
    bring_in_calendar,
    describe_photo,
    drop_calendar,
    put_photo_first,
    remove_photo,
    remove_shared_item,
    set_shared_item,
)
from wijkhart.places.forms import CalendarForm, ItemForm, PhotoForm, PhotoWordsForm
from wijkhart.places.models import OutsideCalendar, Photo, Place, SharedItem
from wijkhart.places.perms import may_decide
from wijkhart.places.views.rooms import demand_editor, room_or_404


@login_not_required
@cache_control(private=True, max_age=86400)
@require_safe
def photo(request: Request, pk: UUID) -> HttpResponse:
    """One picture, as it was drawn anew."""
    found = get_object_or_404(Photo.objects.visible_to(request.actor), pk=pk)
    return HttpResponse(bytes(found.content), content_type="image/jpeg")


@require_http_methods(["GET", "HEAD", "POST"])
def place_photos(request: Request, pk: UUID) -> HttpResponse:
    """The pictures of a place, for who keeps it."""
    place = _kept(request, pk)
    form = PhotoForm(request.POST or None, request.FILES or None, place)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        about = {"room": told["room"], "alt": told["alt"], "content": told["file"].read()}
        if went_through(form, lambda: add_photo(by=request.actor, place=place, **about)):
            messages.success(request, _("The picture is added."))
            return redirect("place_photos", place.pk)
    photos = place.photos.select_related("room").defer("content")
    return render(request, "places/place_photos.html", {"form": form, "place": place, "photos": photos})


@require_http_methods(["GET", "HEAD", "POST"])
def photo_edit(request: Request, pk: UUID) -> HttpResponse:
    """Say better what there is to see on a picture."""
    found = _photo(request, pk)
    form = PhotoWordsForm(request.POST or None, initial={"alt": found.alt})
    if request.method == "POST" and form.is_valid():
        alt = form.cleaned_data["alt"]
        if went_through(form, lambda: describe_photo(by=request.actor, photo=found, alt=alt)):
            messages.success(request, _("Saved."))
            return redirect("place_photos", found.place_id)
    return render(request, "places/photo_edit.html", {"form": form, "place": found.place, "photo": found})


@require_POST
def photo_first(request: Request, pk: UUID) -> HttpResponse:
    """Show this picture before the others."""
    found = _photo(request, pk)
    put_photo_first(by=request.actor, photo=found)
    messages.success(request, _("This picture stands first now."))
    return redirect("place_photos", found.place_id)


@require_POST
def photo_remove(request: Request, pk: UUID) -> HttpResponse:
    """Take a picture away for good."""
    found = _photo(request, pk)
    remove_photo(by=request.actor, photo=found)
    messages.success(request, _("The picture is taken away."))
    return redirect("place_photos", found.place_id)


@require_http_methods(["GET", "HEAD", "POST"])
def place_items(request: Request, pk: UUID) -> HttpResponse:
    """What can be borrowed at a place, for who keeps it."""
    place = _kept(request, pk)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if went_through(form, lambda: set_shared_item(by=request.actor, place=place, **told)):
            messages.success(request, _("Saved."))
            return redirect("place_items", place.pk)
    values = {"form": form, "place": place, "items": place.shared_items.all()}
    return render(request, "places/place_items.html", values)


@require_POST
def item_remove(request: Request, pk: UUID) -> HttpResponse:
    """Take something off the list of what can be borrowed."""
    item = get_object_or_404(SharedItem.objects.visible_to(request.actor).select_related("place__owner"), pk=pk)
    demand_editor(request, item.place)
    _said(request, lambda: remove_shared_item(by=request.actor, item=item), _("It is off the list."))
    return redirect("place_items", item.place_id)


@require_http_methods(["GET", "HEAD", "POST"])
def room_calendars(request: Request, pk: UUID) -> HttpResponse:
    """Calendars that the owner keeps elsewhere and that close the room here."""
    room = room_or_404(request, pk)
    if not may_decide(request.actor, room.place):
        raise NotAllowed(_("You may not decide on this room."))
    form = CalendarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        about = {"name": form.cleaned_data["name"], "content": form.cleaned_data["file"].read()}
        if went_through(form, lambda: bring_in_calendar(by=request.actor, room=room, **about)):
            messages.success(request, _("The calendar is brought in. Read below what could not be taken over."))
            return redirect("room_calendars", room.pk)
    values = {"form": form, "room": room, "place": room.place, "calendars": room.outside_calendars.all()}
    return render(request, "places/room_calendars.html", values)


@require_POST
def calendar_drop(request: Request, pk: UUID) -> HttpResponse:
    """Let go of a calendar from elsewhere."""
    rows = OutsideCalendar.objects.visible_to(request.actor).select_related("room__place__owner")
    found = get_object_or_404(rows, pk=pk)
    drop_calendar(by=request.actor, calendar=found)
    messages.success(request, _("What this calendar closed is open again."))
    return redirect("room_calendars", found.room_id)


def _kept(request: Request, pk: UUID) -> Place:
    place = get_object_or_404(Place.objects.visible_to(request.actor).select_related("owner"), pk=pk)
    demand_editor(request, place)
    return place


def _photo(request: Request, pk: UUID) -> Photo:
    rows = Photo.objects.visible_to(request.actor).select_related("place__owner").defer("content")
    found = get_object_or_404(rows, pk=pk)
    demand_editor(request, found.place)
    return found


def _said(request: Request, act: Callable[[], object], done: str) -> None:
    """Do something that has only a button, and say on the next page how it went."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)

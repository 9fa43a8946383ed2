"""Forms to keep places and rooms right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkhart.accounts.forms import show_refusal
from wijkhart.accounts.models import Organisation
from wijkhart.accounts.views.tenants import municipality_or_404
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.places.actions import add_room, edit_place, edit_room, register_place, remove_room
from wijkhart.places.forms import PlaceForm, RoomForm
from wijkhart.places.models import Place, Room
from wijkhart.places.perms import may_edit_place


def place_register(request: Request, code: str) -> HttpResponse:
    """Add a place in a municipality."""
    area = municipality_or_404(code)
    if not (request.actor.may("place.edit", area.code) or request.actor.may("place.edit_own", area.code)):
        raise NotAllowed(_("Your role does not give you this page."))
    form = PlaceForm(request.POST or None, request.actor, area.code, initial=_own_start(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            made = register_place(by=request.actor, municipality=area.code, facts=form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The place has been added."))
            return redirect(made)
    return render(request, "places/place_register.html", {"form": form, "area": area})


def _own_start(actor: Actor) -> dict[str, object]:
    """Somebody who acts for one organisation most likely adds a place of that organisation."""
    own = list(Organisation.objects.filter(pk__in=actor.organisation_ids).values_list("pk", flat=True))
    return {"owner": own[0]} if len(own) == 1 else {}


def place_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a place; what somebody else saved meanwhile is not overwritten."""
    place = _editable(request, pk)
    form = PlaceForm(request.POST or None, request.actor, place.municipality_code, initial=PlaceForm.told_of(place))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = edit_place(by=request.actor, place=place, version=version, facts=form.facts())
        except Refused as refused:
            show_refusal(form, refused)
            form.data = {**request.POST.dict(), "version": str(place.version)}
        else:
            messages.success(request, _("The place has been changed."))
            return redirect(saved)
    return render(request, "places/place_edit.html", {"form": form, "place": place})


def place_room_add(request: Request, pk: UUID) -> HttpResponse:
    """Add a room to a place."""
    place = _editable(request, pk)
    form = RoomForm(request.POST or None, place)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_room(by=request.actor, place=place, facts=form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The room has been added."))
            return redirect(made)
    return render(request, "places/place_room_add.html", {"form": form, "place": place})


def room_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a room."""
    room = _room(request, pk)
    form = RoomForm(request.POST or None, room.place, room, initial=RoomForm.told_of(room))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            edit_room(by=request.actor, room=room, version=version, facts=form.facts())
        except Refused as refused:
            show_refusal(form, refused)
            form.data = {**request.POST.dict(), "version": str(room.place.version)}
        else:
            messages.success(request, _("The room has been changed."))
            return redirect(room)
    return render(request, "places/room_edit.html", {"form": form, "room": room, "place": room.place})


@require_POST
def room_remove(request: Request, pk: UUID) -> HttpResponse:
    """Take a room out; a room that is booked stays, and the page says why."""
    room = _room(request, pk)
    try:
        place = remove_room(by=request.actor, room=room)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("room_edit", room.pk)
    messages.success(request, _("The room has been taken out."))
    return redirect(place)


def _room(request: Request, pk: UUID) -> Room:
    room = get_object_or_404(Room.objects.visible_to(request.actor).select_related("place__owner"), pk=pk)
    _demand(request.actor, room.place)
    return room


def _editable(request: Request, pk: UUID) -> Place:
    place = get_object_or_404(Place.objects.visible_to(request.actor).select_related("owner"), pk=pk)
    _demand(request.actor, place)
    return place


def _demand(actor: Actor, place: Place) -> None:
    if not may_edit_place(actor, place):
        raise NotAllowed(_("You may not change this place."))

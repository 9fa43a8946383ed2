"""Closing a room for a while."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from wijkhart.accounts.forms import show_refusal
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.places.actions import close_room, tell_booker
from wijkhart.places.forms import BlockForm
from wijkhart.places.models import Booking, Room
from wijkhart.places.perms import may_decide
from wijkhart.places.views.rooms import day_of, room_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def room_block(request: Request, pk: UUID) -> HttpResponse:
    """Close a room for hours or for weeks; what is in the way is named, and cancelled when the manager says so."""
    room = room_or_404(request, pk)
    if not may_decide(request.actor, room.place):
        raise NotAllowed(_("You may not decide on this room."))
    initial = {"day": day_of(request)} if "dag" in request.GET else None
    form = BlockForm(request.POST or None, request.actor, room, initial=initial)
    if request.method == "POST" and form.is_valid() and (gone := _closed(request, room, form)) is not None:
        for one in gone:
            tell_booker(by=request.actor, booking=one, site=request.build_absolute_uri("/"))
        messages.success(request, _done(len(gone)))
        first = form.cleaned_data["day"].isoformat()
        return redirect(reverse("room_calendar", args=[room.pk]) + f"?dag={first}")
    return render(request, "places/room_block.html", {"form": form, "room": room, "place": room.place})


def _closed(request: Request, room: Room, form: BlockForm) -> list[Booking] | None:
    """The bookings that were cancelled for it; None when it is refused, with the reason in the form."""
    begins, ends = form.period()
    about = {"title": form.cleaned_data["title"], "instead_of": form.in_the_way}
    try:
        _block, gone = close_room(by=request.actor, room=room, starts_at=begins, ends_at=ends, **about)
    except Refused as refused:
        show_refusal(form, refused)
        return None
    return gone


def _done(cancelled: int) -> str:
    said = _("The room is closed then. Nobody can book it. To open it again, choose the closed time in this calendar.")
    if not cancelled:
        return said
    more = ngettext("%(n)s booking is cancelled for it.", "%(n)s bookings are cancelled for it.", cancelled)
    return said + " " + more % {"n": cancelled}

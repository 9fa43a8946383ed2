"""How many came, of one booking or of many."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkhart.accounts.forms import show_refusal
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.places.actions import tell_attendance, tell_attendances
from wijkhart.places.actors import LinkHolder
from wijkhart.places.forms import AttendanceForm, AttendancesForm
from wijkhart.places.models import Booking, BookingKind, BookingState
from wijkhart.places.views.bookings import about, acted, booking_or_404
from wijkhart.places.views.links import held_by_link

WEEKS: Final = 6
"""How far back the page goes on which many are filled in."""
SHOWN: Final = 60


@require_http_methods(["GET", "HEAD", "POST"])
def booking_attendance(request: Request, pk: UUID) -> HttpResponse:
    """Say how many came to one booking."""
    booking = booking_or_404(request, pk)
    form = AttendanceForm(request.POST or None, initial={"came": booking.attended})
    if request.method == "POST" and form.is_valid():
        came = form.cleaned_data["came"]
        if acted(form, lambda: tell_attendance(by=request.actor, booking=booking, came=came)):
            messages.success(request, _("Thank you. The attendance is saved."))
            return redirect("booking_detail", booking.pk)
    values = {**about(request, booking), "form": form, "heading": _("How many came?"), "button": _("Save")}
    return render(request, "places/booking_attendance.html", values)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking_link_attendance(request: Request, token: str) -> HttpResponse:
    """The same, by link."""
    booking = held_by_link(token)
    form = AttendanceForm(request.POST or None, initial={"came": booking.attended})
    if request.method == "POST" and form.is_valid():
        came, by = form.cleaned_data["came"], LinkHolder(booking.pk)
        if acted(form, lambda: tell_attendance(by=by, booking=booking, came=came)):
            messages.success(request, _("Thank you. The attendance is saved."))
            return redirect("booking_link", token)
    values = {
        **about(request, booking),
        "form": form,
        "token": token,
        "heading": _("How many came?"),
        "button": _("Save"),
    }
    return render(request, "places/booking_link_step.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_list(request: Request) -> HttpResponse:
    """The bookings of the last weeks of which attendance is not told, with one field for each."""
    rows = Booking.objects.visible_to(request.actor).filter(kind=BookingKind.USE, state=BookingState.ACCEPTED)
    rows = rows.select_related("room__place", "organisation").order_by("starts_at")
    posted = request.method == "POST"
    shown = rows.filter(pk__in=AttendancesForm.posted(request.POST)) if posted else _untold(rows)
    form = AttendancesForm(request.POST if posted else None, list(shown[:SHOWN]))
    if posted and form.is_valid() and (saved := _saved(request, form)) is not None:
        said = ngettext("Saved for %(n)s booking.", "Saved for %(n)s bookings.", saved) % {"n": saved}
        messages.success(request, said)
        return redirect("attendance_list")
    values = {"form": form, "rows": form.rows, "weeks": WEEKS, "most": SHOWN}
    return render(request, "places/attendance_list.html", values)


def _untold(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    now = timezone.now()
    return rows.filter(attended=None, ends_at__lte=now, ends_at__gt=now - timedelta(weeks=WEEKS))


def _saved(request: Request, form: AttendancesForm) -> int | None:
    """Of how many it is saved; None when it is refused, with the reason in the form."""
    try:
        return len(tell_attendances(by=request.actor, told=form.told()))
    except NotAllowed:
        raise
    except Refused as refused:
        show_refusal(form, refused)
    return None

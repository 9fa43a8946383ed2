"""A series as one thing: all its dates, and what changes all of them at once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.accounts.forms import show_refusal
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.places.actions import (
    accept_series,
    add_date,
    cancel_series,
    change_series,
    refuse_series,
    set_series_note,
    tell_booker,
    tell_place,
)
from wijkhart.places.actions.series import Kept
from wijkhart.places.forms import AcceptForm, ReasonForm, SeriesChangeForm, SeriesDateForm, SeriesNoteForm
from wijkhart.places.forms.ruled import GroundForm
from wijkhart.places.ical import ical_of
from wijkhart.places.models import Booking, BookingSeries, BookingState, WaitingState
from wijkhart.places.perms import holds_booking, may_decide
from wijkhart.places.queries.series import dates_of, series_of
from wijkhart.places.when import when_of


@require_safe
def series_detail(request: Request, pk: UUID) -> HttpResponse:
    """All dates with how each stands, those that could not be with the reason, and what can be done with all."""
    series, bookings = _seen(request, pk)
    gaps = list(series.gaps.all())
    waits = {when_of(one).day for one in series.waiting_entries.filter(state=WaitingState.WAITING)}
    values = {
        **_about(series, bookings),
        **_tools(request, series, bookings),
        "dates": dates_of(series, bookings),
        "gaps": [(gap, gap.on in waits) for gap in gaps],
    }
    return render(request, "places/series_detail.html", values)


def _about(series: BookingSeries, bookings: list[Booking]) -> dict[str, Any]:
    last = bookings[-1]
    return {"series": series, "title": last.title, "who": last.who, "room": series.room, "place": series.room.place}


def _tools(request: Request, series: BookingSeries, bookings: list[Booking]) -> dict[str, Any]:
    decides = may_decide(request.actor, series.room.place)
    coming = [one for one in bookings if one.live and not one.over and not one.overdue]
    own = bool(bookings) and holds_booking(request.actor, bookings[-1])
    return {
        "decides": decides,
        "asked": sum(one.state == BookingState.REQUESTED for one in coming) if decides else 0,
        "coming": len(coming),
        "may_change": bool(coming) and (decides or own),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def series_change(request: Request, pk: UUID) -> HttpResponse:
    """Other hours, room or number for all dates to come; those that cannot are told with the reason."""
    series, bookings = _seen(request, pk)
    form = SeriesChangeForm(request.POST or None, series)
    done, kept = 0, list[Kept]()
    if request.method == "POST" and form.is_valid():
        try:
            done, kept = change_series(by=request.actor, series=series, change=form.change())
        except NotAllowed:
            raise
        except Refused as refused:
            show_refusal(form, refused)
        else:
            _tell_place(request, series, "changed")
            if not kept:
                messages.success(request, _("All dates to come have changed."))
                return redirect("series_detail", series.pk)
    values = {**_about(series, bookings), "form": form, "done": done, "kept": kept, "heading": _("Change all dates")}
    return render(request, "places/series_change.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def series_add_date(request: Request, pk: UUID) -> HttpResponse:
    """One more date in the series."""
    series, bookings = _seen(request, pk)
    usual = when_of(bookings[-1])
    form = SeriesDateForm(request.POST or None, initial={"starts": usual.starts, "ends": usual.ends})

    def act() -> None:
        made = add_date(by=request.actor, series=series, when=form.when())
        tell_place(by=request.actor, booking=made, deed="new", site=request.build_absolute_uri("/"))

    return _step(request, series, bookings, form, act, (_("Add a date"), _("The date is in the series now.")))


@require_http_methods(["GET", "HEAD", "POST"])
def series_note(request: Request, pk: UUID) -> HttpResponse:
    """How to get in, once for all dates to come."""
    series, bookings = _seen(request, pk)
    _demand_decider(request, series)
    form = SeriesNoteForm(request.POST or None, initial={"entry_note": series.entry_note})

    def act() -> None:
        set_series_note(by=request.actor, series=series, note=form.cleaned_data["entry_note"])

    return _step(request, series, bookings, form, act, (_("How to get in"), _("Saved for all dates to come.")))


@require_http_methods(["GET", "HEAD", "POST"])
def series_accept(request: Request, pk: UUID) -> HttpResponse:
    """Say yes to all dates that wait for an answer."""
    series, bookings = _seen(request, pk)
    _demand_decider(request, series)
    initial = {"price_note": bookings[-1].price_note, "entry_note": series.entry_note or bookings[-1].entry_note}
    form = AcceptForm(request.POST or None, initial=initial)
    if _all_priced(bookings):
        del form.fields["price_note"]

    def act() -> None:
        accept_series(by=request.actor, series=series, terms=form.terms())
        _tell_booker(request, series)

    return _step(request, series, bookings, form, act, (_("Say yes to all dates"), _("The room is theirs now.")))


@require_http_methods(["GET", "HEAD", "POST"])
def series_refuse(request: Request, pk: UUID) -> HttpResponse:
    """Say no to all dates that wait for an answer, with one reason."""
    series, bookings = _seen(request, pk)
    _demand_decider(request, series)
    waits = next((one for one in bookings if one.state == BookingState.REQUESTED), None)
    grounds = list(waits.rules.grounds.all()) if waits and waits.rules else []
    form = GroundForm(request.POST or None, grounds)

    def act() -> None:
        about_it = {"ground": form.ground_chosen(), "reason": form.cleaned_data["reason"]}
        refuse_series(by=request.actor, series=series, **about_it)
        _tell_booker(request, series)

    done = _("The request is refused; the reason is told.")
    return _step(request, series, bookings, form, act, (_("Say no to all dates"), done))


@require_http_methods(["GET", "HEAD", "POST"])
def series_cancel(request: Request, pk: UUID) -> HttpResponse:
    """Take back every date that is to come."""
    series, bookings = _seen(request, pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        cancel_series(by=request.actor, series=series, reason=form.cleaned_data["reason"])
        _tell_place(request, series, "cancelled")
        _tell_booker(request, series)

    done = _("The dates to come are cancelled.")
    return _step(request, series, bookings, form, act, (_("Cancel all dates to come"), done))


@require_safe
def series_calendar(request: Request, pk: UUID) -> HttpResponse:
    """All dates for one's own calendar."""
    _series, bookings = _seen(request, pk)

    def page(one: Booking) -> str:
        return request.build_absolute_uri(reverse("booking_detail", args=[one.pk]))

    return HttpResponse(
        ical_of(bookings[-1].title, bookings, page),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="reeks.ics"'},
    )


def _step(
    request: Request,
    series: BookingSeries,
    bookings: list[Booking],
    form: Form,
    act: Callable[[], None],
    words: tuple[str, str],
) -> HttpResponse:
    """A page with one form about a whole series; what is refused is said in it. `words`: heading, and what is done."""
    heading, done = words
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except NotAllowed:
            raise
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, done)
            return redirect("series_detail", series.pk)
    values = {**_about(series, bookings), "form": form, "heading": heading}
    return render(request, "places/series_step.html", values)


def _tell_booker(request: Request, series: BookingSeries) -> None:
    """One mail for the whole series, about its first date that changed last."""
    last = _newest(series)
    if last is not None and last.actor_id != request.actor.actor_id:
        tell_booker(by=request.actor, booking=last, site=request.build_absolute_uri("/"))


def _tell_place(request: Request, series: BookingSeries, deed: str) -> None:
    last = _newest(series)
    if last is not None:
        tell_place(by=request.actor, booking=last, deed=deed, site=request.build_absolute_uri("/"))


def _all_priced(bookings: list[Booking]) -> bool:
    """Whether each date that waits has its own price by rule, so that no words about it are asked."""
    return all(one.price_cents is not None for one in bookings if one.state == BookingState.REQUESTED)


def _newest(series: BookingSeries) -> Booking | None:
    """The first date to come, as it is now."""
    rows = series.bookings.to_come().order_by("starts_at")
    return rows.select_related("room__place__owner", "room__place__manager", "organisation", "series").first()


def _seen(request: Request, pk: UUID) -> tuple[BookingSeries, list[Booking]]:
    found = series_of(request.actor, pk)
    if found is None:
        raise Http404
    return found


def _demand_decider(request: Request, series: BookingSeries) -> None:
    if not may_decide(request.actor, series.room.place):
        raise NotAllowed(_("You may not decide on this room."))

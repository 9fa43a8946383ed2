"""The lines of invoices, for whoever decides on rooms. Nothing is paid here."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wijkhart.core.errors import NotAllowed
from wijkhart.core.formats import clock
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.places.forms.ruled import InvoiceFilter
from wijkhart.places.models import Booking
from wijkhart.places.perms import decides_somewhere
from wijkhart.places.queries.invoices import invoice_bookings, invoice_line, totals_of
from wijkhart.places.views.use_rules import euros

COLUMNS: Final[tuple[Column[Booking], ...]] = (
    Column("nummer", gettext_lazy("Number"), lambda row: invoice_line(row).number),
    Column("dag", gettext_lazy("Day"), lambda row: invoice_line(row).day, ("starts_at",)),
    Column("van", gettext_lazy("From"), lambda row: clock(row.starts_at)),
    Column("tot", gettext_lazy("Until"), lambda row: clock(row.ends_at)),
    Column("minuten", gettext_lazy("Minutes"), lambda row: invoice_line(row).minutes),
    Column("ruimte", gettext_lazy("Room"), lambda row: row.room.name, ("room__name", "starts_at")),
    Column("plek", gettext_lazy("Place"), lambda row: row.room.place.name, ("room__place__name", "starts_at")),
    Column("wie", gettext_lazy("Who"), lambda row: row.who, ("organisation__name", "name", "starts_at")),
    Column("regel", gettext_lazy("Rule"), lambda row: row.rule_name, ("rule_name", "starts_at")),
    Column("versie", gettext_lazy("Version"), lambda row: row.rules.number if row.rules else None),
    Column("tarief", gettext_lazy("Euros an hour"), lambda row: euros(invoice_line(row).rate_cents)),
    Column("procent", gettext_lazy("Percent of the rate"), lambda row: invoice_line(row).percent),
    Column("bedrag", gettext_lazy("Amount in euros"), lambda row: euros(row.price_cents), ("price_cents", "starts_at")),
    Column("afwijkend", gettext_lazy("Other than by rule"), lambda row: invoice_line(row).departs),
)
BESIDE: Final = {"van", "tot", "plek", "versie", "afwijkend"}
"""Columns of the files that the page tells in another one, so that the amount stays in view."""


@require_safe
def invoice_list(request: Request) -> HttpResponse:
    """What each accepted booking costs, and how that was computed, with totals."""
    actor = request.actor
    if not decides_somewhere(actor):
        raise NotAllowed(_("Your role does not give you this page."))
    bookings = invoice_bookings(actor)
    places = bookings.order_by("room__place__name").values_list("room__place_id", "room__place__name").distinct()
    known = bookings.exclude(organisation=None).order_by("organisation__name")
    payers = known.values_list("organisation_id", "organisation__name").distinct()
    form = InvoiceFilter(
        request.GET or None,
        places={str(key): name for key, name in places},
        organisations={str(key): name for key, name in payers},
    )
    listing = Listing(request, bookings, columns=COLUMNS, filters=form, sort="-dag", name="factuurregels")
    if file := listing.export():
        return file
    totals = totals_of(listing.rows)
    values = {
        "form": form,
        "listing": listing,
        "columns": [one for one in listing.columns if one.key not in BESIDE],
        "rows": [
            (line, euros(line.rate_cents), euros(line.booking.price_cents)) for line in map(invoice_line, listing)
        ],
        "totals": [(one, euros(one.cents)) for one in totals],
        "sum": euros(sum(one.cents for one in totals)),
    }
    return render(request, "places/invoice_list.html", values)

"""What is asked of who decides by rules of use, and which exceptions and invoice lines to show."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.core.forms import FilterForm, M
from wijkhart.places.actions import Terms
from wijkhart.places.forms.booking import BOOKER_READS
from wijkhart.places.forms.fields import free_text, on_day
from wijkhart.places.models import Booking, ExceptionKind, RefusalGround
from wijkhart.times.clock import day_bounds


class PricedAcceptForm(forms.Form):
    """A yes to a request that has a price by rule."""

    price = forms.DecimalField(
        label=_("What it costs, in euros"),
        required=False,
        min_value=0,
        max_value=100_000,
        decimal_places=2,
        localize=True,
        help_text=_("The price by rule is filled in. Empty: by rule."),
    )
    why = free_text(
        _("Why another price than by rule?"),
        _("Everyone can read this, in the list of exceptions. Write no names."),
        rows=2,
        most=1000,
        required=False,
        help_text=_("Only when you change the price."),
    )
    entry_note = free_text(_("Key, code or who opens"), BOOKER_READS, rows=2, most=1000, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def told_of(booking: Booking) -> dict[str, Any]:
        price = None if booking.price_cents is None else Decimal(booking.price_cents) / 100
        return {"price": price, "entry_note": booking.entry_note, "version": booking.version}

    def terms(self) -> Terms:
        told = self.cleaned_data
        cents = None if told["price"] is None else int(told["price"] * 100)
        return Terms(entry_note=told["entry_note"], cents=cents, why=told["why"])


class GroundForm(forms.Form):
    """A no, on a published ground or, as an exception, on another one."""

    ground = forms.ChoiceField(label=_("On which ground?"), required=False, widget=forms.RadioSelect)
    reason = free_text(
        _("More words, or the other reason"),
        _("Who booked reads this. Another reason is read by everyone, in the list of exceptions. Write no names."),
        rows=2,
        most=1000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, grounds: Sequence[RefusalGround], **options: Any) -> None:
        super().__init__(data, **options)
        self.grounds = {str(one.pk): one for one in grounds}
        if not grounds:
            del self.fields["ground"]
            return
        choices = [(key, one.text) for key, one in self.grounds.items()]
        self.fields["ground"].choices = [*choices, ("", _("another reason"))]  # type: ignore[attr-defined]

    def ground_chosen(self) -> RefusalGround | None:
        return self.grounds.get(self.cleaned_data.get("ground", ""))


class ExceptionFilter(FilterForm):
    """Which exceptions."""

    plek = forms.ChoiceField(label=_("Place"), required=False)
    soort = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all kinds")), *ExceptionKind.choices])
    jaar = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, places: Mapping[str, str], years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("plek", _("all places"), places)
        self.offer("jaar", _("all years"), {str(year): str(year) for year in years})

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data
        for name, lookup in (("plek", "place_id"), ("soort", "kind"), ("jaar", "made_at__year")):
            if asked[name]:
                rows = rows.filter(**{lookup: asked[name]})
        return rows


class InvoiceFilter(FilterForm):
    """Of which period, place and organisation."""

    van = on_day(_("From which day?"), required=False)
    tot = on_day(_("Up to and including which day?"), required=False)
    plek = forms.ChoiceField(label=_("Place"), required=False)
    organisatie = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, *args: Any, places: Mapping[str, str], organisations: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("plek", _("all places"), places)
        self.offer("organisatie", _("all who booked"), {"geen": _("residents"), **organisations})

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data
        if asked["van"]:
            rows = rows.filter(starts_at__gte=day_bounds(asked["van"], asked["van"])[0])
        if asked["tot"]:
            rows = rows.filter(starts_at__lt=day_bounds(asked["tot"], asked["tot"])[1])
        if asked["plek"]:
            rows = rows.filter(room__place_id=asked["plek"])
        if asked["organisatie"]:
            known = asked["organisatie"] != "geen"
            rows = rows.filter(organisation_id=asked["organisatie"] if known else None)
        return rows

"""What is asked of who books a room, and of who decides."""

from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation, OrganisationKind
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm, M
from wijkhart.core.open_forms import OpenForm
from wijkhart.places.actions import Terms
from wijkhart.places.booking_facts import BookingFacts
from wijkhart.places.forms.fields import MANAGER_READS, at_hour, free_text, on_day, several
from wijkhart.places.models import Booking, BookingKind, BookingState, Room, SharedItem, Trait, UserKind
from wijkhart.places.perms import may_book_for, may_decide
from wijkhart.places.when import When
from wijkhart.themes.models import TargetGroup

BOOKER_READS = _("Who booked reads this.")
NEVER = _("once")


class WhenForm(forms.Form):
    """A day and hours."""

    day = on_day(_("On which day?"))
    starts = at_hour(_("From what time?"))
    ends = at_hour(_("Until what time?"))
    people = forms.IntegerField(label=_("With how many people?"))

    def when(self) -> When:
        told = self.cleaned_data
        return When(day=told["day"], starts=told["starts"], ends=told["ends"])


class AboutForm(WhenForm):
    """What the room is for, and who comes."""

    title = free_text(
        _("What is it for?"),
        _("Only you and the manager of the room read this. Others see only that the room is taken."),
        most=160,
        help_text=_("Such as: knitting club, birthday, meeting of the residents' group."),
    )
    note = free_text(_("Is there something the manager must know?"), MANAGER_READS, rows=3, most=2000, required=False)


class ActivityForm(AboutForm):
    """What decides who goes first, what it costs, and whether it fits the concept of the place."""

    user_kind = forms.ChoiceField(
        label=_("Who uses the room?"),
        choices=UserKind.choices,
        initial=UserKind.RESIDENTS,
        help_text=_("The rules of use say who goes first and what it costs. They are the same in every building."),
    )
    open_to_all = forms.BooleanField(label=_("Anybody may come"), required=False)
    local = forms.BooleanField(label=_("Most who come live in this municipality"), required=False, initial=True)
    target_group = forms.ModelChoiceField(
        label=_("For whom is it mostly?"), queryset=TargetGroup.objects.none(), required=False, empty_label=_("for all")
    )
    traits = several(_("Does one of these fit?"), Trait.choices)

    def __init__(self, *args: Any, room: Room, **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[TargetGroup]", self.fields["target_group"])
        field.queryset = TargetGroup.objects.filter(retired=False)
        self.items = list(SharedItem.objects.filter(place=room.place_id))
        for item in self.items:
            label = format_lazy(_("Borrow: {item} (there are {number})"), item=item.name, number=item.number)
            self.fields[f"item_{item.pk}"] = forms.IntegerField(label=label, required=False, min_value=0)

    def activity(self) -> dict[str, Any]:
        """The facts about the activity and its user."""
        told = {name: self.cleaned_data[name] for name in ("user_kind", "open_to_all", "local", "target_group")}
        borrowed = {item.pk: self.cleaned_data[f"item_{item.pk}"] or 0 for item in self.items}
        return {**told, "traits": tuple(self.cleaned_data["traits"]), "items": borrowed}


ABOUT = ("user_kind", "open_to_all", "local", "target_group", "traits")


class OpenBookingForm(OpenForm, ActivityForm):
    """A resident books; no account."""

    field_order = ("day", "starts", "ends", "people", "title", *ABOUT, "name", "email", "note", "website", "opened")
    name = free_text(_("Your name"), MANAGER_READS, most=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = free_text(
        _("Your mail address"),
        MANAGER_READS,
        most=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The answer goes there, with a link to change or cancel. A month after the booking we erase it."),
    )

    def facts(self) -> BookingFacts:
        told = self.cleaned_data
        about = {name: told[name] for name in ("title", "people", "name", "email", "note")}
        return BookingFacts(when=self.when(), **about, **self.activity())


class BookingForm(ActivityForm):
    """Somebody with an account books, perhaps for an organisation, perhaps on many dates."""

    field_order = (
        "day",
        "starts",
        "ends",
        "weeks",
        "last_day",
        "people",
        "title",
        "organisation",
        *ABOUT,
        "note",
        "anyway",
    )
    weeks = forms.ChoiceField(
        label=_("How often?"),
        choices=[("", NEVER), ("1", _("every week")), ("2", _("every other week")), ("4", _("every four weeks"))],
        required=False,
    )
    last_day = on_day(_("Up to and including which day?"), required=False, help_text=_("Only for more than one date."))
    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("for myself"),
    )
    anyway = free_text(
        _("Why do you book it anyway?"),
        _("Everyone can read this, in the list of exceptions. Write no names."),
        rows=2,
        most=1000,
        required=False,
    )

    def __init__(self, data: Any, actor: Actor, room: Room, person: tuple[str, str], **options: Any) -> None:
        super().__init__(data, room=room, **options)
        self.person = person
        if not data or not may_decide(actor, room.place):
            self.fields.pop("anyway", None)
        rows = Organisation.objects.filter(pk__in=actor.organisation_ids)
        code = room.place.municipality_code
        allowed = [one for one in rows if may_book_for(actor, one, code) or f",{code}," not in one.municipality_codes]
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = rows.filter(pk__in=[one.pk for one in allowed])
        only = allowed[0] if len(allowed) == 1 else None
        self.initial = {"organisation": only.pk if only else None, "user_kind": _kind_of(only), **self.initial}

    def clean(self) -> dict[str, Any]:
        """A series has a last day."""
        cleaned = super().clean() or {}
        if cleaned.get("weeks") and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", str(_("Fill in the last day of the series.")))
        return cleaned

    def facts(self) -> BookingFacts:
        told = self.cleaned_data
        about = {name: told[name] for name in ("title", "people", "organisation", "note")}
        about["anyway"] = told.get("anyway", "")
        name, email = self.person
        return BookingFacts(when=self.when(), name=name, email=email, **about, **self.activity())


def _kind_of(organisation: Organisation | None) -> UserKind:
    """The likely answer, from what is known of an organisation."""
    if organisation is None or organisation.kind == OrganisationKind.RESIDENTS:
        return UserKind.RESIDENTS
    return UserKind.SUBSIDISED if organisation.subsidised else UserKind.NON_SUBSIDISED


class MoveForm(WhenForm):
    """Other hours for a booking."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def told_of(booking: Booking) -> dict[str, Any]:
        """The fields as the booking is now, on the clock of the room."""
        starts, ends = timezone.localtime(booking.starts_at), timezone.localtime(booking.ends_at)
        told = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        return {**told, "people": booking.people, "version": booking.version}


class AcceptForm(forms.Form):
    """A yes, with what who booked must know."""

    price_note = free_text(_("What it costs"), BOOKER_READS, most=300, required=False)
    entry_note = free_text(_("Key, code or who opens"), BOOKER_READS, rows=2, most=1000, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def terms(self) -> Terms:
        return Terms(self.cleaned_data.get("price_note", ""), self.cleaned_data["entry_note"])


class ReasonForm(forms.Form):
    """A no, or a cancellation, with why."""

    reason = free_text(_("Why?"), BOOKER_READS, rows=2, most=1000, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BookingFilter(FilterForm):
    """Which bookings. Its values stand in the address."""

    zoek = forms.CharField(label=_("What for, room or place"), required=False, max_length=100)
    stand = forms.ChoiceField(label=_("How it stands"), required=False, choices=[("", _("all")), *BookingState.choices])
    tijd = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[
            ("", _("to come")),
            ("voorbij", _("over")),
            ("opkomst", _("over, attendance not told")),
            ("alles", _("all")),
        ],
    )

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        """The bookings that answer all that is asked."""
        asked = self.cleaned_data
        wanted = Q()
        for word in asked["zoek"].split():
            names = ("title", "room__name", "room__place__name", "organisation__name", "name")
            matches = Q()
            for name in names:
                matches |= Q(**{f"{name}__icontains": word})
            wanted &= matches
        wanted &= Q(state=asked["stand"]) if asked["stand"] else Q()
        now = timezone.now()
        if asked["tijd"] != "alles":
            wanted &= Q(ends_at__lte=now) if asked["tijd"] else Q(ends_at__gt=now)
        if asked["tijd"] == "opkomst":
            wanted &= Q(attended=None, kind=BookingKind.USE, state=BookingState.ACCEPTED)
        return rows.filter(wanted)

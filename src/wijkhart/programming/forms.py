"""What is asked about a programme and its lines."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.formats import day
from wijkhart.core.forms import FilterForm
from wijkhart.places.models import Booking, BookingState, Place, Room
from wijkhart.programming.actions import WeekFacts
from wijkhart.programming.facts import LineFacts
from wijkhart.programming.models import WeekLine, WeekProgramme, WeekState
from wijkhart.programming.perms import may_keep_programme
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import PartOfDay

EVERYONE = _("Everyone can read this once the programme is published.")
MAKER_READS = _("The maker of the line and the people who work in the wijken read this.")
WEEKS: Final = 9


def words(label: Any, readers: Any = EVERYONE, *, rows: int = 0, most: int = 300, **options: Any) -> forms.CharField:
    """Words that others read; says who."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    field = forms.CharField(label=label, widget=widget, max_length=most, **options)
    setattr(field, "readers", readers)  # noqa: B010 - core.forms reads this name
    return field


def hour(label: Any, **options: Any) -> forms.TimeField:
    """A time of day in quarters of an hour, as browsers ask for one."""
    picker = forms.TimeInput({"type": "time", "step": 900}, "%H:%M")
    return forms.TimeField(label=label, widget=picker, **options)


def version_field() -> forms.IntegerField:
    """Which version was read; hidden."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


def choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Fill the choices of one field."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class WeekFilter(FilterForm):
    """Which programmes. Its values stand in the address."""

    staat = forms.ChoiceField(label=_("How it stands"), required=False, choices=[("", _("all")), *WeekState.choices])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data["staat"]
        return rows.filter(state=asked) if asked else rows


class LineFilter(FilterForm):
    """Which lines of a published week. Its values stand in the address."""

    doelgroep = forms.ChoiceField(label=_("For whom?"), required=False)
    thema = forms.ChoiceField(label=_("Subject"), required=False)
    dagdeel = forms.ChoiceField(
        label=_("Which part of the day?"), required=False, choices=[("", _("the whole day")), *PartOfDay.choices]
    )
    week = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, lines: Iterable[WeekLine]) -> None:
        super().__init__(data)
        rows = list(lines)
        groups = {one.pk: one.label for line in rows for one in line.target_groups.all()}
        themes = {one.pk: one.label for line in rows for one in line.themes.all()}
        self.offer("doelgroep", _("all"), groups)
        self.offer("thema", _("all"), themes)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["doelgroep"]:
            wanted = Q(target_groups=asked["doelgroep"]) | Q(target_groups__everyone=True)
            rows = rows.filter(pk__in=WeekLine.objects.filter(wanted).values("pk"))
        if asked["thema"]:
            rows = rows.filter(themes=asked["thema"])
        return rows.filter(part_of_day=asked["dagdeel"]) if asked["dagdeel"] else rows


class WeekForm(forms.Form):
    """The title of a programme and the words above it."""

    title = words(_("Title"), most=120, help_text=_("Such as: this week in Het Middelpunt."))
    intro = words(_("Words above the programme"), rows=3, most=1000, required=False)
    version = version_field()

    def facts(self) -> WeekFacts:
        """The cleaned values as the action takes them."""
        return WeekFacts(self.cleaned_data["title"], self.cleaned_data["intro"])


class StartForm(WeekForm):
    """Which week, of which place or wijk."""

    of = forms.ChoiceField(label=_("Of which place or wijk?"))
    monday = forms.ChoiceField(label=_("Which week?"))
    field_order = ("of", "monday", "title", "intro")

    def __init__(self, data: Any, choices: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        choose(self, "of", choices)
        choose(self, "monday", ((f"{one}", _("from %(day)s") % {"day": day(one)}) for one in coming_weeks()))

    def week(self) -> date:
        return date.fromisoformat(self.cleaned_data["monday"])


class LineForm(forms.Form):
    """One line."""

    title = words(_("What is there to do?"), most=160, help_text=_("Such as: eating together."))
    day = forms.ChoiceField(label=_("On which day?"))
    starts = hour(_("From"))
    ends = hour(_("Until"))
    organisation = forms.ChoiceField(label=_("Which organisation makes it?"), required=False)
    group_name = words(
        _("Or which group of residents?"),
        most=120,
        required=False,
        help_text=_("The name of the group, such as: the neighbours of the Weberstraat. Never the name of a person."),
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    room = forms.ChoiceField(
        label=_("Room"), required=False, help_text=_("Not known yet? Leave it empty. You can look for a room later.")
    )
    themes = forms.MultipleChoiceField(
        label=_("What is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    target_groups = forms.MultipleChoiceField(
        label=_("For whom is it?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    open_to_all = forms.BooleanField(label=_("Anybody may walk in"), required=False, initial=True)
    about = words(_("More about it"), rows=3, most=600, required=False)
    version = version_field()

    def __init__(self, data: Any, actor: Actor, programme: WeekProgramme, line: WeekLine | None = None) -> None:
        keeps = may_keep_programme(actor, programme)
        self.organisations = makers(actor, programme, keeps=keeps)
        if line is not None and line.organisation is not None and line.organisation not in self.organisations:
            self.organisations.append(line.organisation)
        self.places = places_of(actor, programme)
        self.rooms = list(Room.objects.visible_to(actor).filter(place__in=self.places).select_related("place"))
        super().__init__(data, initial=told(line) if line else {"organisation": self._first(actor)})
        choose(self, "day", ((f"{one}", day(one)) for one in programme.days))
        none = [("", _("none of these"))] if keeps else []
        choose(self, "organisation", [*none, *((str(one.pk), one.name) for one in self.organisations)])
        choose(self, "room", [("", _("not known yet")), *((str(one.pk), _named(one, programme)) for one in self.rooms)])
        choose(self, "themes", ((one.pk, one.label) for one in Theme.objects.in_use()))
        choose(self, "target_groups", ((one.pk, one.label) for one in TargetGroup.objects.in_use()))
        self.fixed_place = programme.place
        if programme.place_id:
            del self.fields["place"]
        else:
            choose(self, "place", [("", _("not known yet")), *((str(one.pk), one.name) for one in self.places)])
        if not keeps:
            del self.fields["group_name"]

    def _first(self, actor: Actor) -> str:
        """The organisation that somebody acts for, when it is one."""
        own = [str(one.pk) for one in self.organisations if one.pk in actor.organisation_ids]
        return own[0] if own else ""

    def facts(self) -> LineFacts:
        """The cleaned values as the action takes them."""
        given = self.cleaned_data
        place = self.fixed_place or _one(self.places, given.get("place", ""))
        return LineFacts(
            day=date.fromisoformat(given["day"]),
            **{name: given[name] for name in ("starts", "ends", "title", "about", "open_to_all")},
            organisation=_one(self.organisations, given["organisation"]),
            group_name=given.get("group_name", ""),
            place=place,
            room=_one(self.rooms, given["room"]),
            themes=tuple(Theme.objects.in_use().filter(pk__in=given["themes"])),
            target_groups=tuple(TargetGroup.objects.in_use().filter(pk__in=given["target_groups"])),
        )


class ReturnForm(forms.Form):
    """Why a line is put back."""

    reason = words(_("Why?"), MAKER_READS, rows=3, help_text=_("Say what has to change, in plain words."))


class BookingChoice(forms.Form):
    """Which booking belongs to a line."""

    booking = forms.ChoiceField(label=_("Which booking?"))

    def __init__(self, data: Any, actor: Actor, line: WeekLine) -> None:
        super().__init__(data)
        begins, ends = line.instants
        rows = Booking.objects.visible_to(actor).filter(state=BookingState.ACCEPTED)
        rows = rows.filter(starts_at__lte=begins, ends_at__gte=ends).select_related("room__place")
        if line.programme.place_id:
            rows = rows.filter(room__place=line.programme.place_id)
        self.bookings = list(rows.distinct())
        named = ((str(one.pk), f"{one.room.name}, {one.room.place.name}: {one.title}") for one in self.bookings)
        choose(self, "booking", named)

    def chosen(self) -> Booking:
        return next(one for one in self.bookings if str(one.pk) == self.cleaned_data["booking"])


def coming_weeks() -> list[date]:
    """The Mondays of this week and those after it."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    return [monday + timedelta(weeks=n) for n in range(WEEKS)]


def makers(actor: Actor, programme: WeekProgramme, *, keeps: bool) -> list[Organisation]:
    """Who a line can be of: for the keeper everyone who works there, else who one acts for."""
    rows = Organisation.objects.visible_to(actor).working_in(programme.municipality_code).order_by("name")
    return list(rows if keeps else rows.filter(pk__in=actor.organisation_ids))


def places_of(actor: Actor, programme: WeekProgramme) -> list[Place]:
    """The places that a line can be at."""
    rows = Place.objects.visible_to(actor)
    if programme.place_id:
        return list(rows.filter(pk=programme.place_id))
    return list(rows.filter(district_code=programme.district_code).order_by("name"))


def told(line: WeekLine) -> dict[str, Any]:
    """What stands there now."""
    names = ("title", "starts", "ends", "group_name", "open_to_all", "about", "version")
    keys = {name: str(getattr(line, f"{name}_id") or "") for name in ("organisation", "place", "room")}
    several = {name: [one.pk for one in getattr(line, name).all()] for name in ("themes", "target_groups")}
    return {**{name: getattr(line, name) for name in names}, **keys, **several, "day": f"{line.day}"}


def _one(rows: Iterable[Any], key: str) -> Any:
    return next((one for one in rows if str(one.pk) == key), None)


def _named(room: Room, programme: WeekProgramme) -> str:
    return room.name if programme.place_id else f"{room.name}, {room.place.name}"

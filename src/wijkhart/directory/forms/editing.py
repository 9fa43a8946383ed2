"""The form in which somebody tells what is offered: the essentials first, the rest for who wants to tell more."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, cast

from django import forms
from django.conf.locale import LANG_INFO
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.core.forms import add_refusal
from wijkhart.directory.forms import slots
from wijkhart.directory.models import AimedAt, Availability, Function, Reach, ServiceKind
from wijkhart.directory.offers import Offer
from wijkhart.directory.queries.keeping import places_to_choose, providers_of
from wijkhart.directory.regions import school_region_of
from wijkhart.places.kinds import fold
from wijkhart.places.models import Place
from wijkhart.themes.models import Line, TargetGroup, Theme
from wijkhart.times.actions import Change, Timetable

EVERYONE: Final = gettext_lazy("Everyone can read this. Write no names of people.")
AT_PLACE, AT_HOME, ONLINE, UNKNOWN = "place", "home", "online", "unknown"
WHERE: Final = [
    (AT_PLACE, gettext_lazy("at a place in the municipality")),
    (AT_HOME, gettext_lazy("at people's homes")),
    (ONLINE, gettext_lazy("by telephone or on a screen")),
    (UNKNOWN, gettext_lazy("that differs, or I do not know yet")),
]
LANGUAGES: Final = ("en", "ar", "tr", "pl", "uk", "ti", "fa", "so", "fr", "es", "de", "zh")
PLAIN: Final = (
    *("name", "description", "kind", "function", "level", "aimed_at", "minimum_age", "maximum_age"),
    *("capacity", "price", "sign_up", "how_to_join", "availability", "published"),
)
CONTACT: Final = ("phone", "email", "website")


def date_input() -> forms.DateInput:
    """A date as a browser asks it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text_box(label: Any, longest: int, **options: Any) -> forms.CharField:
    """A text of some lines that everyone can read."""
    field = forms.CharField(
        label=label, max_length=longest, required=False, widget=forms.Textarea(attrs={"rows": 3}), **options
    )
    field.readers = EVERYONE  # type: ignore[attr-defined]  # core.forms reads this name
    return field


class ServiceForm(forms.Form):
    """What is offered, when, where and for whom. `base` is what it says now; None for something new."""

    provider = forms.ModelChoiceField(label=gettext_lazy("Who offers it?"), queryset=Organisation.objects.none())
    name = forms.CharField(
        label=gettext_lazy("What is it called?"), max_length=160, help_text=gettext_lazy("For example: Open table.")
    )
    description = text_box(gettext_lazy("What is it, in one or two sentences?"), 5000)
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    target_groups = forms.MultipleChoiceField(
        label=gettext_lazy("For whom?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Where is it?"), choices=WHERE, widget=forms.RadioSelect, initial=AT_PLACE
    )
    place = forms.CharField(
        label=gettext_lazy("Which place?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Type a part of the name and choose from the list."),
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    price = forms.DecimalField(
        label=gettext_lazy("What does it cost a time, in euro?"),
        required=False,
        max_digits=7,
        decimal_places=2,
        localize=True,
        help_text=gettext_lazy("0 when it is free. Empty when you do not know."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    starts_on = forms.DateField(label=gettext_lazy("From which day?"), required=False, widget=date_input())
    ends_on = forms.DateField(
        label=gettext_lazy("Up to and including which day?"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Empty: it simply goes on."),
    )
    keep_times = forms.BooleanField(label=gettext_lazy("Keep the days and times as they are"), required=False)
    not_in_school_holidays = forms.BooleanField(label=gettext_lazy("Not in the school holidays"), required=False)
    on_public_holidays = forms.BooleanField(label=gettext_lazy("Also on public holidays"), required=False)
    not_on = forms.CharField(
        label=gettext_lazy("On which dates is it not there?"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Such as 24-12-2026, with a comma between dates."),
    )
    sign_up = forms.BooleanField(label=gettext_lazy("People must sign up first"), required=False)
    how_to_join = text_box(gettext_lazy("How does somebody join?"), 2000)
    availability = forms.ChoiceField(
        label=gettext_lazy("Is there room?"), choices=Availability.choices, initial=Availability.UNKNOWN
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("How many people fit in at a time?"), required=False, min_value=1, max_value=100_000
    )
    minimum_age = forms.IntegerField(label=gettext_lazy("From which age?"), required=False, min_value=0, max_value=120)
    maximum_age = forms.IntegerField(label=gettext_lazy("Up to which age?"), required=False, min_value=0, max_value=120)
    phone = forms.CharField(
        label=gettext_lazy("Telephone for this"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Everyone can see it. Empty: that of the organisation."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address for this"),
        required=False,
        help_text=gettext_lazy("Everyone can see it. Empty: that of the organisation."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    website = forms.URLField(label=gettext_lazy("Website of this"), required=False, assume_scheme="https")
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Which languages besides Dutch?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    district_code = forms.ChoiceField(
        label=gettext_lazy("For which wijk?"),
        required=False,
        help_text=gettext_lazy("Only when it has no place of its own."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What kind is it?"), choices=ServiceKind.choices)
    function = forms.ChoiceField(
        label=gettext_lazy("What does it do for people?"), choices=Function.choices, initial=Function.MEETING
    )
    line = forms.TypedChoiceField(label=gettext_lazy("Who helps?"), choices=Line.choices, coerce=int, initial=0)
    level = forms.ChoiceField(label=gettext_lazy("For which area?"), choices=Reach.choices, initial=Reach.DISTRICT)
    collective = forms.ChoiceField(
        label=gettext_lazy("Together or one to one?"),
        choices=[("yes", gettext_lazy("together")), ("no", gettext_lazy("one to one"))],
        initial="yes",
    )
    aimed_at = forms.ChoiceField(label=gettext_lazy("Meant for"), choices=AimedAt.choices, initial=AimedAt.GENERAL)
    published = forms.BooleanField(label=gettext_lazy("Everyone may see it"), required=False, initial=True)
    note = forms.CharField(
        label=gettext_lazy("Do you want to say something to the wijk team?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only the wijk team and your organisation read this."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, actor: Actor, municipality: str, base: Offer | None = None
    ) -> None:
        super().__init__(data, initial=told_of(base) if base else {"starts_on": timezone.localdate()})
        self.base = base
        self.municipality = municipality
        self.places = places_to_choose(actor, municipality)
        self.found: Place | None = None
        if base is not None and base.place is not None:
            label = next((label for label, place in self.places.items() if place == base.place), base.place.name)
            self.places.setdefault(label, base.place)
            self.initial["place"] = label
        slots.add_rows(self)
        self._fill_provider(actor)
        self._fill_choices()
        if not self.is_rich:
            del self.fields["keep_times"]

    @property
    def is_rich(self) -> bool:
        """Whether the times are richer than the rows can show."""
        return self.base is not None and slots.rows_of(self.base.timetable) is None

    @property
    def asks_provider(self) -> bool:
        """Whether it is asked who offers it: only for something new."""
        return "provider" in self.fields

    @property
    def has_contact(self) -> bool:
        """Whether contact data of its own are asked: not of a group that wants none to be shown."""
        return "phone" in self.fields

    @property
    def has_days_off(self) -> bool:
        """Whether something is said about holidays and days off already."""
        names = ("not_in_school_holidays", "on_public_holidays", "not_on")
        return any(self.initial.get(name) for name in names)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The rows of days and hours."""
        numbers = range(1, slots.ROWS + 1)
        return [[self[slots.name_of(row, part)] for part in slots.PARTS] for row in numbers]

    @property
    def shown_rows(self) -> int:
        """How many rows are open from the start: the filled ones, and one at least."""
        told = self.data if self.is_bound else self.initial
        return max([1, *slots.filled_rows(told)])

    def _fill_provider(self, actor: Actor) -> None:
        if self.base is not None:
            del self.fields["provider"]
            if self.base.provider.contact_hidden:
                for name in CONTACT:
                    del self.fields[name]
            return
        providers = providers_of(actor, self.municipality)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["provider"])
        field.queryset = providers
        known = list(providers.values_list("pk", flat=True)[:2])
        if len(known) == 1:
            self.initial["provider"] = known[0]
            field.widget = forms.HiddenInput()

    def _fill_choices(self) -> None:
        now = self.base
        known = [*LANGUAGES, *(code for code in (now.languages if now else ()) if code not in LANGUAGES)]
        wijken = Area.objects.current().districts().within(self.municipality or "-").order_by("name")
        choices = {
            "themes": [(one.key, one.label) for one in Theme.objects.in_use()],
            "target_groups": [(one.key, one.label) for one in TargetGroup.objects.in_use()],
            "languages": [(code, _language(code)) for code in known],
            "district_code": [("", _("the whole municipality")), *wijken.values_list("code", "name")],
        }
        for name, offered in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = offered

    def clean_not_on(self) -> list[Any]:
        """The dates."""
        return slots.dates_in(self.cleaned_data["not_on"])

    def clean(self) -> dict[str, Any]:
        """Look the place up by its name, and see that the rows are whole."""
        cleaned = super().clean() or {}
        slots.check_rows(self)
        if cleaned.get("where") == AT_PLACE and "place" not in self.errors:
            self._find_place(cleaned.get("place", "").strip())
        for name in ("themes", "target_groups"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Choose at least one."))
        return cleaned

    def _find_place(self, asked: str) -> None:
        wish = fold(asked)
        exact = self.places.get(asked)
        close = {place.pk: (label, place) for label, place in self.places.items() if wish and wish in fold(label)}
        if exact is None and len(close) == 1:
            exact = next(iter(close.values()))[1]
        if exact is not None:
            self.found = exact
        elif not asked:
            self.add_error("place", _("Fill in the place, or choose another answer above."))
        elif close:
            names = ", ".join(label for label, _place in list(close.values())[:5])
            self.add_error("place", _("Which one do you mean: %(names)s?") % {"names": names})
        else:
            message = _("We do not know this place. Choose from the list, or ask the wijk team to add it.")
            self.add_error("place", message)

    def offer(self) -> Offer:
        """What was told, on top of what it said before."""
        said = self.cleaned_data
        told: dict[str, Any] = {name: said[name] for name in (*PLAIN, *CONTACT) if name in said}
        where = said["where"]
        stays = self.base is not None and self.base.place is not None and self.found == self.base.place
        told |= {
            "themes": said["themes"],
            "target_groups": said["target_groups"],
            "languages": said["languages"],
            "line": said["line"],
            "collective": said["collective"] == "yes",
            "place": self.found if where == AT_PLACE else None,
            "at_home": where == AT_HOME,
            "online": where == ONLINE or (self.base is not None and stays and self.base.online),
            "district_code": said["district_code"] if where != AT_PLACE or stays else "",
            "timetable": self._timetable(),
        }
        if self.base is None:
            return Offer(provider=said["provider"], municipality_code=self.municipality, **told)
        return replace(self.base, room=self.base.room if stays else None, **told)

    def _timetable(self) -> Timetable | None:
        said, old = self.cleaned_data, self.base.timetable if self.base else None
        if said.get("keep_times"):
            return old
        told = slots.slots_of(said)
        if not told:
            return None
        region = old.holiday_region if old else ""
        if said["not_in_school_holidays"] and not region:
            region = school_region_of(self.municipality)
        return Timetable(
            starts_on=said["starts_on"] or (old.starts_on if old else timezone.localdate()),
            slots=told,
            ends_on=said["ends_on"],
            changes=self._changes(old),
            holiday_region=region,
            skips_public_holidays=not said["on_public_holidays"],
            skips_school_holidays=said["not_in_school_holidays"],
        )

    def _changes(self, old: Timetable | None) -> list[Change]:
        """The dates on which it is not there, with the reasons known, and the extra and moved ones of before."""
        known = {one.on: one for one in old.changes} if old else {}
        off = [known.get(day, Change(day)) for day in self.cleaned_data["not_on"]]
        return [*off, *(one for one in known.values() if not one.cancelled and one.on not in {gone.on for gone in off})]

    def show_refusal(self, refused: Refused) -> None:
        """Put each problem at the field that it is about; those of the timetable at their row."""
        problems = getattr(refused, "problems", ())
        rows = slots.filled_rows(self.cleaned_data)
        if not problems:
            add_refusal(self, refused)
        for one in problems:
            part = {"ends_at": "to"}.get(one.field, "day")
            name = slots.name_of(rows[one.row - 1], part) if one.row and one.row <= len(rows) else one.field
            name = {"slots": "slot1_day", "changes": "not_on", "on": "not_on"}.get(name, name)
            self.add_error(name if name in self.fields else None, f"{one.message} {one.advice}")


def _language(code: str) -> str:
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code


def told_of(offer: Offer) -> dict[str, Any]:
    """The fields of the form as an offer has them."""
    told: dict[str, Any] = {name: getattr(offer, name) for name in (*PLAIN, *CONTACT, "line", "district_code")}
    told |= {"themes": list(offer.themes), "target_groups": list(offer.target_groups)}
    told |= {"languages": list(offer.languages), "collective": "yes" if offer.collective else "no"}
    told["where"] = _where(offer)
    times = offer.timetable
    if times is not None:
        told |= slots.told_rows(slots.rows_of(times) or [])
        off = sorted(one.on for one in times.changes if one.cancelled)
        told |= {
            "starts_on": times.starts_on,
            "ends_on": times.ends_on,
            "keep_times": slots.rows_of(times) is None,
            "not_in_school_holidays": times.skips_school_holidays,
            "on_public_holidays": not times.skips_public_holidays,
            "not_on": ", ".join(f"{day:%d-%m-%Y}" for day in off),
        }
    return told


def _where(offer: Offer) -> str:
    if offer.place is not None:
        return AT_PLACE
    if offer.at_home:
        return AT_HOME
    return ONLINE if offer.online else UNKNOWN

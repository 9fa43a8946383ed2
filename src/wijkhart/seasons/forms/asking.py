"""What a group asks for a season: one page, with rows for the hours and the rooms it likes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.accounts.models import Organisation
from wijkhart.core.formats import number, weekday
from wijkhart.places.forms.fields import at_hour, free_text, on_day, several
from wijkhart.places.models import Equipment, Layout, Room, Trait, UserKind
from wijkhart.seasons.models import Beside, Degree, SeasonRequest, SeasonRound, WeekPattern
from wijkhart.seasons.request_facts import Hours, RequestFacts
from wijkhart.themes.models import TargetGroup, Theme

EVERYONE_LATER = gettext_lazy("Everyone can read this when the plan is published.")
PLANNER_READS = gettext_lazy("Only the people who make the plan read this.")
NO_CHOICE: Final = ("", gettext_lazy("no choice"))
FEWEST_WINDOWS, MOST_WINDOWS, WISHES = 3, 14, 3
MINUTES: Final = tuple(range(30, 495, 15))
Typed = Mapping[str, Any]


def in_words(minutes: int) -> str:
    """A length of time as people say it: `1,5 uur`, `45 minuten`."""
    if minutes < 60:
        return _("%(n)s minutes") % {"n": minutes}
    decimals = 0 if minutes % 60 == 0 else 1 if minutes % 30 == 0 else 2
    return _("%(n)s hours") % {"n": number(minutes / 60, decimals)}


def windows_typed(data: Any) -> list[dict[str, str]]:
    """The rows of hours as somebody typed them."""
    asked = data.get("window_count", "")
    count = min(int(asked), MOST_WINDOWS) if asked.isdecimal() and len(asked) < 4 else FEWEST_WINDOWS
    names = ("weekday", "begins", "ends", "degree")
    return [{name: data.get(f"window_{row}_{name}", "") for name in names} for row in range(1, count + 1)]


def windows_of(request: SeasonRequest) -> list[dict[str, Any]]:
    """The rows of hours as a request has them."""
    names = ("weekday", "begins", "ends", "degree")
    return [{name: getattr(one, name) for name in names} for one in request.windows.all()]


def rearranged(rows: Sequence[Typed], do: str) -> list[Typed]:
    """The rows after a button: `window_add`, or `window_out_2`; others change nothing."""
    told = list(rows)
    number_of = do.removeprefix("window_out_")
    if do == "window_add" and len(told) < MOST_WINDOWS:
        told.append({})
    elif number_of.isdecimal() and len(number_of) < 4 and 0 < int(number_of) <= len(told) and len(told) > 1:
        del told[int(number_of) - 1]
    return told


class RequestForm(forms.Form):
    """Everything about one request. The order is that of the page."""

    organisation = forms.ChoiceField(label=gettext_lazy("For which organisation?"))
    name = free_text(
        gettext_lazy("Or for which group?"),
        EVERYONE_LATER,
        most=120,
        required=False,
        help_text=gettext_lazy("A group that has no organisation here. Never the name of a person."),
    )
    title = free_text(
        gettext_lazy("What are you going to do?"),
        EVERYONE_LATER,
        most=160,
        help_text=gettext_lazy("Such as: chess evening, choir practice, walk-in for young people."),
    )
    user_kind = forms.ChoiceField(
        label=gettext_lazy("Who uses the room?"),
        choices=UserKind.choices,
        help_text=gettext_lazy("This counts for who goes first. How, is told on the page of the round."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("With how many people, mostly?"), help_text=gettext_lazy("The room must have so many seats.")
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("What is it about?"), queryset=Theme.objects.none(), required=False, empty_label=NO_CHOICE[1]
    )
    target_group = forms.ModelChoiceField(
        label=gettext_lazy("For whom is it mostly?"),
        queryset=TargetGroup.objects.none(),
        required=False,
        empty_label=gettext_lazy("for all"),
    )
    open_to_all = forms.BooleanField(label=gettext_lazy("Anybody may come"), required=False)
    local = forms.BooleanField(
        label=gettext_lazy("Most who come live in this municipality"), required=False, initial=True
    )
    traits = several(gettext_lazy("Does one of these fit?"), Trait.choices)
    times = forms.TypedChoiceField(
        label=gettext_lazy("How many times a week?"), coerce=int, choices=[(n, n) for n in range(1, 8)], initial=1
    )
    at_least = forms.TypedChoiceField(
        label=gettext_lazy("How many times a week is the least that is still of use to you?"),
        coerce=int,
        choices=[(n, n) for n in range(1, 8)],
        initial=1,
        help_text=gettext_lazy("With fewer you rather have nothing. Somebody else can use the room then."),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long each time?"),
        coerce=int,
        initial=120,
        help_text=gettext_lazy("Setting up and clearing up that the room asks itself comes on top of it."),
    )
    shortest = forms.TypedChoiceField(
        label=gettext_lazy("Is a shorter time of use to you?"),
        coerce=int,
        required=False,
        help_text=gettext_lazy("Only if nothing else fits. This makes the chance of a room larger."),
    )
    companion = forms.ChoiceField(
        label=gettext_lazy("Does this belong to another request of yours?"),
        required=False,
        help_text=gettext_lazy("Such as: the youth plays right before the adults."),
    )
    beside = forms.ChoiceField(
        label=gettext_lazy("How do they belong together?"), choices=Beside.choices, required=False
    )
    weeks = forms.ChoiceField(
        label=gettext_lazy("In which weeks?"), choices=WeekPattern.choices, initial=WeekPattern.EVERY
    )
    first_day = on_day(
        gettext_lazy("From which day?"), required=False, help_text=gettext_lazy("Empty: from the start of the season.")
    )
    last_day = on_day(
        gettext_lazy("Until which day?"), required=False, help_text=gettext_lazy("Empty: to the end of the season.")
    )
    elsewhere = forms.BooleanField(
        label=gettext_lazy("Another room that fits is fine too"),
        required=False,
        initial=True,
        help_text=gettext_lazy("This makes the chance of a room larger."),
    )
    same_room = forms.BooleanField(label=gettext_lazy("All times in one room, or not at all"), required=False)
    last_place = forms.ChoiceField(
        label=gettext_lazy("Where were you last season?"),
        required=False,
        help_text=gettext_lazy("To stay where you were counts a little."),
    )
    layout = forms.ChoiceField(
        label=gettext_lazy("How must the room be set up?"),
        choices=[("", gettext_lazy("it does not matter")), *Layout.choices],
        required=False,
    )
    equipment = several(
        gettext_lazy("What must be there?"),
        Equipment.choices,
        help_text=gettext_lazy("Tick only what you cannot do without: each tick leaves fewer rooms."),
    )
    step_free = forms.BooleanField(
        label=gettext_lazy("Somebody in a wheelchair must be able to come in"), required=False
    )
    quiet = forms.BooleanField(label=gettext_lazy("Nothing loud in a room beside us at the same time"), required=False)
    may_share = forms.BooleanField(
        label=gettext_lazy("Another group may be in the room at the same time"), required=False
    )
    note = free_text(
        gettext_lazy("Is there something else we must know?"), PLANNER_READS, rows=3, most=1000, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    window_count = forms.IntegerField(widget=forms.HiddenInput, required=False)

    shown_at = {"hours": "window_1_weekday", "ranks": "rank_1"}
    """Where what is wrong with rows is told."""

    def __init__(
        self,
        data: Any,
        *,
        round_: SeasonRound,
        rooms: Sequence[Room],
        organisations: Sequence[Organisation],
        rows: Sequence[Typed],
        plans: bool,
        others: Sequence[SeasonRequest] = (),
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.round, self.rooms, self.organisations, self.plans = round_, rooms, organisations, plans
        self.others = others
        self._offer()
        self._add_windows([*rows, *({} for _n in range(FEWEST_WINDOWS - len(rows)))])
        for rank in range(1, WISHES + 1):
            self.fields[f"rank_{rank}"] = forms.ChoiceField(
                label=_("Choice %(rank)s") % {"rank": rank}, choices=[NO_CHOICE, *self._places()], required=False
            )

    def _offer(self) -> None:
        """The choices that depend on the round and on who asks."""
        own = [(str(one.pk), one.name) for one in self.organisations]
        _choose(self, "organisation", [("", _("no organisation: a group")), *own] if self.plans else own)
        self.fields["organisation"].required = not self.plans
        if not self.plans:
            del self.fields["name"]
        kinds = [one for one in UserKind.choices if not self.round.user_kinds or one[0] in self.round.user_kinds]
        _choose(self, "user_kind", kinds)
        _choose(self, "minutes", [(one, in_words(one)) for one in MINUTES])
        _choose(self, "shortest", [(0, _("no: only the whole time")), *((one, in_words(one)) for one in MINUTES[:-1])])
        if self.others:
            _choose(self, "companion", [NO_CHOICE, *((str(one.pk), one.title) for one in self.others)])
        else:
            del self.fields["companion"], self.fields["beside"]
        places = {str(room.place_id): room.place.name for room in self.rooms}
        _choose(self, "last_place", [("", _("nowhere, or elsewhere")), *sorted(places.items(), key=lambda one: one[1])])
        for name, rows in (("theme", Theme.objects.in_use()), ("target_group", TargetGroup.objects.in_use())):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def _places(self) -> list[tuple[Any, Any]]:
        """Every place as a whole, with its rooms under it."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for room in self.rooms:
            whole = (f"p:{room.place_id}", _("%(place)s: any room") % {"place": room.place.name})
            seats = _(" (%(n)s people)") % {"n": room.most_people} if room.most_people else ""
            groups.setdefault(room.place.name, [whole]).append((f"r:{room.pk}", f"{room.name}{seats}"))
        return sorted(groups.items())

    def _add_windows(self, rows: Sequence[Typed]) -> None:
        self.windows = len(rows)
        self.initial["window_count"] = self.windows
        days = [("", _("no day")), *((str(day), weekday(day).capitalize()) for day in range(7))]
        for row, told in enumerate(rows, 1):
            fields: dict[str, forms.Field] = {
                "weekday": forms.ChoiceField(label=_("Day"), choices=days, required=False),
                "begins": at_hour(_("From"), required=False),
                "ends": at_hour(_("Until"), required=False),
                "degree": forms.ChoiceField(
                    label=_("How much do you want it?"), choices=Degree.choices, required=False
                ),
            }
            for name, field in fields.items():
                self.fields[f"window_{row}_{name}"] = field
                self.initial[f"window_{row}_{name}"] = told.get(name, "")

    @property
    def window_rows(self) -> list[dict[str, Any]]:
        """The bound fields of each row of hours, to lay them out."""
        names = ("weekday", "begins", "ends", "degree")
        return [
            {"number": row, "fields": [self[f"window_{row}_{name}"] for name in names]}
            for row in range(1, self.windows + 1)
        ]

    @property
    def rank_fields(self) -> list[Any]:
        return [self[f"rank_{rank}"] for rank in range(1, WISHES + 1)]

    def clean(self) -> dict[str, Any]:
        """What can be seen on the form alone; the action judges the rest."""
        told = super().clean() or {}
        found = [self._window(told, row) for row in range(1, self.windows + 1)]
        told["windows"] = [one for one in found if one is not None]
        if not told["windows"] and not any(name.startswith("window_") for name in self.errors):
            self.add_error("window_1_weekday", _("Fill in at least one day with hours on which you can."))
        if self.plans and not told.get("organisation") and not told.get("name"):
            self.add_error("organisation", _("Choose an organisation, or fill in the name of the group."))
        named = [told.get(f"rank_{rank}") for rank in range(1, WISHES + 1)]
        told["ranks"] = list(dict.fromkeys(one for one in named if one))
        if not told["ranks"] and not told.get("elsewhere"):
            self.add_error("rank_1", _("Choose a room or place, or say that another room is fine."))
        return told

    def _window(self, told: Typed, row: int) -> Hours | None:
        day, begins, ends = (told.get(f"window_{row}_{name}") for name in ("weekday", "begins", "ends"))
        if not day and begins is None and ends is None:
            return None
        missing = {
            "weekday": (not day, _("Choose a day.")),
            "begins": (begins is None, _("Fill in from what time.")),
            "ends": (ends is None, _("Fill in until what time.")),
        }
        for name, (empty, words) in missing.items():
            if empty and f"window_{row}_{name}" not in self.errors:
                self.add_error(f"window_{row}_{name}", words)
        if not day or begins is None or ends is None:
            return None
        return Hours(int(day), begins, ends, told.get(f"window_{row}_degree") or Degree.WISH)

    def facts(self) -> RequestFacts:
        """What was asked, as the action takes it."""
        told = self.cleaned_data
        same = (
            "title user_kind people theme target_group open_to_all local times at_least minutes weeks first_day"
            " last_day elsewhere same_room layout step_free may_share quiet note"
        )
        rooms = {str(room.pk): room for room in self.rooms}
        places = {str(room.place_id): room.place for room in self.rooms}
        ranks = [(one[:2], one[2:]) for one in told["ranks"]]
        return RequestFacts(
            **{name: told[name] for name in same.split()},
            organisation=next((one for one in self.organisations if str(one.pk) == told["organisation"]), None),
            name=told.get("name", ""),
            traits=tuple(told["traits"]),
            equipment=tuple(told["equipment"]),
            companion=next((one for one in self.others if str(one.pk) == told.get("companion")), None),
            beside=told.get("beside") or Beside.DAY,
            shortest=told["shortest"] or 0,
            hours=tuple(told["windows"]),
            ranks=tuple(rooms[key] if of == "r:" else places[key] for of, key in ranks),
            last_place=places.get(told["last_place"]),
        )

    @staticmethod
    def told_of(request: SeasonRequest) -> dict[str, Any]:
        """The fields as the request is now."""
        same = (
            "name title user_kind people theme target_group open_to_all local traits times at_least minutes weeks"
            " first_day last_day elsewhere same_room layout equipment step_free may_share quiet shortest beside note"
            " version"
        )
        told = {name: getattr(request, name) for name in same.split()}
        ranks = {
            f"rank_{one.rank}": f"r:{one.room_id}" if one.room_id else f"p:{one.place_id}"
            for one in request.ranks.all()
        }
        keys = {"organisation": str(request.organisation_id or ""), "last_place": str(request.last_place_id or "")}
        keys["companion"] = str(request.companion_id or "")
        return {**told, **ranks, **keys}


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)

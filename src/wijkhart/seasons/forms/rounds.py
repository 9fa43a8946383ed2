"""What is asked of who makes a round and its plans."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.core.formats import number
from wijkhart.core.forms import FilterForm
from wijkhart.places.forms.fields import EVERYONE, free_text, on_day, several
from wijkhart.places.models import Room, UserKind
from wijkhart.seasons.goal_words import GOALS
from wijkhart.seasons.models import ObjectionState, RoundState, SeasonPlan, SeasonRequest, SeasonRound
from wijkhart.seasons.round_facts import USUAL, RoundFacts
from wijkhart.times.models import Region

PLANNER_READS = gettext_lazy("Only the people who make the plan read this.")
ASKER_READS = gettext_lazy("Who asked, and the people who make the plan, read this.")
SECONDS: Final = tuple((one, format_lazy(gettext_lazy("{number} seconds"), number=one)) for one in (5, 30, 60, 300))


def version_field() -> forms.IntegerField:
    """Which version was read; hidden."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


class RoundForm(forms.Form):
    """A round: its season, its deadline, its rooms and what counts for how much."""

    title = free_text(
        gettext_lazy("Name of the round"), EVERYONE, most=120, help_text=gettext_lazy("Such as: Season 2027-2028.")
    )
    first_day = on_day(gettext_lazy("First day of the season"))
    last_day = on_day(gettext_lazy("Last day of the season"))
    ask_until = on_day(
        gettext_lazy("Until which day can groups ask?"),
        help_text=gettext_lazy(
            "Plan some weeks between this day and the season: for the plan, and two weeks for objections."
        ),
    )
    user_kinds = several(
        gettext_lazy("Who may ask?"), UserKind.choices, help_text=gettext_lazy("Tick none for everyone.")
    )
    school_region = forms.ChoiceField(
        label=gettext_lazy("Closed in the school holidays"),
        choices=[("", gettext_lazy("no, the season goes on")), *Region.choices],
        required=False,
    )
    rules = free_text(gettext_lazy("Rules of this round, in plain words"), EVERYONE, rows=5, most=4000, required=False)
    rooms = several(gettext_lazy("Which rooms take part?"), [])
    seed = forms.IntegerField(
        label=gettext_lazy("Seed of the computation"),
        initial=1,
        help_text=gettext_lazy("The same seed and the same amount of computing give the same plan."),
    )
    version = version_field()

    def __init__(self, data: Any, rooms: Sequence[Room], **options: Any) -> None:
        super().__init__(data, **options)
        self.offered = rooms
        field = self.fields["rooms"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(one.pk), f"{one.place.name}: {one.name}") for one in rooms]
        for name, words in GOALS.items():
            self.fields[f"goal_{name}"] = forms.IntegerField(
                label=words.label, help_text=words.meaning, initial=USUAL[name], min_value=0
            )
        self.order_fields([*(name for name in self.fields if name not in ("seed", "version")), "seed", "version"])

    @property
    def plain(self) -> list[Any]:
        """The fields that stand above the rooms and the points."""
        names = ("title", "first_day", "last_day", "ask_until", "user_kinds", "school_region", "rules")
        return [self[name] for name in names]

    @property
    def goals(self) -> list[Any]:
        """The fields of what counts for how much."""
        return [self[f"goal_{name}"] for name in GOALS]

    def facts(self) -> RoundFacts:
        """What was told, as the action takes it."""
        told = self.cleaned_data
        names = ("title", "first_day", "last_day", "ask_until", "rules", "school_region", "seed")
        return RoundFacts(
            **{name: told[name] for name in names},
            user_kinds=tuple(told["user_kinds"]),
            goals={name: told[f"goal_{name}"] for name in GOALS},
        )

    def chosen(self) -> list[Room]:
        """The rooms that take part."""
        return [room for room in self.offered if str(room.pk) in self.cleaned_data["rooms"]]

    @staticmethod
    def told_of(season: SeasonRound) -> dict[str, Any]:
        """The fields as the round is now."""
        names = (
            "title", "first_day", "last_day", "ask_until", "rules", "school_region", "user_kinds", "seed", "version",
        )  # fmt: skip
        told = {name: getattr(season, name) for name in names}
        points = {f"goal_{name}": season.goals.get(name, USUAL[name]) for name in GOALS}
        return {**told, **points, "rooms": [str(one.pk) for one in season.rooms.all()]}


class RoundFilter(FilterForm):
    """Which rounds. Its values stand in the address."""

    staat = forms.ChoiceField(
        label=gettext_lazy("How it stands"), required=False, choices=[("", gettext_lazy("all")), *RoundState.choices]
    )
    plek = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["plek"]:
            rows = rows.filter(pk__in=SeasonRound.objects.filter(rooms__place=asked["plek"]).values("pk"))
        return rows.filter(state=asked["staat"]) if asked["staat"] else rows


class RequestFilter(FilterForm):
    """Which requests. Its values stand in the address."""

    zoek = forms.CharField(label=gettext_lazy("Who or what"), required=False, max_length=100)
    soort = forms.ChoiceField(
        label=gettext_lazy("Who uses the room?"),
        required=False,
        choices=[("", gettext_lazy("all")), *UserKind.choices],
    )
    plek = forms.ChoiceField(label=gettext_lazy("Place asked for"), required=False)
    extra = forms.ChoiceField(
        label=gettext_lazy("Which requests?"),
        required=False,
        choices=[
            ("", gettext_lazy("that count")),
            ("bonus", gettext_lazy("with a bonus")),
            ("ingetrokken", gettext_lazy("withdrawn")),
        ],
    )

    def __init__(self, data: Any, rooms: Sequence[Room]) -> None:
        super().__init__(data)
        self.offer("plek", gettext_lazy("every place"), {str(one.place_id): one.place.name for one in rooms})

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        for word in asked["zoek"].split():
            matches = Q(title__icontains=word) | Q(name__icontains=word) | Q(organisation__name__icontains=word)
            rows = rows.filter(matches)
        if asked["soort"]:
            rows = rows.filter(user_kind=asked["soort"])
        if asked["plek"]:
            named = Q(ranks__place=asked["plek"]) | Q(ranks__room__place=asked["plek"])
            rows = rows.filter(pk__in=SeasonRequest.objects.filter(named).values("pk"))
        if asked["extra"] == "bonus":
            rows = rows.filter(bonus__gt=0)
        return rows.filter(state="withdrawn" if asked["extra"] == "ingetrokken" else "asked")


class ComputeForm(forms.Form):
    """How long the computer may look for a better plan."""

    seconds = forms.TypedChoiceField(
        label=gettext_lazy("How many seconds may the computer search?"),
        coerce=int,
        choices=SECONDS,
        initial=60,
        help_text=gettext_lazy(
            "A first plan stands at once. Longer searching finds better plans, and a sharper proof."
        ),
    )


class VersionForm(forms.Form):
    """A step without words."""

    version = version_field()


class BonusForm(forms.Form):
    """Points for a request that fills a white spot."""

    bonus = forms.IntegerField(
        label=gettext_lazy("Points for each session"),
        min_value=0,
        help_text=gettext_lazy("0 takes the bonus away. An hour of a group with a subsidy counts for 1,000 points."),
    )
    bonus_why = free_text(gettext_lazy("Which white spot does it fill?"), ASKER_READS, most=300, required=False)
    version = version_field()


class ObjectForm(forms.Form):
    """What somebody has against the answer."""

    text = free_text(
        gettext_lazy("What is not right?"),
        ASKER_READS,
        rows=6,
        most=2000,
        help_text=gettext_lazy(
            "Tell which day and room it is about, and what would help you. Do not write about people."
        ),
    )


class AnswerForm(forms.Form):
    """The answer to an objection."""

    state = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=[one for one in ObjectionState.choices if one[0] != ObjectionState.OPEN],
        widget=forms.RadioSelect,
    )
    answer = free_text(gettext_lazy("Why?"), ASKER_READS, rows=5, most=2000)
    version = version_field()


class ObjectionFilter(FilterForm):
    """Which objections."""

    staat = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        required=False,
        choices=[("", gettext_lazy("all")), *ObjectionState.choices],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data["staat"]
        return rows.filter(state=asked) if asked else rows


class CompareForm(FilterForm):
    """Which other plan stands beside this one."""

    met = forms.ChoiceField(label=gettext_lazy("Compare with"), required=False)

    def __init__(self, data: Any, plans: Sequence[SeasonPlan]) -> None:
        super().__init__(data)
        field = self.fields["met"]
        if isinstance(field, forms.ChoiceField):
            named = [
                (str(one.pk), _("%(plan)s, %(points)s points") % {"plan": one, "points": number(one.points)})
                for one in plans
            ]
            field.choices = [("", gettext_lazy("no choice")), *named]


class FinalForm(VersionForm):
    """Book the plan; before objections end only with a reason that everybody reads."""

    early_why = free_text(
        gettext_lazy("Why is it booked before the time to object is over?"), EVERYONE, rows=3, most=500
    )

    def __init__(self, data: Any, *, early: bool, **options: Any) -> None:
        super().__init__(data, **options)
        if not early:
            del self.fields["early_why"]

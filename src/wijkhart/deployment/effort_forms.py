"""What is asked about kinds of effort and their reach, and which of them to show."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from wijkhart.analysis.allocation import Curve, InputError
from wijkhart.core.actors import NATIONAL
from wijkhart.core.forms import FilterForm
from wijkhart.deployment.actions.effort import CurveAbout, CurveFacts, KindFacts
from wijkhart.deployment.division_forms import EVERYONE, words
from wijkhart.deployment.models import EffortKind, ReachCurve

FEWEST_ROWS: Final = 6
ORIGIN: Final = _("A source, or “aanname:” with your thought behind it.")
WHOSE: Final = [("", _("all")), ("eigen", _("our own")), ("landelijk", _("national"))]
ABOUT: Final = ("theme", "kind", "district")
MOST_HOURS: Final = 1_000_000
MOST_PEOPLE: Final = 1_000
AMOUNT: Final[dict[str, Any]] = {"required": False, "min_value": 0, "localize": True}
AT_A_STEP: Final = {
    "steps_go_back": ("upto", _("Write more hours than in the step before, and more than 0.")),
    "rises_faster": ("rate", _("Write as many people an hour as in the step before, or fewer.")),
}


class KindFilter(FilterForm):
    """Which kinds of effort."""

    van = forms.ChoiceField(label=_("Whose numbers"), required=False, choices=WHOSE)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return of_whom(rows, self.cleaned_data["van"])


class ReachFilter(FilterForm):
    """Which lines of reach."""

    thema = forms.ChoiceField(label=_("Theme"), required=False)
    soort = forms.ChoiceField(label=_("Kind of effort"), required=False)
    van = forms.ChoiceField(label=_("Whose numbers"), required=False, choices=WHOSE)
    aanname = forms.BooleanField(label=_("only assumptions"), required=False)

    def __init__(self, *args: Any, themes: Mapping[str, str], kinds: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("thema", _("all themes"), themes)
        self.offer("soort", _("all kinds"), kinds)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        for name, lookup in (("thema", "theme_id"), ("soort", "kind")):
            if asked[name]:
                rows = rows.filter(**{lookup: asked[name]})
        return of_whom(rows.filter(source="") if asked["aanname"] else rows, asked["van"])


def of_whom(rows: QuerySet[Any], whose: str) -> QuerySet[Any]:
    """Those of the municipality itself, or the national ones, or all."""
    if not whose:
        return rows
    national = rows.filter(municipality_code=NATIONAL)
    return national if whose == "landelijk" else rows.exclude(municipality_code=NATIONAL)


class EffortKindForm(forms.Form):
    """What an hour of one kind costs here, each amount with its origin."""

    title_nl = words(_("Name in Dutch"), EVERYONE, most=80)
    title_en = words(_("Name in English"), EVERYONE, most=80)
    euros = forms.FloatField(
        label=_("How many euros is one hour?"),
        min_value=0,
        localize=True,
        help_text=_("All costs together: wages, overhead and material."),
    )
    euros_origin = words(_("Where the euros come from"), EVERYONE, help_text=ORIGIN)
    places = forms.FloatField(
        label=_("How many room places are in use for one hour?"),
        min_value=0,
        localize=True,
        help_text=_("A third of the hours in a room with twelve people is 4. Write 0 when no room is used."),
    )
    places_origin = words(_("Where the room places come from"), EVERYONE, help_text=ORIGIN)
    active = forms.BooleanField(label=_("Count with this kind of effort"), required=False)

    def facts(self, kind: EffortKind) -> KindFacts:
        """What the form says, as the action takes it."""
        return KindFacts(key=kind.key, **self.cleaned_data)


def values_of_kind(kind: EffortKind) -> dict[str, Any]:
    """A kind as the form shows it."""
    told = {name: getattr(kind, name) for name in EffortKindForm.base_fields}
    return {**told, "euros": _bare(kind.euros), "places": _bare(kind.places)}


class HoursField(forms.FloatField):
    """Hours, also as a page writes them: in Dutch 1.800 is eighteen hundred."""

    def to_python(self, value: Any) -> Any:
        mark = re.escape(get_format("THOUSAND_SEPARATOR"))
        grouped = isinstance(value, str) and re.fullmatch(rf"[1-9]\d{{0,2}}({mark}\d{{3}})+", value.strip())
        return super().to_python(re.sub(mark, "", value) if grouped else value)


class ReachCurveForm(forms.Form):
    """The steps of one line of reach, with where it comes from."""

    source = words(
        _("Source"), EVERYONE, required=False, help_text=_("Who counted this, and when. Empty: it is an assumption.")
    )
    thought = words(
        _("The thought behind the assumption"),
        EVERYONE,
        rows=2,
        required=False,
        help_text=_("Needed when there is no source."),
    )
    active = forms.BooleanField(label=_("Count with this reach"), required=False, initial=True)

    def __init__(self, data: Any, curve: ReachCurve | None = None) -> None:
        told = [tuple(step) for step in curve.steps] if curve else []
        initial = {name: getattr(curve, name) for name in ("source", "thought", "active")} if curve else {}
        super().__init__(data, initial=initial)
        self.rows = range(1, max(FEWEST_ROWS, len(told)) + 1)
        for row in self.rows:
            upto, rate = told[row - 1] if row <= len(told) else (None, None)
            self.fields[f"upto_{row}"] = HoursField(
                label=_("Step %(row)s: up to how many hours") % {"row": row},
                initial=_bare(upto),
                max_value=MOST_HOURS,
                **AMOUNT,
            )
            self.fields[f"rate_{row}"] = forms.FloatField(
                label=_("Step %(row)s: people for each hour") % {"row": row},
                initial=_bare(rate),
                max_value=MOST_PEOPLE,
                **AMOUNT,
            )
        self.order_fields([*ABOUT, *(f"{name}_{row}" for row in self.rows for name in ("upto", "rate"))])

    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each step, to lay them out."""
        return [(self[f"upto_{row}"], self[f"rate_{row}"]) for row in self.rows]

    def rest(self) -> list[forms.BoundField]:
        """What is asked below the steps."""
        return [self[name] for name in ("source", "thought", "active")]

    def clean(self) -> dict[str, Any]:
        """The steps as pairs, rows that are left empty left out, each fault at its own step."""
        told = dict(self.cleaned_data)
        steps: list[tuple[float, float]] = []
        for row in self.rows:
            names = (f"upto_{row}", f"rate_{row}")
            empty = [name for name in names if name not in self.errors and told.get(name) is None]
            if len(empty) == 1:
                self.add_error(empty[0], _("Fill in both numbers of this step, or leave both empty."))
            if not empty and not any(name in self.errors for name in names):
                steps.append((told[names[0]], told[names[1]]))
                self._judge(row, steps)
        if not steps and not any(name.startswith(("upto_", "rate_")) for name in self.errors):
            self.add_error("upto_1", _("Fill in one step at least."))
        if not told.get("source") and not told.get("thought") and not {"source", "thought"} & set(self.errors):
            self.add_error("source", _("Write a source, or the thought behind your assumption."))
        return {**told, "steps": steps}

    def facts(self) -> CurveFacts:
        """What the form says, as the action takes it."""
        given = self.cleaned_data
        return CurveFacts(given["steps"], given["source"], given["thought"], given["active"])

    def _judge(self, row: int, steps: list[tuple[float, float]]) -> None:
        """Say at the last step what is wrong with it and not yet without it."""
        known = _faults(steps[:-1])
        for rule in _faults(steps)[len(known) :]:
            name, message = AT_A_STEP.get(rule, ("upto", _("This step cannot be.")))
            self.add_error(f"{name}_{row}", message)


class NewReachForm(ReachCurveForm):
    """A line of reach that is not there yet."""

    theme = forms.ChoiceField(label=_("Theme"))
    kind = forms.ChoiceField(label=_("Kind of effort"))
    district = forms.ChoiceField(label=_("Where?"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        themes: Mapping[str, str],
        kinds: Mapping[str, str],
        wijken: Mapping[str, str],
        there: Mapping[tuple[str, str, str], ReachCurve],
    ) -> None:
        super().__init__(data)
        self.there = there
        for name, first, choices in (
            ("theme", _("Choose a theme"), themes),
            ("kind", _("Choose a kind of effort"), kinds),
            ("district", _("everywhere"), wijken),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", first), *choices.items()]

    def head(self) -> list[forms.BoundField]:
        """What is asked above the steps."""
        return [self[name] for name in ABOUT]

    def about(self) -> CurveAbout:
        """Of what this is the reach."""
        return CurveAbout(*(self.cleaned_data[name] for name in ABOUT))

    def found(self) -> ReachCurve | None:
        """The line that there already is for this, which is to be changed instead."""
        theme, kind, district = (str(self.data.get(name, "")) for name in ABOUT)
        return self.there.get((theme, kind, district))

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if self.found():
            self.add_error("kind", _("This reach is in the list already. Change it there."))
        return told


def _bare(value: float | None) -> float | None:
    """Without ",0" behind it."""
    return int(value) if value is not None and value == int(value) else value


def _faults(steps: list[tuple[float, float]]) -> list[str]:
    """The rules that these steps break, in the order of the steps."""
    if not steps:
        return []
    try:
        Curve("", "", tuple(steps))
    except InputError as error:
        return [fault.rule for fault in error.faults]
    return []

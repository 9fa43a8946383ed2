"""What is asked about rules of use: making them, publishing them, and what a use would cost."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.places.forms.fields import EVERYONE, free_text, on_day, several
from wijkhart.places.models import UserKind, UseRules
from wijkhart.places.queries.rules import Case
from wijkhart.places.rule_facts import (
    MOST_DAYS,
    MOST_GROUNDS,
    MOST_LINES,
    MOST_RATES,
    LineFacts,
    RateFacts,
    RulesFacts,
)

EITHER: Final = [("", _("both")), ("yes", _("yes")), ("no", _("no"))]
MEANT: Final = {"": None, "yes": True, "no": False}
SAID: Final = {None: "", True: "yes", False: "no"}
NEW: Final[dict[str, dict[str, Any]]] = {
    "line": {"rank": 1, "percent": 100, "days_ahead": MOST_DAYS},
    "rate": {},
    "ground": {},
}
"""What stands in a row that is added."""
MOST: Final = {"line": MOST_LINES, "rate": MOST_RATES, "ground": MOST_GROUNDS}
NAMES: Final = {
    "line": ("name", "user_kinds", "open_to_all", "local", "rank", "percent", "days_ahead", "why"),
    "rate": ("up_to", "euros"),
    "ground": ("text",),
}
Rows = dict[str, list[dict[str, Any]]]
"""Part -> what each row says."""


class RulesForm(forms.Form):
    """A whole draft: its rules, rates and grounds, each in rows that can be added, moved and taken out."""

    valid_from = on_day(_("From which day do these rules count?"), help_text=_("For uses of a room from this day on."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, rows: Rows, **options: Any) -> None:
        super().__init__(data, **options)
        self.counts = {part: len(found) for part, found in rows.items()}
        for part, found in rows.items():
            self.fields[f"{part}_count"] = forms.IntegerField(widget=forms.HiddenInput, initial=len(found))
            for number, told in enumerate(found, 1):
                for name, field in _fields(part).items():
                    self.fields[f"{part}_{number}_{name}"] = field
                    self.initial[f"{part}_{number}_{name}"] = told.get(name)

    def rows(self, part: str) -> list[dict[str, Any]]:
        """The bound fields of each row, to lay them out."""
        last = self.counts[part]
        return [
            {
                "number": number,
                "fields": [self[f"{part}_{number}_{name}"] for name in NAMES[part]],
                "first": number == 1,
                "last": number == last,
            }
            for number in range(1, last + 1)
        ]

    @property
    def lines(self) -> list[dict[str, Any]]:
        return self.rows("line")

    @property
    def rates(self) -> list[dict[str, Any]]:
        return self.rows("rate")

    @property
    def grounds(self) -> list[dict[str, Any]]:
        return self.rows("ground")

    def facts(self) -> RulesFacts:
        """What the form says, as the action takes it."""
        told = {
            part: [
                {name: self.cleaned_data[f"{part}_{row}_{name}"] for name in NAMES[part]} for row in range(1, count + 1)
            ]
            for part, count in self.counts.items()
        }
        return RulesFacts(
            valid_from=self.cleaned_data["valid_from"],
            lines=tuple(_line(row) for row in told["line"]),
            rates=tuple(RateFacts(row["up_to"], int((row["euros"] * 100).to_integral_value())) for row in told["rate"]),
            grounds=tuple(row["text"] for row in told["ground"]),
        )


def rows_of(rules: UseRules) -> Rows:
    """The rows as the draft is now."""
    lines = [
        {
            **{name: getattr(line, name) for name in ("name", "user_kinds", "rank", "percent", "days_ahead", "why")},
            "open_to_all": SAID[line.open_to_all],
            "local": SAID[line.local],
        }
        for line in rules.lines.all()
    ]
    rates = [{"up_to": one.up_to, "euros": Decimal(one.cents_an_hour) / 100} for one in rules.rates.all()]
    return {"line": lines, "rate": rates, "ground": [{"text": one.text} for one in rules.grounds.all()]}


def typed_rows(data: Any) -> Rows:
    """The rows as somebody typed them."""
    found: Rows = {}
    for part, names in NAMES.items():
        asked = data.get(f"{part}_count", "")
        count = min(int(asked), MOST[part]) if asked.isdecimal() and len(asked) < 4 else 0
        found[part] = [
            {
                name: data.getlist(key) if name == "user_kinds" else data.get(key, "")
                for name in names
                if (key := f"{part}_{row}_{name}")
            }
            for row in range(1, count + 1)
        ]
    return found


def rearranged(rows: Rows, do: str) -> Rows:
    """The rows after one button: `line_add`, `line_up_2`, `ground_down_1`, `rate_out_3`; others change nothing."""
    part, deed, number = [*do.split("_"), "", ""][:3]
    told = list(rows.get(part, []))
    at = int(number) - 1 if number.isdecimal() and len(number) < 4 else -1
    if deed == "add" and part in rows and len(told) < MOST[part]:
        told.append(dict(NEW[part]))
    elif 0 <= at < len(told):
        to = {"up": at - 1, "down": at + 1}.get(deed, -1)
        if deed == "out":
            del told[at]
        elif 0 <= to < len(told):
            told[at], told[to] = told[to], told[at]
    return {**rows, part: told} if part in rows else rows


def _fields(part: str) -> dict[str, forms.Field]:
    """The fields of one row."""
    if part == "ground":
        return {"text": free_text(_("Ground"), EVERYONE, most=200)}
    if part == "rate":
        return {
            "up_to": forms.IntegerField(
                label=_("For rooms up to how many m²?"), required=False, help_text=_("Empty: every larger room.")
            ),
            "euros": forms.DecimalField(label=_("Euros an hour"), decimal_places=2, localize=True),
        }
    return {
        "name": free_text(_("Name of the rule"), EVERYONE, most=160),
        "user_kinds": several(_("Who uses the room?"), UserKind.choices, help_text=_("Tick none for everyone.")),
        "open_to_all": forms.ChoiceField(label=_("Anybody may come"), choices=EITHER, required=False),
        "local": forms.ChoiceField(label=_("Most live here"), choices=EITHER, required=False),
        "rank": forms.IntegerField(label=_("Goes as number"), help_text=_("1 goes first.")),
        "percent": forms.IntegerField(label=_("Percent of the rate"), help_text=_("0 is free.")),
        "days_ahead": forms.IntegerField(label=_("At most how many days ahead?")),
        "why": free_text(_("Why this rule?"), EVERYONE, most=300, required=False),
    }


def _line(row: Mapping[str, Any]) -> LineFacts:
    return LineFacts(
        **{name: row[name] for name in ("name", "rank", "percent", "days_ahead", "why")},
        user_kinds=tuple(row["user_kinds"]),
        open_to_all=MEANT[row["open_to_all"]],
        local=MEANT[row["local"]],
    )


class PublishForm(forms.Form):
    """Why the rules change."""

    why = free_text(
        _("What changed, and why?"),
        EVERYONE,
        rows=4,
        most=2000,
        required=False,
        help_text=_("A first version needs none."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CostForm(forms.Form):
    """What would it cost me? Its values stand in the address."""

    wie = forms.ChoiceField(label=_("Who uses the room?"), choices=UserKind.choices)
    open = forms.ChoiceField(label=_("May anybody come?"), choices=EITHER[1:])
    lokaal = forms.ChoiceField(label=_("Do most who come live in this municipality?"), choices=EITHER[1:])
    ruimte = forms.ChoiceField(label=_("Which room?"), required=False)
    m2 = forms.IntegerField(label=_("Or how many m²?"), required=False, min_value=1, max_value=100_000)
    uren = forms.DecimalField(
        label=_("How many hours?"), min_value=Decimal("0.25"), max_value=24, decimal_places=2, localize=True
    )

    def __init__(self, data: Any, rooms: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["ruimte"].choices = [("", _("no room yet")), *rooms]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A price needs a size."""
        told = super().clean() or {}
        if not told.get("ruimte") and not told.get("m2") and not {"ruimte", "m2"} & set(self.errors):
            self.add_error("ruimte", str(_("Choose a room, or fill in how many m² it is.")))
        return told

    def case(self) -> Case:
        """The facts that the rules ask for."""
        told = self.cleaned_data
        return Case(told["wie"], told["open"] == "yes", told["lokaal"] == "yes")

    def minutes(self) -> int:
        return int(self.cleaned_data["uren"] * 60)

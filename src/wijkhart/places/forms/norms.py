"""Which share of the time of rooms is kept for the unexpected."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wijkhart.places.actions.norms import LONGEST, PARTS, NormFacts
from wijkhart.places.models import UseBase, UseNorm, UseUnit
from wijkhart.places.queries.holding import Kept, norm_state
from wijkhart.times.models import PartOfDay


def _name(part: str) -> Any:
    return PartOfDay(part).label if part else _("all parts of the day")


class NormForm(forms.Form):
    """A percentage and a number of days, for all parts of the day and for each that differs."""

    before = forms.CharField(widget=forms.HiddenInput, required=False)
    unit = forms.ChoiceField(label=_("Counted in"), choices=UseUnit.choices)
    base = forms.ChoiceField(label=_("What counts as 100%"), choices=UseBase.choices)

    def __init__(self, data: Any, *, for_place: bool, **options: Any) -> None:
        super().__init__(data, **options)
        self.for_place = for_place
        for part in PARTS:
            must = not part and not for_place
            hint = "" if must else _("Empty: as above it.") if part else _("Empty: as the municipality.")
            self.fields[f"percent_{part}"] = forms.IntegerField(
                label=format_lazy(_("Kept free, in percent: {part}"), part=_name(part)),
                min_value=0, max_value=100, required=must, help_text=hint,
            )  # fmt: skip
            self.fields[f"days_{part}"] = forms.IntegerField(
                label=format_lazy(_("Until how many days before: {part}"), part=_name(part)),
                min_value=0, max_value=LONGEST, required=must,
            )  # fmt: skip
        if for_place:
            del self.fields["unit"], self.fields["base"]

    def clean(self) -> dict[str, Any]:
        """A percentage and its days go together."""
        cleaned = super().clean() or {}
        for part in PARTS:
            percent, days = cleaned.get(f"percent_{part}"), cleaned.get(f"days_{part}")
            if (percent is None) != (days is None) and not self.errors:
                missing = f"days_{part}" if days is None else f"percent_{part}"
                self.add_error(missing, str(_("Fill in both the percentage and the days, or neither.")))
        return cleaned

    def facts(self) -> NormFacts:
        """What was told."""
        told = self.cleaned_data
        pairs = {part: (told.get(f"percent_{part}"), told.get(f"days_{part}")) for part in PARTS}
        kept = {
            part: Kept(percent, days) if percent is not None and days is not None else None
            for part, (percent, days) in pairs.items()
        }
        if self.for_place:
            return NormFacts(kept=kept)
        return NormFacts(kept=kept, unit=told["unit"], base=told["base"])

    @staticmethod
    def told_of(rows: Iterable[UseNorm], *, for_place: bool) -> dict[str, Any]:
        """The fields as the norms are now; the usual ones where nobody set any."""
        found = list(rows)
        usual = Kept()
        told: dict[str, Any] = {"before": norm_state(found)}
        if not for_place:
            told |= {"percent_": usual.percent, "days_": usual.days_before, "unit": UseUnit.HOURS, "base": UseBase.OPEN}
        for row in found:
            told |= {f"percent_{row.part_of_day}": row.free_percent, f"days_{row.part_of_day}": row.days_before}
            if not row.part_of_day and not for_place:
                told |= {"unit": row.unit, "base": row.base}
        return told

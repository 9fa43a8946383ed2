"""The team's own words in a wijk analysis: one text for each part."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.actions.analysis import LONGEST, mark_of
from wijkhart.agenda.models import WijkAnalysis
from wijkhart.portal.queries.analysis_parts import TITLES

BASE = "was-"


@dataclass(frozen=True, slots=True)
class Clash:
    """A part that a colleague changed meanwhile: what stands there now."""

    title: str
    theirs: str
    both: bool
    """Both changed it: the box holds what was typed here. Otherwise the box holds the words of the colleague."""


class WordsForm(forms.Form):
    """A box for each part, with a mark of the words it was opened with, so that nobody's words are lost."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("What was seen is no person. Keep the text as it is."), required=False)

    def __init__(self, data: Mapping[str, Any] | None, analysis: WijkAnalysis) -> None:
        super().__init__(data)
        self.initial["version"] = analysis.version
        for part, title in TITLES.items():
            field = forms.CharField(
                label=title, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
            )
            setattr(field, "readers", _("Everybody can read this once it is published."))  # noqa: B010 - core.forms reads it
            self.fields[part] = field
            self.fields[BASE + part] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial[part] = analysis.words.get(part, "")
            self.initial[BASE + part] = mark_of(analysis.words.get(part, ""))
        self.order_fields(["version", *(name for part in TITLES for name in (part, BASE + part)), "sure"])
        if "sure" not in (data or {}):
            del self.fields["sure"]

    def words(self) -> dict[str, str]:
        """The words of each part."""
        return {part: self.cleaned_data[part] for part in TITLES}

    def meet(self, saved: WijkAnalysis) -> list[Clash]:
        """Take in what a colleague saved: parts left alone here get those words, parts changed here keep their own."""
        met, data = [], {name: self.data.get(name, "") for name in self.fields}
        for part, title in TITLES.items():
            mine, theirs = str(data[part]).strip().replace("\r\n", "\n"), saved.words.get(part, "")
            base, data[BASE + part] = data[BASE + part], mark_of(theirs)
            if mark_of(theirs) == base or mark_of(mine) == mark_of(theirs):
                continue
            both = mark_of(mine) != base
            if not both:
                data[part] = theirs
            met.append(Clash(str(title), theirs, both))
        self.data = {**data, "version": str(saved.version)}
        return met

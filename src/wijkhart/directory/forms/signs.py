"""Which signs of demand to show."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.core.forms import FilterForm
from wijkhart.directory.models import SearchSignKind

M = TypeVar("M", bound=Model)
NONE = "-"
PERIODS = [
    ("", _("the last 90 days")),
    ("7", _("the last 7 days")),
    ("30", _("the last 30 days")),
    ("365", _("the last year")),
]
USUAL = 90


class SignFilter(FilterForm):
    """Its values stand in the address."""

    periode = forms.ChoiceField(label=_("Period"), required=False, choices=PERIODS)
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    thema = forms.ChoiceField(label=_("Theme"), required=False)
    soort = forms.ChoiceField(
        label=_("What people met"), required=False, choices=[("", _("everything")), *SearchSignKind.choices]
    )

    def __init__(self, data: Mapping[str, Any], *, names: dict[str, dict[str, str]]) -> None:
        super().__init__(data)
        self.offer("wijk", _("all wijken"), {**names["district"], NONE: _("no wijk named")})
        self.offer("thema", _("all themes"), {**names["theme"], NONE: _("theme not known")})

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data
        since = timezone.localdate() - timedelta(days=int(asked["periode"] or USUAL) - 1)
        wanted: dict[str, Any] = {"on__gte": since}
        for name, field in (("wijk", "district_code"), ("thema", "theme_id"), ("soort", "kind")):
            if asked[name]:
                wanted[field] = "" if asked[name] == NONE else asked[name]
        return rows.filter(**wanted)

"""What people looked for in vain, for those who work for the wijken."""

from functools import cached_property
from typing import Any

from django.db.models import Max, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wijkhart.areas.models import Area
from wijkhart.areas.queries import area_by_code, districts_of
from wijkhart.core import formats
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.directory.forms.signs import SignFilter
from wijkhart.directory.models import SearchSign, SearchSignKind
from wijkhart.directory.perms import may_read_signs
from wijkhart.directory.queries.signs import board_of
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import PartOfDay

QUESTION = ("kind", "district_code", "theme_id", "target_group_id", "words", "weekday", "part_of_day")
"""What makes two signs the same question."""
DISTRICT, GROUP = ("district_code",), ("target_group_id",)


class Signs(Listing[SearchSign]):
    """Signs of demand, those of the same question added up."""

    @cached_property
    def rows(self) -> QuerySet[Any]:
        asked = self.filters
        narrowed = asked.narrow(self._rows) if asked is not None and asked.is_valid() else self._rows
        added = narrowed.order_by().values(*QUESTION).annotate(total=Sum("times"), last=Max("on"))
        key = self.sort.removeprefix("-")
        field = next((column.order[0] for column in self.columns if column.key == key), "total")
        ordered: QuerySet[Any] = added.order_by(f"-{field}" if self.sort[:1] == "-" else field, "-total", *QUESTION)
        return ordered


def _columns(names: dict[str, dict[str, str]]) -> list[Column[Any]]:
    districts, themes, groups = names["district"], names["theme"], names["group"]
    return [
        Column("keer", gettext_lazy("How often"), lambda row: row["total"], ("total",)),
        Column("soort", gettext_lazy("What people met"), lambda row: SearchSignKind(row["kind"]).label, ("kind",)),
        Column("wijk", gettext_lazy("Wijk"), lambda row: district_name(districts, row["district_code"]), DISTRICT),
        Column("thema", gettext_lazy("Theme"), lambda row: theme_name(themes, row["theme_id"]), ("theme_id",)),
        Column("groep", gettext_lazy("For whom"), lambda row: groups.get(row["target_group_id"], ""), GROUP),
        Column("woorden", gettext_lazy("Words"), lambda row: row["words"], ("words",)),
        Column("wanneer", gettext_lazy("Part of the week"), _when, ("weekday",)),
        Column("laatst", gettext_lazy("Last time"), lambda row: row["last"], ("last",)),
    ]


def district_name(names: dict[str, str], code: str) -> str:
    """A wijk by its name; one that is no longer on the map by its code."""
    return names.get(code, code) or _("no wijk named")


def theme_name(names: dict[str, str], key: str) -> str:
    """A theme by its name; one that is no longer in use by its key."""
    return names.get(key, key) or _("theme not known")


def _when(row: dict[str, Any]) -> str:
    day = "" if row["weekday"] is None else formats.weekday(row["weekday"])
    part = str(PartOfDay(row["part_of_day"]).label) if row["part_of_day"] else ""
    return " ".join(word for word in (day, part) if word)


@require_safe
def search_sign_list(request: Request, code: str) -> HttpResponse:
    """What people looked for in vain in a municipality."""
    area = _municipality(code)
    if not may_read_signs(request.actor, code):
        raise NotAllowed(_("You may not see what people looked for in this municipality."))
    names = {
        "district": dict(districts_of(code).values_list("code", "name")),
        "theme": {theme.key: theme.label for theme in Theme.objects.all()},
        "group": {group.key: group.label for group in TargetGroup.objects.all()},
    }
    signs = SearchSign.objects.visible_to(request.actor).filter(municipality_code=code)
    filters = SignFilter(request.GET, names=names)
    listing = Signs(request, signs, columns=_columns(names), filters=filters, sort="-keer", name=f"gezocht-{code}")
    if file := listing.export():
        return file
    narrowed = filters.narrow(signs) if filters.is_valid() else signs
    values = {
        "area": area,
        "listing": listing,
        "rows": [[column.value(row) for column in listing.columns] for row in listing],
        "board": _board(narrowed, names),
        "any": signs.exists(),
    }
    return render(request, "directory/search_sign_list.html", values)


def _board(signs: QuerySet[SearchSign], names: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The totals with the names of wijken and themes."""
    board = board_of(signs)
    return {
        "themes": [theme_name(names["theme"], key) for key in board.themes],
        "rows": [(district_name(names["district"], code), numbers, total) for code, numbers, total in board.rows],
        "totals": board.totals,
        "total": board.total,
    }


def _municipality(code: str) -> Area:
    try:
        area = area_by_code(code)
    except Area.DoesNotExist:
        area = None
    if area is None or area.code != area.municipality_code:
        raise Http404(_("There is no municipality with the code %(code)s.") % {"code": code})
    return area

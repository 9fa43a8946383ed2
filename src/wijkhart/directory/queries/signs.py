"""What people looked for in vain: where it belongs, and added up."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, QuerySet, Sum

from wijkhart.areas.queries import GAP
from wijkhart.core.actors import Actor
from wijkhart.directory.models import SearchSign
from wijkhart.directory.queries.engine import engine
from wijkhart.directory.queries.find import Search


def municipality_of(asked: Search) -> str:
    """The municipality of the wijk or the point that was asked; empty when none was."""
    code = asked.district or _at(asked)
    return f"GM{code[2:6]}" if code else ""


def district_of(asked: Search, municipality: str) -> str:
    """The wijk that was asked, or that holds the point; only of this municipality."""
    code = asked.district or _at(asked)
    return code if code[2:6] == municipality[2:6] else ""


def _at(asked: Search) -> str:
    if asked.near is None:
        return ""
    return engine().districts.at([(asked.near.x, asked.near.y)], GAP)[0] or ""


def theme_of(words: str) -> str:
    """The theme that goes by one of these words itself; empty when none does."""
    if not words:
        return ""
    current = engine()
    for wish in current.lexicon.read(words):
        for term in sorted(wish.terms, key=lambda one: -wish.terms[one]):
            themes = sorted(key for kind, key in current.names.by_term.get(term, ()) if kind == "theme")
            if themes:
                return themes[0]
    return ""


@dataclass(frozen=True, slots=True)
class Board:
    """How often something was looked for in vain, per wijk and theme."""

    themes: tuple[str, ...]
    """Keys of the themes with at least one, the most first; empty key: theme not known."""
    rows: tuple[tuple[str, tuple[int, ...], int], ...]
    """Code of the wijk (empty: none was named), the number per theme, and together; the most first."""
    totals: tuple[int, ...]
    total: int


def board_of(signs: "QuerySet[SearchSign]") -> Board:
    """Add up wijk by theme."""
    cells: dict[tuple[str, str], int] = defaultdict(int)
    per_theme: dict[str, int] = defaultdict(int)
    per_district: dict[str, int] = defaultdict(int)
    for row in signs.order_by().values("district_code", "theme_id").annotate(total=Sum("times")):
        cells[row["district_code"], row["theme_id"]] += row["total"]
        per_theme[row["theme_id"]] += row["total"]
        per_district[row["district_code"]] += row["total"]
    themes = tuple(sorted(per_theme, key=lambda key: (-per_theme[key], key)))
    districts = sorted(per_district, key=lambda code: (-per_district[code], code))
    return Board(
        themes,
        tuple((code, tuple(cells[code, theme] for theme in themes), per_district[code]) for code in districts),
        tuple(per_theme[theme] for theme in themes),
        sum(per_theme.values()),
    )


@dataclass(frozen=True, slots=True)
class Looked:
    """How often a theme was looked for in vain in a wijk, and between which days."""

    times: int
    first: date | None
    last: date | None


def looked_for(actor: Actor, district: str, theme: str) -> Looked:
    """All signs of a theme in a wijk that this actor may see, added up."""
    rows = SearchSign.objects.visible_to(actor).filter(district_code=district, theme_id=theme)
    told = rows.aggregate(times=Sum("times"), first=Min("on"), last=Max("on"))
    return Looked(told["times"] or 0, told["first"], told["last"])

"""What the pages of areas show."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from wijkhart.areas.models import Area, AreaLink, Figure, Level, Measure, Source
from wijkhart.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Provenance:
    """One source of a figure: of which year, for how many areas, and whether it is a modelled estimate."""

    source: Source
    period: int
    areas: int
    missing: int
    estimate: bool


def loaded_sources(actor: Actor) -> QuerySet[Source]:
    """Every source, by title."""
    return Source.objects.visible_to(actor).order_by("title")


def known_measures(actor: Actor) -> list[Measure]:
    """Every measure that has at least one figure, in the order of the pages."""
    figures = Figure.objects.visible_to(actor).filter(measure=OuterRef("pk"))
    rows = Measure.objects.visible_to(actor).filter(Exists(figures))
    groups = {"who": 0, "fare": 1, "living": 2}
    return sorted(rows, key=lambda one: (groups.get(one.group, 3), one.order))


def provenance_of(actor: Actor, measure: Measure) -> list[Provenance]:
    """Where the figures of this measure come from, newest first."""
    rows = (
        Figure.objects.visible_to(actor)
        .filter(measure=measure)
        .values("source", "period", "estimate")
        .annotate(areas=Count("pk"), missing=Count("pk", filter=Q(value=None)))
        .order_by("-period", "source")
    )
    sources = Source.objects.visible_to(actor).in_bulk()
    return [
        Provenance(sources[row["source"]], row["period"], row["areas"], row["missing"], row["estimate"]) for row in rows
    ]


def links_within(actor: Actor, municipality: str) -> QuerySet[AreaLink]:
    """The links to wijken of this municipality."""
    rows = AreaLink.objects.filter(successor__municipality_code=municipality)
    return rows.select_related("predecessor", "successor").order_by("successor__code", "predecessor__code")


def unjoined_districts(actor: Actor, municipality: str) -> QuerySet[Area]:
    """Wijken of older divisions of this municipality whose code is not on today's map."""
    today = Area.objects.visible_to(actor).current().values("code")
    older = Area.objects.visible_to(actor).exclude(valid_to=None).filter(level=Level.DISTRICT).within(municipality)
    return older.exclude(code__in=today).order_by("code", "valid_from")


def new_districts(actor: Actor, municipality: str) -> QuerySet[Area]:
    """Wijken of today whose code stood in no older division that was brought in."""
    older = Area.objects.visible_to(actor).exclude(valid_to=None).values("code")
    return Area.objects.visible_to(actor).current().districts().within(municipality).exclude(code__in=older)

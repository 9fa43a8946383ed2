"""The wijk picture for a terminal: 100 columns, no colours, the same order as the page."""

import textwrap
from collections.abc import Iterable

from django.utils.translation import gettext as _

from wijkhart.areas.queries import Cell
from wijkhart.coordination.queries import ToldGap
from wijkhart.core.formats import number
from wijkhart.portal.formats.facts import example_notice
from wijkhart.portal.queries.municipality import worded
from wijkhart.portal.queries.wijkbeeld import FigureRow, Offer, Wijkbeeld

WIDTH = 100
LABEL = 46
COLUMN = 15


def as_text(picture: Wijkbeeld) -> str:
    """The whole picture as lines of text."""
    blocks = [
        _head(picture),
        _figures(_("Who lives here"), picture.who, picture),
        _figures(_("How they fare"), picture.fare, picture),
        _supply(picture),
        _gaps(picture),
        _overlaps(picture),
        _sources(picture),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _head(picture: Wijkbeeld) -> list[str]:
    title = f"{picture.area.name} ({picture.area.code}), {picture.municipality.name}"
    lines = [title, "=" * len(title)]
    if picture.example_supply:
        lines += textwrap.wrap(example_notice(), WIDTH)
    inhabitants = _("%(people)s. Number %(rank)s of %(of)s wijken by size.")
    people = worded(picture.population.value, "people", picture.population.reason)
    lines.append(inhabitants % {"people": people, "rank": picture.rank, "of": picture.of} if picture.rank else people)
    return lines


def _figures(title: str, rows: Iterable[FigureRow], picture: Wijkbeeld) -> list[str]:
    heads = [picture.area.name, picture.municipality.name, _("Netherlands")]
    lines = [title, "-" * len(title), " " * LABEL + "".join(f"{head[: COLUMN - 1]:>{COLUMN}}" for head in heads)]
    for row in rows:
        values = "".join(f"{_value(cell, row.measure.unit):>{COLUMN}}" for cell in row.cells)
        lines.append(f"{row.measure.label[: LABEL - 1]:<{LABEL}}{values}  {_origin(row.district)}")
        if row.district.value is None:
            lines += textwrap.wrap(row.district.reason, WIDTH, initial_indent="    ", subsequent_indent="    ")
    return lines


def _value(cell: Cell, unit: str) -> str:
    """A value without its reason: the reason stands on the next line."""
    if cell.value is None:
        return _("unknown")
    return number(cell.value) if unit == "people" else worded(cell.value, unit, "")


def _origin(cell: Cell) -> str:
    if cell.source is None:
        return ""
    estimate = _("modelled estimate") + ", " if cell.estimate else ""
    return f"{estimate}{cell.source.publisher} {cell.period}"


def _supply(picture: Wijkbeeld) -> list[str]:
    title = _("What there is: %(places)s places, %(services)s services") % {
        "places": len(picture.places),
        "services": picture.services,
    }
    lines = [title, "-" * len(title)]
    for theme in picture.themes:
        lines.append(theme.label)
        lines += [line for offer in theme.offers for line in _offer(offer)]
    if not picture.themes:
        lines.append(_("No services are known here yet."))
    return lines


def _offer(offer: Offer) -> list[str]:
    service = offer.service
    subsidised = {True: _("subsidised"), False: _("not subsidised"), None: _("subsidy unknown")}
    facts = [
        offer.when or _("times unknown"),
        service.place.name if service.place else service.get_level_display(),
        service.provider.name,
        _("formal") if service.provider.formal else _("informal"),
        subsidised[service.provider.subsidised],
        service.get_line_display(),
    ]
    return textwrap.wrap(f"- {service.name}: {' · '.join(facts)}", WIDTH, initial_indent="  ", subsequent_indent="    ")


def _gaps(picture: Wijkbeeld) -> list[str]:
    title = _("White spots: people in need without a place within reach")
    lines = [title, "-" * len(title)]
    if picture.run is None:
        return [
            *lines,
            _("Not computed yet. Run: wijkhart recompute_coverage %(code)s") % {"code": picture.municipality.code},
        ]
    for spot in picture.worst_spots:
        lines += _white_spot(spot)
    if picture.other_spots:
        lines.append(_("Smaller white spots (with everything known about them in the JSON)"))
    for spot in picture.other_spots:
        lines += _wrapped([f"{spot.name}: {spot.title}.", *spot.reasons])
    if not picture.white_spots:
        lines.append(_("None found with the norms in force."))
    for reason, needs in picture.unknown_by_reason:
        unknown = _("Unknown (%(reason)s): %(needs)s") % {"reason": reason, "needs": needs}
        lines += textwrap.wrap(unknown, WIDTH, subsequent_indent="    ")
    return lines


def _white_spot(spot: ToldGap) -> list[str]:
    lines = [f"{spot.name}: {spot.title}"]
    players = [f"{player.name}: {player.sentence}" for player in spot.few_players]
    blocks = [
        (_("Why:"), list(spot.reasons)),
        (_("What helps most:"), list(spot.helps)),
        (_("Who could do this:"), players),
        (_("What would close it:"), list(spot.closes)),
        (_("How sure:"), [*spot.certainty, *spot.basis]),
    ]
    for head, said in blocks:
        lines += [f"    {head}", *_wrapped(said, "      - ")] if said else []
    return lines


def _wrapped(sentences: Iterable[str], first: str = "    ") -> list[str]:
    """Each sentence from a line of its own, further in than its heading."""
    rest = " " * len(first)
    return [
        line for one in sentences for line in textwrap.wrap(one, WIDTH, initial_indent=first, subsequent_indent=rest)
    ]


def _overlaps(picture: Wijkbeeld) -> list[str]:
    """What does the same for the same people; no block where there is none."""
    if not picture.overlaps:
        return []
    lines = [_("Overlaps"), "-" * len(_("Overlaps"))]
    for one in picture.overlaps:
        said = [f"{told.title}: {told.what} {told.served}" for told in one.proposals]
        lines += [one.title, *_wrapped([*one.reasons, *said])]
    return lines


def _sources(picture: Wijkbeeld) -> list[str]:
    lines = [_("Sources")]
    lines += [f"- {source.title}, {source.publisher} ({source.licence})" for source in picture.sources]
    if picture.run:
        recipe = _("White spots computed on %(date)s with version %(version)s; recipe %(digest)s.")
        lines.append(
            recipe
            % {
                "date": f"{picture.run.computed_at:%d-%m-%Y}",
                "version": picture.run.version,
                "digest": picture.run.digest[:12],
            }
        )
    return lines

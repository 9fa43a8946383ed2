"""The wijken of a municipality on a map, by the people who have no place."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.areas.maps import Picture, choropleth
from wijkhart.coordination.queries.board import DistrictSum
from wijkhart.core.formats import number, percent

SHARE = "aandeel"
"""The map shows the part of those in need; otherwise it shows people."""


def city_map(sums: Sequence[DistrictSum], measure: str = "") -> Picture:
    """Every wijk coloured by its people without a place, or by their share; each leads to its own rows."""
    ordered = sorted(sums, key=lambda one: one.area.code)
    values = {one.area.code: one.share if measure == SHARE else one.unserved for one in ordered}
    texts = {one.area.code: sum_in_words(one) for one in ordered}
    urls = {one.area.code: f"?wijk={one.area.code}" for one in ordered}
    return choropleth([one.area for one in ordered], values, texts, urls)


def sum_in_words(one: DistrictSum) -> str:
    """How many people of a wijk have no place, and what is not known."""
    if one.area.population == 0:
        return _("nobody lives here")
    if one.unserved is None or one.need is None:
        return _("the need is not known")
    people = ngettext("%(count)s person without a place", "%(count)s people without a place", round(one.unserved))
    said = [people % {"count": number(one.unserved)}]
    if one.share is not None:
        said.append(_("%(percent)s of those in need") % {"percent": percent(one.share, 0)})
    if one.unknown:
        said.append(
            ngettext("%(count)s need not known", "%(count)s needs not known", one.unknown) % {"count": one.unknown}
        )
    return ", ".join(said)

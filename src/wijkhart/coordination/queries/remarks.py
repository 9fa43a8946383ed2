"""What is odd about a whole computation, in words: no supply, no need, distance that plays no part."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.coordination.models import CoverageRun
from wijkhart.coordination.queries.board import DistrictSum

NAMED: Final = 5
"""Wijken that are named."""


def remarks_on(run: CoverageRun, sums: Sequence[DistrictSum], *, everything: bool) -> list[str]:
    """Sentences that stand above the numbers; `sums` are of every theme and group, or of those asked for."""
    services, without_distance = run.parameters.get("services"), run.parameters.get("without_distance")
    said = []
    if services == 0:
        said.append(_("No service could be counted. So everyone in need is without a place."))
    elif services and services == without_distance:
        said.append(_("All that is offered comes to people at home or has no place. So distance plays no part."))
    if everything and not any(one.need for one in sums):
        said.append(_no_need(sums))
    return said + _partly_known(sums)


def _no_need(sums: Sequence[DistrictSum]) -> str:
    if any(one.need is not None for one in sums):
        return _("With the norms of now nobody is in need. Look whether the norms and the figures are right.")
    return _("Of no wijk the need is known. Look which figures are missing, and bring them in.")


def _partly_known(sums: Sequence[DistrictSum]) -> list[str]:
    """Wijken of which the sum leaves something out."""
    partly = [one.area.name for one in sums if one.unknown]
    if not partly:
        return []
    words = ngettext(
        "Of %(count)s wijk a need is not known: %(names)s. The number of people there is too low.",
        "Of %(count)s wijken a need is not known: %(names)s. The number of people there is too low.",
        len(partly),
    )
    more = [_("and others")] if len(partly) > NAMED else []
    return [words % {"count": len(partly), "names": ", ".join(partly[:NAMED] + more)}]

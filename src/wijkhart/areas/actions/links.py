"""Links between an older area and one of today, entered by somebody who knows."""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from wijkhart.areas.models import Area, AreaLink
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused


@transaction.atomic
def link_areas(*, by: Actor, predecessor: Area, successor: Area, share: float, origin: str) -> AreaLink:
    """Say that this part of the successor's inhabitants lived in the predecessor; the same pair again changes it."""
    code = successor.municipality_code
    if not by.may("areas.import", code):
        raise NotAllowed(_("You may not link areas here."))
    _check(predecessor, successor, share, origin)
    link, _new = AreaLink.objects.update_or_create(
        predecessor=predecessor, successor=successor, defaults={"share": share, "origin": origin.strip()}
    )
    total = AreaLink.objects.filter(successor=successor).aggregate(total=Sum("share"))["total"]
    if total > 1.001:
        raise Refused(_("The parts of this area would be more than 100 percent together."), field="share")
    record(by, "area.linked", link, municipality=code)
    return link


def _check(predecessor: Area, successor: Area, share: float, origin: str) -> None:
    if predecessor.level != successor.level:
        raise Refused(_("Both areas must be of the same kind."), field="predecessor")
    if predecessor.valid_from >= successor.valid_from:
        raise Refused(_("The first area must be of an older division."), field="predecessor")
    if not 0 < share <= 1:
        raise Refused(_("A part is more than 0 and at most 100 percent."), field="share")
    if not origin.strip():
        raise Refused(_("Say where this link is known from."), field="origin")


@transaction.atomic
def unlink_areas(*, by: Actor, link: AreaLink) -> AreaLink:
    """Take a link away; figures of the predecessor no longer join by it."""
    code = link.successor.municipality_code
    if not by.may("areas.import", code):
        raise NotAllowed(_("You may not link areas here."))
    record(by, "area.unlinked", link, municipality=code)
    link.delete()
    return link

"""What the pages of divisions share: the row for who may see it, and who may write."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.deployment.models import Budget, Division
from wijkhart.deployment.perms import may_adopt_divisions, may_edit_divisions


def division_or_404(request: Request, pk: UUID) -> Division:
    """A division that this visitor may see."""
    return get_object_or_404(Division.objects.visible_to(request.actor).select_related("budget"), pk=pk)


def budget_or_404(request: Request, pk: UUID) -> Budget:
    """A budget that this visitor may see."""
    return get_object_or_404(Budget.objects.visible_to(request.actor), pk=pk)


def must_edit(request: Request, municipality: str) -> None:
    """Refuse the page to who does not keep divisions there."""
    if not may_edit_divisions(request.actor, municipality):
        raise NotAllowed(_("You may not do this with divisions of this municipality."))


def must_adopt(request: Request, municipality: str) -> None:
    """Refuse the page to who does not write down decisions there."""
    if not may_adopt_divisions(request.actor, municipality):
        raise NotAllowed(_("You may not do this with divisions of this municipality."))

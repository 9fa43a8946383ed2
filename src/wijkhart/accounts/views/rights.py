"""Who may do what (M7)."""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijkhart.accounts.queries import RoleHolder, rights_in_words, role_holders
from wijkhart.accounts.views.tenants import municipality_or_404
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request

EXPORT: Final = "uitvoer"


@login_not_required
def rights_overview(request: Request, code: str) -> HttpResponse:
    """Which role holds which right, and who has which role with which authority in this municipality."""
    area = municipality_or_404(code)
    named = request.actor.may("member.read", area.code)
    holders = role_holders(request.actor, area.code)
    kind = request.GET.get(EXPORT, "")
    if kind in FORMATS:
        return export_response(
            kind, f"wie-mag-wat-{area.code}", _headings(named), [_row(one, named) for one in holders]
        )
    context = {"area": area, "rights": rights_in_words(), "holders": holders, "named": named}
    return render(request, "accounts/rights_overview.html", context)


def _headings(named: bool) -> list[str]:
    public = [_("Role"), _("Organisation"), _("Where"), _("May decide")]
    return [*public, _("Name")] if named else public


def _row(one: RoleHolder, named: bool) -> list[str]:
    public = [one.role, one.organisation.name, one.area, one.authority]
    return [*public, one.person] if named else public

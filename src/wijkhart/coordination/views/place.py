"""The municipality that a page is about."""

from django.http import Http404
from django.utils.translation import gettext as _

from wijkhart.areas.models import Area, Level
from wijkhart.areas.queries import area_by_code


def municipality_or_404(code: str) -> Area:
    """The municipality with this code, or a page that says that there is none."""
    try:
        area = area_by_code(code)
    except Area.DoesNotExist:
        raise Http404(_("There is no municipality with the code %(code)s.") % {"code": code}) from None
    if area.level != Level.MUNICIPALITY:
        raise Http404(_("There is no municipality with the code %(code)s.") % {"code": code})
    return area

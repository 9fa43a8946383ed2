"""The area that an address names."""

from django.http import Http404
from django.utils.translation import gettext as _

from wijkhart.areas.models import Area, Level
from wijkhart.areas.queries import area_by_code


def area_or_404(code: str, level: Level) -> Area:
    """The municipality or wijk of today's map with this code, or a page that says that there is none."""
    try:
        area = area_by_code(code.upper())
    except Area.DoesNotExist:
        area = None
    if area is None or area.level != level:
        message = _("The code %(code)s is not on the map of today. Choose a municipality or wijk from the list.")
        raise Http404(message % {"code": code})
    return area


def municipality_or_404(code: str) -> Area:
    """The municipality with this code."""
    return area_or_404(code, Level.MUNICIPALITY)


def district_or_404(code: str) -> Area:
    """The wijk with this code."""
    return area_or_404(code, Level.DISTRICT)

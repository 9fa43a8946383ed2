"""Areas of today's map by code."""

from django.db.models import Sum

from wijkhart.areas.models import Area
from wijkhart.areas.models.area import AreaQuerySet


def area_by_code(code: str) -> Area:
    """The area of today's map with this code; raises `Area.DoesNotExist`."""
    return Area.objects.current().get(code=code)


def districts_of(municipality: str) -> AreaQuerySet:
    """The wijken of a municipality on today's map, by code."""
    return Area.objects.current().districts().within(municipality).order_by("code")


def municipality_sum(municipality: str) -> int:
    """The inhabitants of a municipality summed over its wijken; its own row may differ, for wijken are rounded to 5."""
    return districts_of(municipality).aggregate(total=Sum("population"))["total"] or 0

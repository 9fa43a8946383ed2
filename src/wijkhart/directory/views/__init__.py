"""Pages of what there is."""

from .finding import place_detail, service_calendar, service_detail, service_list

__all__ = ["place_detail", "service_calendar", "service_detail", "service_list"]

"""Pages of what there is."""

from .detail import service_calendar, service_detail, service_missed
from .finding import service_embed, service_list
from .place import place_detail
from .signs import search_sign_list

__all__ = [
    "place_detail",
    "search_sign_list",
    "service_calendar",
    "service_detail",
    "service_embed",
    "service_list",
    "service_missed",
]

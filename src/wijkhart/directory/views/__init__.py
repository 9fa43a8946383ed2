"""Pages of what there is."""

from .asking import call_list, digest_answer, digest_list, organisation_call, providers_ask
from .finding import place_detail, service_calendar, service_detail, service_list
from .freshness import (
    freshness_overview,
    freshness_period_edit,
    freshness_period_list,
    freshness_period_reset,
    service_confirm,
)
from .suggesting import service_suggest, suggestion_answer, suggestion_list, suggestion_sent

__all__ = [
    "call_list",
    "digest_answer",
    "digest_list",
    "freshness_overview",
    "freshness_period_edit",
    "freshness_period_list",
    "freshness_period_reset",
    "organisation_call",
    "place_detail",
    "providers_ask",
    "service_calendar",
    "service_confirm",
    "service_detail",
    "service_list",
    "service_suggest",
    "suggestion_answer",
    "suggestion_list",
    "suggestion_sent",
]

"""The forms of what is offered."""

from .asking import CallFilter, DigestFilter, FreshnessFilter, ItemForm, PeriodForm
from .finding import RADII, USUAL_RADIUS, ServiceFilter, municipalities_of
from .suggesting import SuggestionAnswerForm, SuggestionFilter, SuggestionForm

__all__ = [
    "RADII",
    "USUAL_RADIUS",
    "CallFilter",
    "DigestFilter",
    "FreshnessFilter",
    "ItemForm",
    "PeriodForm",
    "ServiceFilter",
    "SuggestionAnswerForm",
    "SuggestionFilter",
    "SuggestionForm",
    "municipalities_of",
]

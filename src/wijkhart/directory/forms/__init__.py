"""The forms of what is offered."""

from .finding import RADII, USUAL_RADIUS, ServiceFilter, municipalities_of

__all__ = ["RADII", "USUAL_RADIUS", "ServiceFilter", "municipalities_of"]

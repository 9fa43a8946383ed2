"""What places cost, studies and their plans."""

from .cost import PlaceCost, Way
from .study import SitingPlan, SitingStudy, StudyState

__all__ = ["PlaceCost", "SitingPlan", "SitingStudy", "StudyState", "Way"]

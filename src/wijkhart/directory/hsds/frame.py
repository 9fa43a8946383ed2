"""What a document needs to know besides its object: where we are, what day it is, how areas are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.utils import timezone


class Depth(Enum):
    """How much of it: what is required, what has one value, or everything."""

    MINIMAL = "minimal"
    BASIC = "basic"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Handed to everything that makes a document."""

    site: str
    """The address of this installation, without a slash at the end."""
    depth: Depth = Depth.FULL
    today: date = field(default_factory=timezone.localdate)
    names: Mapping[str, str] = field(default_factory=dict)
    """Code of an area -> its name."""
    full_services: bool = False
    """Whether the services of an organisation are told whole."""

    def url(self, path: str) -> str:
        """A path of this installation as an address."""
        return self.site + path

    @property
    def full(self) -> bool:
        return self.depth is Depth.FULL

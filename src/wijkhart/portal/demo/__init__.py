"""The demonstration: one municipality from the open data in `demo/`, loaded with visible progress and served."""

from .loading import load
from .serving import serve

__all__ = ["load", "serve"]

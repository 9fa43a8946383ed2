"""A template of the house that uses a variable nobody gave it fails the test that shows it.

Django calls `string_if_invalid` as text; this one raises when the tag that uses it stands in one of our templates.
Templates of Django and allauth lean on undefined variables being empty, so they keep that.
"""

import sys
from pathlib import Path
from types import FrameType

from django.template.base import Node

HOUSE = str(Path(__file__).resolve().parents[1] / "src")


class UndefinedVariableError(LookupError):
    """A template used a name that its view did not pass."""


def template_in_use() -> str:
    """The file of the template whose tag is being rendered now, by the nodes on the stack."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return ""


class Strict(str):
    """Non-empty text that Django asks for `%s` in, and then formats with the name of the variable."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        name = template_in_use()
        if name.startswith((HOUSE, "<")):
            raise UndefinedVariableError(f"{variable} is not defined in {name}")
        return ""


STRICT = Strict("undefined: %s")

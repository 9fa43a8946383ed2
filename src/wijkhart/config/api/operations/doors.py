"""How an operation is declared: what it may answer besides what was asked for, and camelCase on the wire."""

import re
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch
from ninja import Router

from wijkhart.areas.models import Area
from wijkhart.config.api.shapes import Problem
from wijkhart.core.actors import Actor

F = TypeVar("F", bound=Callable[..., Any])


class HasPage(Protocol):
    """An object with a page of its own."""

    def get_absolute_url(self) -> str: ...


MUNICIPALITY = r"^GM\d{4}$"
DISTRICT = r"^WK\d{6}$"
KEY = r"^[a-z0-9_]{1,60}$"


def get(router: Router, path: str, answer: Any) -> Callable[[F], F]:
    """A GET operation: the name of the function is the name of the address and of the operation."""

    def declare(function: F) -> F:
        answers = {200: answer, 400: Problem, 404: Problem}
        declared: F = router.get(path, url_name=function.__name__, response=answers, by_alias=True)(function)
        return declared

    return declare


def page_of(request: HttpRequest, thing: HasPage) -> str | None:
    """The address of the page of an object; None where the part that shows it is not installed."""
    try:
        return request.build_absolute_uri(thing.get_absolute_url())
    except NoReverseMatch:
        return None


def area_or_404(actor: Actor, code: str, pattern: str) -> Area:
    """The municipality or wijk of today's map with this code."""
    area = Area.objects.visible_to(actor).current().filter(code=code).first() if re.match(pattern, code) else None
    if area is None:
        raise Http404
    return area

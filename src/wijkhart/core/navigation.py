"""The main menu: a list in the settings, shown as far as the actor may use it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from wijkhart.core.actors import ANONYMOUS, Actor, Scope

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NOWHERE = Scope()


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main menu: its words, the view it leads to, and the right it asks for ("" for everybody)."""

    label: "StrOrPromise"
    view: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class NavLink:
    """A menu entry as the page shows it."""

    label: str
    url: str
    current: bool


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, also on a page that is made before accounts could say so (an early error)."""
    return getattr(request, "actor", ANONYMOUS)


def navigation(request: HttpRequest) -> list[NavLink]:
    """The menu of this visitor; entries whose part is not installed are left out."""
    actor = actor_of(request)
    return [
        NavLink(str(item.label), url, _is_current(request.path, url))
        for item in (NavItem(*entry) for entry in settings.NAVIGATION)
        if (not item.right or actor.scope(item.right) != _NOWHERE) and (url := _address(item.view))
    ]


def footer_links() -> list[NavLink]:
    """What parts above add to the foot of every page; entries whose part is not installed are left out."""
    return [NavLink(str(label), url, False) for label, view in settings.FOOTER if (url := _address(view))]


def search_box() -> dict[str, str]:
    """Where the search box of header and 404 page leads, and the name of its one value."""
    view, parameter = settings.SEARCH
    return {"url": _address(view), "parameter": parameter}


def _is_current(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _address(view: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""

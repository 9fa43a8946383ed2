"""A page of a list: the rows, the frame around them, and the Link header."""

from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from pydantic import Field

from wijkhart.config.api.shapes import Shape
from wijkhart.core.lists import COUNTED_TO

M = TypeVar("M", bound=Model)


class Asked(Shape):
    """Which page."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 25


def cut(
    request: HttpRequest, response: HttpResponse, rows: QuerySet[M], asked: Asked
) -> tuple[list[M], dict[str, Any]]:
    """The rows of the page asked for, and the frame; the links go into the header too."""
    found = rows.order_by()[: COUNTED_TO + 1].count()
    start = (asked.page - 1) * asked.page_size
    shown = list(rows[start : start + asked.page_size + 1])
    links = _links(request, response, asked, has_next=len(shown) > asked.page_size)
    frame = {
        "count": min(found, COUNTED_TO),
        "count_is_exact": found <= COUNTED_TO,
        "next": links["next"],
        "previous": links["prev"],
    }
    return shown[: asked.page_size], frame


def frame_of(request: HttpRequest, response: HttpResponse, total: int, asked: Asked) -> dict[str, Any]:
    """The frame of an answer that is written by hand, in the names of the wire; the links go into the header too."""
    links = _links(request, response, asked, has_next=total > asked.page * asked.page_size)
    return {
        "count": min(total, COUNTED_TO),
        "countIsExact": total <= COUNTED_TO,
        "next": links["next"],
        "previous": links["prev"],
    }


def _links(request: HttpRequest, response: HttpResponse, asked: Asked, *, has_next: bool) -> dict[str, str | None]:
    links = {
        "first": _address(request, 1),
        "prev": _address(request, asked.page - 1) if asked.page > 1 else None,
        "next": _address(request, asked.page + 1) if has_next else None,
    }
    response["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
    return links


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

"""The shape of an answer: one document, a page of them, or one a line."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from wijkhart.config.api.hsds.asked import AskedPage
from wijkhart.directory.hsds import Document

T = TypeVar("T")
Found = Sequence[T] | QuerySet[Any, T]
Made = Callable[[Sequence[T]], list[Document]]
JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"
LANGUAGE: Final = "nl"
"""Texts are Dutch as the data are; a stream is made after the view has answered, so it says so itself."""
AT_ONCE: Final = 200
"""How many documents of a stream are made together: few enough to hold, enough to ask for in few queries."""


def one(document: Document | dict[str, Any]) -> HttpResponse:
    """One document, written as it is."""
    return HttpResponse(_text(document), content_type=JSON)


def many(asked: AskedPage, found: Found[T], made: Made[T]) -> HttpResponseBase:
    """A page of what was found, or all of it as lines."""
    if asked.format == "ndjson":
        return StreamingHttpResponse(_lines(found, made), content_type=LINES)
    total = found.count() if isinstance(found, QuerySet) else len(found)
    start = (asked.page - 1) * asked.per_page
    return one(page(asked, total, made(list(found[start : start + asked.per_page]))))


def page(asked: AskedPage, total: int, contents: list[Document]) -> dict[str, Any]:
    """The frame of HSDS round the documents of a page."""
    pages = -(-total // asked.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _lines(found: Found[T], made: Made[T]) -> Iterator[str]:
    rows = found.iterator() if isinstance(found, QuerySet) else iter(found)
    while piece := list(islice(rows, AT_ONCE)):
        with translation.override(LANGUAGE):
            documents = made(piece)
        for document in documents:
            yield _text(document) + "\n"


def _text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)

"""Errors for machines: `application/problem+json` (RFC 9457), with every input problem in `errors`."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, JsonResponse

from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused

CONTENT_TYPE: Final = "application/problem+json"


def is_api(request: HttpRequest) -> bool:
    """Whether a machine asks: everything under `/api/`."""
    return request.path.startswith("/api/")


def problem(status: int, detail: str = "", *, title: str = "", errors: Iterable[dict[str, Any]] = ()) -> JsonResponse:
    """One problem as the API Design Rules want it."""
    body: dict[str, Any] = {"type": "about:blank", "title": title or HTTPStatus(status).phrase, "status": status}
    if detail:
        body["detail"] = detail
    if found := list(errors):
        body["errors"] = found
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def status_of(refusal: Refused) -> int:
    """403 without the right, 400 for bad input, else 409: it clashes with how things are."""
    match refusal:
        case NotAllowed():
            return HTTPStatus.FORBIDDEN
        case BadInput():
            return HTTPStatus.BAD_REQUEST
        case _:
            return HTTPStatus.CONFLICT


def problem_of(refusal: Refused) -> JsonResponse:
    """A refusal of an action, with all its input problems together."""
    if isinstance(refusal, BadInput):
        return problem(status_of(refusal), errors=[_error(one) for one in refusal.problems])
    field = [{"field": refusal.field, "message": refusal.message}] if refusal.field else []
    return problem(status_of(refusal), refusal.message, errors=field)


def _error(one: InputProblem) -> dict[str, Any]:
    values = {"where": one.where, "row": one.row, "field": one.field, "message": one.message, "advice": one.advice}
    return {key: value for key, value in values.items() if value not in (None, "")}

"""Refusals that no view caught become a page or a problem, and everything wrong under `/api/` a problem."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from wijkhart.core.errors import Refused
from wijkhart.core.pages import refused
from wijkhart.core.problems import CONTENT_TYPE, is_api, problem

KEPT_HEADERS = ("Allow", "WWW-Authenticate", "Retry-After", "API-Version")


class RefusalMiddleware:
    """Answers `Refused`, `NotAllowed` and `BadInput` wherever they come up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django when a view raised."""
        return refused(request, exception) if isinstance(exception, Refused) else None


class ApiProblemMiddleware:
    """Under `/api/` every error is problem+json, also those made before or outside the API's own code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_api(request) or response.status_code < HTTPStatus.BAD_REQUEST:
            return response
        if response.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
            return response
        return _as_problem(response)


def _as_problem(response: HttpResponse) -> HttpResponse:
    """The same status and headers that matter, in the shape of a problem."""
    answer = problem(response.status_code, _detail_of(response))
    for name in KEPT_HEADERS:
        if name in response.headers:
            answer.headers[name] = response.headers[name]
    return answer


def _detail_of(response: HttpResponse) -> str:
    if not response.headers.get("Content-Type", "").startswith("application/json"):
        return ""
    try:
        body = json.loads(response.content)
    except ValueError:
        return ""
    detail = body.get("detail", "") if isinstance(body, dict) else ""
    return detail if isinstance(detail, str) else ""

"""What every answer of the API has, and the errors that arise before an operation is reached."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from wijkhart.config.api.document import VERSION
from wijkhart.config.api.hsds.description import HSDS
from wijkhart.core.problems import CONTENT_TYPE, is_api, problem

JSON_TYPES = ("application/json", CONTENT_TYPE)
LINES = "application/x-ndjson"
FEED = "/api/hsds/"


class ApiMiddleware:
    """Version and CORS headers on every answer; 404, 405 and 406 as problems."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        answer = self._answer(request)
        answer.headers["API-Version"] = HSDS if request.path.startswith(FEED) else VERSION
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Access-Control-Expose-Headers"] = "API-Version, Link"
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if not any(request.accepts(known) for known in (*JSON_TYPES, LINES)):
            return problem(406, "This API answers in application/json.")
        answer = self.get_response(request)
        if answer.status_code < 400 or isinstance(answer, JsonResponse) or _is_problem(answer):
            return answer
        told = problem(answer.status_code)
        if "Allow" in answer.headers:
            told.headers["Allow"] = answer.headers["Allow"]
        return told


def _is_problem(answer: HttpResponse) -> bool:
    return answer.headers.get("Content-Type", "").startswith(JSON_TYPES)

"""The API itself: its document, its errors, and what ninja does not write by itself."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from wijkhart.config.api.operations import areas, coverage, finding, supply, words
from wijkhart.core.errors import Refused
from wijkhart.core.problems import CONTENT_TYPE, problem, problem_of

VERSION = "1.0.0"
ABOUT = (
    "Open data about neighbourhoods: figures of wijken, places, services and white spots. Read only, no key. "
    "Every figure has its source, period and certainty; a missing one has its reason and is never 0. "
    "Where supply is made up for a demonstration, `exampleSupply` says so at the top of the answer."
)


class Api(NinjaAPI):
    """A NinjaAPI whose document has the version in the server and the problems as problems."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The document; the address of the server holds the major version, the paths do not."""
        document = super().get_openapi_schema(path_prefix="", path_params=path_params)
        for path in document["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    _complete(int(status), answer)
        _drop_unused(document)
        return document

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The name of the function, which is also the name of the address."""
        return str(operation.view_func.__name__)


def _drop_unused(document: dict[str, Any]) -> None:
    """Leave out shapes nothing points to: ninja also lists those it took apart into query keys."""
    text = json.dumps(document)
    schemas = document["components"]["schemas"]
    for name in [name for name in schemas if f'"#/components/schemas/{name}"' not in text]:
        del schemas[name]


def _complete(status: int, answer: dict[str, Any]) -> None:
    """The headers of every answer, and the media type of a problem."""
    version = {"description": "The full version of this API.", "schema": {"type": "string", "example": VERSION}}
    answer["headers"] = {"API-Version": version}
    if status >= 400:
        answer["content"] = {CONTENT_TYPE: answer["content"].pop("application/json")}
    elif "Page" in str(answer.get("content")):
        answer["headers"]["Link"] = {"description": "The pages first, prev and next.", "schema": {"type": "string"}}


def _contact() -> dict[str, str]:
    contact = {"name": settings.SITE_NAME}
    return {**contact, "email": settings.CONTACT_EMAIL} if settings.CONTACT_EMAIL else contact


def _told(request: HttpRequest, error: Any) -> HttpResponse:
    """An error as a problem; all that is wrong with the address together."""
    match error:
        case ValidationError():
            found = [{"field": str(one["loc"][-1]), "message": str(one["msg"])} for one in error.errors]
            return problem(400, "Something in the address is not right.", errors=found)
        case Refused():
            return problem_of(error)
        case HttpError():
            return problem(error.status_code, str(error))
        case _:
            return problem(404, "There is nothing with this code or id.")


def build() -> Api:
    """The API with all its operations."""
    api = Api(
        title="Wijkhart",
        version=VERSION,
        description=ABOUT,
        urls_namespace="api-v1",
        docs_url=None,
        servers=[{"url": "/api/v1", "description": "This installation"}],
        openapi_extra={
            "info": {
                "contact": _contact(),
                "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            },
            "tags": [{"name": name, "description": said} for name, said in TAGS.items()],
        },
    )
    for router in (areas.router, supply.router, finding.router, coverage.router, words.router):
        api.add_router("", router)
    for error in (ValidationError, Http404, HttpError, Refused):
        api.add_exception_handler(error, _told)
    return api


TAGS = {
    "areas": "Municipalities and wijken, with their figures",
    "supply": "Places and services",
    "coverage": "White spots: people with a need who have no place within reach",
    "words": "The shared list of themes and target groups",
}

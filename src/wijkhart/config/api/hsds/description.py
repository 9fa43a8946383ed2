"""What the feed says of itself at its root, and its OpenAPI document."""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from pydantic import BaseModel

import wijkhart
from wijkhart.config.api.hsds import asked
from wijkhart.core.problems import CONTENT_TYPE
from wijkhart.directory.hsds import has_examples

HSDS: Final = "3.1"
PROFILES: Final = ("HSDS-3.1", "HSDS-UK-3.0")
LICENCE: Final = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
ABOUT: Final = (
    "Activities, help and facilities in the neighbourhood, with who offers them and where, as HSDS 3.1 and Open "
    "Referral UK 3.0. Read only, no key, texts in Dutch. What HSDS has no field for stands in `attributes` with "
    "`link_type` `wijkhart`."
)
EXAMPLES: Final = (
    "EXAMPLE DATA: some services and organizations are made up for a demonstration. They carry the attribute "
    "`example` with the value `true`."
)
LISTS: Final[dict[str, tuple[type[BaseModel], str, str, str]]] = {
    "/services": (asked.AskedServices, "service_list", "Services that can be found now", "Service"),
    "/service_at_locations": (
        *(asked.AskedPlaces, "service_at_location_list"),
        *("Services at the place where they happen", "Row"),
    ),
    "/organizations": (asked.AskedOrganizations, "organisation_list", "Organizations and groups", "Organization"),
    "/taxonomies": (asked.AskedTaxonomies, "taxonomy_list", "Lists of words", "Word"),
    "/taxonomy_terms": (asked.AskedTerms, "taxonomy_term_list", "Themes, needs and target groups", "Word"),
}
"""Path -> what may be asked, the name of the operation, what it gives, and the shape of one document."""
ONES: Final[dict[str, tuple[type[BaseModel] | None, str, str, str]]] = {
    "/services/{id}": (None, "service_detail", "One service with everything nested", "Service"),
    "/service_at_locations/{id}": (None, "service_at_location_detail", "One service at its place", "Row"),
    "/organizations/{id}": (
        asked.AskedOne,
        "organisation_detail",
        "One organization with its services",
        "Organization",
    ),
    "/taxonomies/{id}": (None, "taxonomy_detail", "One list of words", "Word"),
    "/taxonomy_terms/{id}": (None, "taxonomy_term_detail", "One theme, need or target group", "Word"),
}


def feed_facts(site: str) -> dict[str, Any]:
    """The root of the feed, as HSDS describes it, with its licence and whether there are examples in it."""
    examples = has_examples()
    publisher = {"name": settings.SITE_NAME, "website": f"{site}{reverse('contact')}"}
    return {
        "version": HSDS,
        "profile": f"{site}{reverse('open_data')}",
        "openapi_url": f"{site}{reverse('hsds:openapi')}",
        "description": f"{ABOUT} {EXAMPLES}" if examples else ABOUT,
        "publisher": publisher | ({"email": settings.CONTACT_EMAIL} if settings.CONTACT_EMAIL else {}),
        "profiles": list(PROFILES),
        "license": LICENCE,
        "example_data": examples,
    }


def document(site: str) -> dict[str, Any]:
    """The OpenAPI document of the feed."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.SITE_NAME}: HSDS {HSDS}",
            "version": wijkhart.__version__,
            "description": ABOUT,
            "license": LICENCE,
        },
        "servers": [{"url": f"{site}{reverse('hsds:feed').rstrip('/')}"}],
        "paths": dict(_paths()),
        "components": {"schemas": SHAPES},
    }


def _paths() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "/", {"get": _operation("feed", "What this feed is", _json({"$ref": "#/components/schemas/Feed"}))}
    for path, (model, name, said, shape) in LISTS.items():
        lines = {"application/x-ndjson": {"schema": {"type": "string"}}}
        whole = {"allOf": [{"$ref": "#/components/schemas/Page"}], "properties": {"contents": {"items": _shape(shape)}}}
        answers = _json({"type": "object", **whole}) | lines
        get = _operation(name, said, answers, _parameters(model))
        post = _operation(f"{name}_post", f"{said}, asked with POST", answers, _parameters(model))
        yield path, {"get": get, "post": post | {"requestBody": _body(model)}}
    for path, (one, name, said, shape) in ONES.items():
        key = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        yield path, {"get": _operation(name, said, _json(_shape(shape)), [key, *(_parameters(one) if one else [])])}


def _operation(
    name: str, said: str, answers: dict[str, Any], parameters: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    problem = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": name,
        "summary": said,
        "parameters": parameters or [],
        "responses": {
            "200": {"description": said, "content": answers},
            "400": {"description": "What is wrong with what was asked", "content": problem},
            "404": {"description": "There is nothing with this id", "content": problem},
        },
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _shape(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameters(model: type[BaseModel]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": False, "schema": _plain(schema)}
        | ({"description": schema["description"]} if "description" in schema else {})
        for name, schema in model.model_json_schema()["properties"].items()
    ]


def _body(model: type[BaseModel]) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {name: _plain(one) for name, one in model.model_json_schema()["properties"].items()},
    }
    return {"required": False, "content": _json(schema) | {"application/x-www-form-urlencoded": {"schema": schema}}}


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Of a value that may be left out: what it is when it is there."""
    kinds = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    return {name: value for name, value in kinds[0].items() if name not in {"title", "default", "description"}}


KEY: Final = {"type": "string", "format": "uuid"}
SHAPES: Final[dict[str, Any]] = {
    "Feed": {
        "type": "object",
        "required": ["version", "profile", "openapi_url"],
        "properties": {
            "version": {"const": HSDS},
            "profile": {"type": "string", "format": "uri"},
            "openapi_url": {"type": "string", "format": "uri"},
        },
    },
    "Page": {
        "type": "object",
        "required": [
            *("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"),
        ],
        "properties": {
            "total_items": {"type": "integer", "minimum": 0},
            "total_pages": {"type": "integer", "minimum": 0},
            "page_number": {"type": "integer", "minimum": 1},
            "size": {"type": "integer", "minimum": 0},
            "first_page": {"type": "boolean"},
            "last_page": {"type": "boolean"},
            "empty": {"type": "boolean"},
            "contents": {"type": "array", "items": {"type": "object", "required": ["id"]}},
        },
    },
    "Service": {
        "type": "object",
        "required": ["id", "name", "status", "url"],
        "properties": {
            "id": KEY,
            "name": {"type": "string"},
            "status": {"enum": ["active", "inactive", "defunct", "temporarily closed"]},
            "url": {"type": "string", "format": "uri"},
        },
    },
    "Row": {
        "type": "object",
        "required": ["id"],
        "properties": {"id": KEY, "service_id": KEY, "location_id": KEY},
    },
    "Organization": {
        "type": "object",
        "required": ["id", "name", "description"],
        "properties": {"id": KEY, "name": {"type": "string"}, "description": {"type": "string"}},
    },
    "Word": {
        "type": "object",
        "required": ["id", "name", "description"],
        "properties": {"id": KEY, "name": {"type": "string"}, "description": {"type": "string"}},
    },
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "errors": {"type": "array", "items": {"type": "object", "required": ["message"]}},
        },
    },
}
"""The shapes that HSDS itself publishes no schema for, and of the others what is always there."""

"""The document of the API: public, complete, and the same as the one in `docs/openapi.json` (`make openapi`)."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from wijkhart.config.api.urls import api

SNAPSHOT = Path(__file__).parents[2] / "docs" / "openapi.json"


def document() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return told


def test_the_document_is_the_one_in_docs() -> None:
    text = json.dumps(document(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("WRITE_SNAPSHOT"):
        SNAPSHOT.write_text(text)
    assert SNAPSHOT.read_text() == text, "the API changed: look at it, then run `make openapi`"


@pytest.mark.django_db
def test_the_document_is_public_for_every_origin() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json() == document()


def test_paths_and_keys_follow_the_design_rules() -> None:
    told = document()
    assert told["info"]["contact"]
    assert told["servers"][0]["url"].endswith("/v1")
    for path, operations in told["paths"].items():
        assert re.fullmatch(r"(/([a-z]+(-[a-z]+)*|\{[a-z_]+\}))+", path), path
        operation = operations["get"]
        assert operation["description"]
        assert set(operation["responses"]) == {"200", "400", "404"}
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", parameter["name"])
        for status, answer in operation["responses"].items():
            assert "API-Version" in answer["headers"]
            assert set(answer["content"]) == {"application/json" if status == "200" else "application/problem+json"}
    for shape in told["components"]["schemas"].values():
        assert all(re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", key) for key in shape["properties"]), shape["title"]

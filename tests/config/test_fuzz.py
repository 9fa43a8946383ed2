"""Both interfaces for machines, asked anything that their own documents allow, and what they do not allow.

Whatever is asked, no answer is a 5xx, each has a media type that the document names, and the shape it promises.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance
from tests.config.test_hsds_api import town

DOCUMENTS = ["/api/v1/openapi.json", "/api/hsds/openapi.json"]
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]
PLAIN = {"Accept-Encoding": "identity"}
HOW: dict[str, Any] = {"deadline": None, "suppress_health_check": QUIET, "phases": [Phase.generate], "database": None}
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.parametrize("mode", list(GenerationMode)),
    pytest.mark.parametrize("document", DOCUMENTS),
]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """What is asked in this process uses the connection of the test, which no request may close."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def operations(document: str) -> Iterator[Any]:
    """Every operation of a document, ready to be asked of the application in this process."""
    for found in schemathesis.openapi.from_wsgi(document, WSGIHandler()).get_all_operations():
        yield found.ok()


def ask_anything(document: str, mode: GenerationMode, examples: int) -> int:
    """Ask every operation so many times; says how many operations there were."""
    asked = 0
    for operation in operations(document):
        if mode.is_negative and not (operation.query or operation.path_parameters or operation.body):
            continue

        @settings(**HOW, max_examples=examples)
        @given(case=operation.as_strategy(mode))
        def ask(case: Any) -> None:
            case.validate_response(case.call(headers=PLAIN), checks=CHECKS)

        with suppress(Unsatisfiable):  # where any text will do there is nothing wrong to ask
            ask()
        asked += 1
    return asked


def test_nothing_that_is_asked_breaks_it(document: str, mode: GenerationMode) -> None:
    town()
    assert ask_anything(document, mode, 6) > 8


@pytest.mark.proof
def test_nothing_that_is_asked_for_long_breaks_it(document: str, mode: GenerationMode) -> None:
    town()
    assert ask_anything(document, mode, 250) > 8

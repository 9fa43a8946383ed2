"""Says in a header of each answer how many SQL statements it took, and which tables it wrote to."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

WRITE = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
PLUMBING = re.compile(r"^\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|SET )", re.IGNORECASE)


class Statements:
    """The SQL of one answer."""

    def __init__(self) -> None:
        self.count = 0
        self.written: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not PLUMBING.match(sql):
            self.count += 1
        if write := WRITE.match(sql):
            self.written.add(write[1])
        return execute(sql, params, many, context)


def counts_queries(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `X-Queries` and `X-Written` on every answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        statements = Statements()
        with connection.execute_wrapper(statements):
            response = get_response(request)
        response["X-Queries"] = str(statements.count)
        response["X-Written"] = " ".join(sorted(statements.written))
        return response

    return middleware

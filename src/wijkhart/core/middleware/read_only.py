"""Reading changes nothing: during GET, HEAD and OPTIONS the database refuses every write.

Only tables named in the setting `WRITABLE_ON_GET` may be written then: sessions, the cache, and what is append-only by
decision (search journal, access log, the moment a token was last used).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, Final

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

_LITERALS = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_WRITE = re.compile(
    r"(?:^|;|\()\s*(?:"
    r"(?:INSERT(?:\s+OR\s+\w+)?|REPLACE|MERGE)\s+INTO"
    r"|UPDATE(?:\s+OR\s+\w+)?(?:\s+ONLY)?"
    r"|DELETE\s+FROM(?:\s+ONLY)?"
    r"|TRUNCATE(?:\s+TABLE)?"
    r"|COPY"
    r"|(?:ALTER|CREATE|DROP)\s+\w+"
    r')\s+(?:"?\w+"?\.)?["`]?(\w+)["`]?',
    re.IGNORECASE,
)

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class WriteDuringReadError(RuntimeError):
    """A page that only reads tried to write; the mistake is in the view, which should ask for POST."""


def written_tables(sql: str) -> Iterator[str]:
    """The tables that a statement writes to; none for a plain question.

    >>> list(written_tables('UPDATE "accounts_user" SET "email" = %s')), list(written_tables("SELECT 1 FOR UPDATE"))
    (['accounts_user'], [])
    """
    for match in _WRITE.finditer(_LITERALS.sub(" ", sql)):
        yield match.group(1)


def refuse_writes(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Let questions pass and stop writes, as a wrapper around every statement."""
    for table in written_tables(sql):
        if table not in settings.WRITABLE_ON_GET:
            raise WriteDuringReadError(f"A reading request may not write to {table}.")
    return execute(sql, params, many, context)


class ReadOnlyMiddleware:
    """Puts `refuse_writes` around everything that a reading request asks of any database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(refuse_writes))
            return self.get_response(request)

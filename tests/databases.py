"""A database that threads and other processes can open too, and a log that may be emptied between tests."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

DatabaseOperations = DatabaseWrapper.ops_class
"""Reached through its base: alone, its module cannot be imported while PostgreSQL is in use."""
_flush = DatabaseOperations.sql_flush


def _flush_the_log_too(self: Any, *args: Any, **options: Any) -> list[str]:
    """SQLite empties tables with DELETE, which the log refuses; PostgreSQL truncates."""
    statements = _flush(self, *args, **options)
    guards = import_module("wijkhart.audit.migrations.0002_append_only").SQLITE
    return ["DROP TRIGGER IF EXISTS audit_entry_no_delete", *statements, guards[1]] if statements else []


def let_tests_empty_the_log() -> None:
    DatabaseOperations.sql_flush = _flush_the_log_too  # type: ignore[method-assign]


@pytest.fixture
def real_database(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of the test database; SQLite's lives in memory, so there it is a copy on disk."""
    facts = connection.settings_dict
    if connection.vendor != "sqlite":
        yield f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
        return
    file = tmp_path / "real.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    in_memory, name = connection.connection, facts["NAME"]
    connection.connection, facts["NAME"] = None, str(file)
    yield f"sqlite:///{file}"
    connection.close()
    connection.connection, facts["NAME"] = in_memory, name

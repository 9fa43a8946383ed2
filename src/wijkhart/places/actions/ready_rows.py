"""Rows that are made ready before a transaction begins, so that it does nothing but write them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

Row = tuple[Any, ...]
"""The values of one row as the database takes them."""


class ReadyRows:
    """Rows of one table. What `bulk_create` does for each object, done before anything is held."""

    def __init__(self, kind: type[models.Model]) -> None:
        self.fields = [field for field in kind._meta.concrete_fields if not isinstance(field, models.AutoField)]
        self.at = {field.attname: place for place, field in enumerate(self.fields)}
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in self.fields)
        signs = ", ".join("%s" for _field in self.fields)
        self.sql = f"INSERT INTO {quote(kind._meta.db_table)} ({columns}) VALUES ({signs})"  # noqa: S608 - names of a model

    def of(self, one: models.Model) -> Row:
        """An object as a row."""
        return tuple(self._value(field, field.pre_save(one, add=True)) for field in self.fields)

    def like(self, row: Row, changes: Mapping[str, Any]) -> Row:
        """A row with other values in some columns."""
        other = list(row)
        for name, value in changes.items():
            place = self.at[name]
            other[place] = self._value(self.fields[place], value)
        return tuple(other)

    def write(self, rows: Sequence[Row]) -> None:
        """Insert them; needs a transaction."""
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(self.sql, rows)

    def _value(self, field: models.Field[Any, Any], value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

"""The database itself refuses that two bookings take one space, or one piece of equipment, at one moment.

Whoever asks and by whatever road.

Rows of a space with the same key lie together: the uses of a space that is shared. All others exclude each other, over the
half-open time [starts_at, ends_at), so that one may begin when another ends. A later migration that makes SQLite
rebuild this table drops the triggers with it: it must call `guard` again (a test notices).
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CLASH = """SELECT 1 FROM places_occupancy AS other
           WHERE other.space_id = NEW.space_id AND other.key <> NEW.key AND other.id IS NOT NEW.id
           AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at"""
LENT = """SELECT 1 FROM places_itemuse AS other
          WHERE other.item_id = NEW.item_id AND other.unit = NEW.unit AND other.id IS NOT NEW.id
          AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at"""
TABLES = {"occupancy": CLASH, "itemuse": LENT}
SQLITE = [
    f"""CREATE TRIGGER places_{table}_once_{deed} BEFORE {deed} ON places_{table}
        WHEN EXISTS ({clash})
        BEGIN SELECT RAISE(ABORT, 'places_{table}_once'); END"""
    for table, clash in TABLES.items()
    for deed in ("insert", "update")
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE places_occupancy ADD CONSTRAINT places_occupancy_once EXCLUDE USING gist
       (space_id WITH =, key WITH <>, tstzrange(starts_at, ends_at, '[)') WITH &&)""",
    """ALTER TABLE places_itemuse ADD CONSTRAINT places_itemuse_once EXCLUDE USING gist
       (item_id WITH =, unit WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)""",
]
GUARD = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNDO = {
    "sqlite": [f"DROP TRIGGER places_{table}_once_{deed}" for table in TABLES for deed in ("insert", "update")],
    "postgresql": [f"ALTER TABLE places_{table} DROP CONSTRAINT places_{table}_once" for table in TABLES],
}


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in GUARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]

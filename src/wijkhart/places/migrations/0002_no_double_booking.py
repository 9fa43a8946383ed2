"""The database itself refuses that two bookings take one space at one moment, whoever asks and by whatever road.

Rows with the same key lie together: the uses of a space that is shared. All others exclude each other, over the
half-open time [starts_at, ends_at), so that one may begin when another ends. A later migration that makes SQLite
rebuild this table drops the triggers with it: it must call `guard` again (a test notices).
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CLASH = """SELECT 1 FROM places_occupancy AS other
           WHERE other.space_id = NEW.space_id AND other.key <> NEW.key AND other.id IS NOT NEW.id
           AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at"""
SQLITE = [
    f"""CREATE TRIGGER places_occupancy_once_{deed} BEFORE {deed} ON places_occupancy
        WHEN EXISTS ({CLASH})
        BEGIN SELECT RAISE(ABORT, 'places_occupancy_once'); END"""
    for deed in ("insert", "update")
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE places_occupancy ADD CONSTRAINT places_occupancy_once EXCLUDE USING gist
       (space_id WITH =, key WITH <>, tstzrange(starts_at, ends_at, '[)') WITH &&)""",
]
GUARD = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNDO = {
    "sqlite": [f"DROP TRIGGER places_occupancy_once_{deed}" for deed in ("insert", "update")],
    "postgresql": ["ALTER TABLE places_occupancy DROP CONSTRAINT places_occupancy_once"],
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

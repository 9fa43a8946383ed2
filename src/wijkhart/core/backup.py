"""The whole database in one file, and back.

SQLite is copied with its own online backup, PostgreSQL with `pg_dump`; both while the site runs. A restore checks the
file first and then replaces everything in one step, so a broken file leaves the database as it was.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from wijkhart.core.errors import BadInput, InputProblem, Refused

SQLITE_START, POSTGRES_START = b"SQLite format 3\x00", b"PGDMP"
CLEAN = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


def back_up(file: Path) -> int:
    """Write the database to a new file and return its size in bytes; a file that is there is never overwritten."""
    if file.exists():
        raise Refused(_("%(file)s is there already. Choose another name.") % {"file": file})
    if not file.parent.is_dir():
        raise Refused(_("The folder %(folder)s is not there.") % {"folder": file.parent})
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        _copy_sqlite(part)
    else:
        _run_tool("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
    part.replace(file)
    return file.stat().st_size


def restore(file: Path, *, replace: bool = False) -> None:
    """Make the database what it was when the file was written, then bring its tables up to this version.

    Raises `Refused` when the database holds something and `replace` is not said, and `BadInput` when the file is not a
    whole backup of this kind of database, or one of a later version of the software.
    """
    if connection.introspection.table_names() and not replace:
        raise Refused(_("The database is not empty. Say --replace to throw away what is in it."))
    _check_start(file)
    if connection.vendor == "sqlite":
        _restore_sqlite(file)
    else:
        _restore_postgres(file)
    call_command("migrate", verbosity=0, interactive=False)


def _copy_sqlite(part: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(part)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _restore_sqlite(file: Path) -> None:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as saved:
        try:
            sound = saved.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            applied = saved.execute("SELECT app, name FROM django_migrations").fetchall() if sound else []
        except sqlite3.DatabaseError:
            sound, applied = False, []
        if not sound:
            raise _bad(file, _("This file is damaged or is not a backup of Wijkhart."), _("Take another backup."))
        _check_version(file, applied)
        connection.ensure_connection()
        saved.backup(connection.connection)
    connection.close()


def _restore_postgres(file: Path) -> None:
    try:
        script = _run_tool("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(file), database=False)
    except Refused as refused:
        raise _bad(file, refused.message, _("Take another backup.")) from refused
    connection.close()
    _run_tool("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-", text=CLEAN + script)


def _check_start(file: Path) -> None:
    """Refuse a file that is not there or is of the other database."""
    if not file.is_file():
        raise _bad(file, _("There is no such file."), _("Check the name."))
    with file.open("rb") as opened:
        start = opened.read(len(SQLITE_START))
    if not start.startswith(SQLITE_START if connection.vendor == "sqlite" else POSTGRES_START):
        advice = _("Restore a backup of SQLite into SQLite, and one of PostgreSQL into PostgreSQL.")
        raise _bad(file, _("This is not a backup of this kind of database."), advice)


def _check_version(file: Path, applied: Sequence[tuple[str, str]]) -> None:
    """Refuse a backup whose tables this version of the software does not know."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = [f"{app}.{name}" for app, name in applied if (app, name) not in known]
    if unknown:
        message = _("This backup comes from another version: %(names)s.") % {"names": ", ".join(unknown)}
        raise _bad(file, message, _("Install the version that made it, or a later one."))


def _bad(file: Path, message: str, advice: str) -> BadInput:
    return BadInput([InputProblem(str(file), None, "", message, advice)])


def _run_tool(name: str, *arguments: str, database: bool = True, text: str = "") -> str:
    """Run a program of PostgreSQL for our database; its password never stands on a command line."""
    program = shutil.which(name)
    if program is None:
        raise Refused(_("The program %(name)s is missing. Debian: apt install postgresql-client.") % {"name": name})
    settings: dict[str, Any] = connection.settings_dict
    target = ["--dbname", settings["NAME"]] if database else []
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    secrets = {key: str(settings[ours]) for key, ours in named.items() if settings[ours]}
    done = subprocess.run(  # noqa: S603 - a fixed program with arguments of our own, no shell
        [program, *target, *arguments],
        env={**os.environ, **secrets},
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(_("%(name)s stopped: %(words)s") % {"name": name, "words": done.stderr.strip()[-500:]})
    return done.stdout

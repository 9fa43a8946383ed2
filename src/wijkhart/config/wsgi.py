"""The door for web servers."""

import gc
import os
import threading

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkhart.config.settings")
application = get_wsgi_application()

from wijkhart.directory.queries.engine import engine  # noqa: E402 - needs the apps


def warm_up() -> None:
    """Read what can be found before the first visitor asks, and keep the collector of garbage away from it."""
    try:
        engine()
    except DatabaseError:
        return  # not migrated or not reachable yet: the first question reads it
    finally:
        close_old_connections()
    gc.collect()
    gc.freeze()


threading.Thread(target=warm_up, name="warm-up", daemon=True).start()

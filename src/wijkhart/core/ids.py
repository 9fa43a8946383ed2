"""Keys that sort by the time they were made."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A fresh UUID version 7, the key of every public object."""
    return uuid_utils.compat.uuid7()

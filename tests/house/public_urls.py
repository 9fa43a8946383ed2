"""Writes the list of public addresses anew: `python -m tests.house.public_urls`."""

import os

import django
from django.urls import get_resolver


def main() -> None:
    """Write `public_urls.txt` as the addresses are now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.house.test_public_urls import LIST, public_addresses

    LIST.write_text("\n".join(public_addresses(get_resolver().url_patterns)) + "\n")


if __name__ == "__main__":
    main()

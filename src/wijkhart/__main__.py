"""The command `wijkhart`; `python -m wijkhart` and `manage.py` reach the same."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command, with the settings of this project."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkhart.config.settings")
    execute_from_command_line(["wijkhart", *sys.argv[1:]])


if __name__ == "__main__":
    main()

"""The command `wijkhart`; `python -m wijkhart` and `manage.py` reach the same."""

import argparse
import os
import re
import sys

from django.core.management import execute_from_command_line
from environs import EnvError

from wijkhart.config.environment import prepare_demo


def main() -> None:
    """Run one command, with the settings of this project; `demo` first writes the settings it runs with."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkhart.config.settings")
    if sys.argv[1:2] == ["demo"] and not {"-h", "--help"} & set(sys.argv):
        os.environ["WIJKHART_ENV_FILE"] = str(prepare_demo(_municipality(sys.argv[2:])))
    try:
        execute_from_command_line(["wijkhart", *sys.argv[1:]])
    except EnvError as error:
        sys.exit(f"{error} Every variable stands in docs/running.md.")


def _municipality(arguments: list[str]) -> str:
    """The municipality code among the arguments of `demo`; stops with a sentence when it is not one."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--municipality", default="GM0307")
    code: str = parser.parse_known_args(arguments)[0].municipality.upper()
    if not re.fullmatch(r"GM\d{4}", code):
        sys.exit(f"{code} is not a municipality code. Use GM and four digits, such as GM0307 (Amersfoort).")
    return code


if __name__ == "__main__":
    main()

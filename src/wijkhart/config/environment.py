"""Where settings are read from, before there are settings: the project's folder and its environment files."""

import re
import secrets
from pathlib import Path

_checkout = Path(__file__).resolve().parents[3]
HOME = _checkout if (_checkout / "pyproject.toml").exists() else Path.cwd()
"""The clone, or the folder the command was started in when the package is installed elsewhere."""
ENV_FILE = HOME / "var" / "wijkhart.env"
"""Read by every command unless WIJKHART_ENV_FILE names another. `wijkhart demo` writes it."""


def origin(text: str) -> str:
    """The address of a site without a path, such as `https://www.example.org`; anything else stops the program.

    >>> origin("https://www.example.org:8443")
    'https://www.example.org:8443'
    """
    if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d{1,5})?", text):
        raise ValueError(f"{text!r} is not the address of a site without a path, such as https://www.example.org.")
    return text


def prepare_demo(municipality: str) -> Path:
    """Write the environment of the demo of one municipality, once, and make it the one that commands read.

    Each municipality has a folder of its own under `var/`, with its database and its secret key.
    """
    folder = HOME / "var" / municipality
    folder.mkdir(parents=True, exist_ok=True)
    own = folder / "wijkhart.env"
    if not own.exists():
        own.write_text(
            f"WIJKHART_SECRET_KEY='{secrets.token_urlsafe(48)}'\n"
            "WIJKHART_DEMO=1\n"
            f"WIJKHART_DATA_DIR='{folder}'\n"
            f"WIJKHART_HOST_MUNICIPALITIES='127.0.0.1={municipality},localhost={municipality}'\n",
            encoding="utf-8",
        )
    ENV_FILE.write_text(own.read_text(encoding="utf-8"), encoding="utf-8")
    return own

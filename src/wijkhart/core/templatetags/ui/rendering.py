"""How a component becomes HTML: its own template in `templates/ui/`, and nothing it was not given."""

from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString


def component(name: str, **values: Any) -> SafeString:
    """The template `ui/<name>.html`, filled with these values only."""
    return SafeString(get_template(f"ui/{name}.html").render(values))

"""Facts for search engines (schema.org, JSON-LD) inside a page, safe against a text that ends the script."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(facts: dict[str, Any]) -> SafeString:
    """A `<script>` that holds data and is never run, so the content security policy leaves it alone.

    >>> "</script>" in json_ld({"@type": "Place", "name": "</script>"})[:-9]
    False
    """
    text = json.dumps({"@context": "https://schema.org", **facts}, cls=DjangoJSONEncoder, ensure_ascii=False)
    return SafeString(f'<script type="application/ld+json">{text.translate(ESCAPES)}</script>')

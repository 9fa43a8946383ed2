"""The trap for undefined template variables works, and lets other people's templates be."""

import pytest
from django.template import Context, engines
from django.template.base import Origin, Template

from tests.strict import HOUSE, UndefinedVariableError


def render(text: str, file: str, **context: object) -> str:
    engine = engines["django"].engine
    return Template(text, Origin(file), engine=engine).render(Context(context))


def test_a_template_of_the_house_must_be_given_its_variables() -> None:
    with pytest.raises(UndefinedVariableError, match=r"nobody.*page\.html"):
        render("{{ nobody }}", f"{HOUSE}/wijkhart/portal/templates/page.html")
    with pytest.raises(UndefinedVariableError):
        render("{% with a=1 %}{{ area.name|upper }}{% endwith %}", f"{HOUSE}/page.html", area={})


def test_what_is_given_is_shown_and_none_is_a_value() -> None:
    assert render("{{ a }}{{ b }}", f"{HOUSE}/page.html", a=1, b=None) == "1None"


def test_templates_of_others_keep_their_habits() -> None:
    assert render("[{{ nobody }}]", "/usr/lib/django/contrib/page.html") == "[]"

"""The one form renderer, read as a browser and a screen reader would."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from wijkhart.core.errors import BadInput, InputProblem, Refused
from wijkhart.core.forms import add_refusal, summary_of
from wijkhart.core.patterns import PatternForm


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in tags]


def shown(form: forms.Form, rf: RequestFactory) -> str:
    """The form on a page, in Dutch."""
    with override("nl"):
        return Template('{% load ui %}{% form form "Versturen" %}').render(
            Context({"form": form, "request": rf.get("/x")})
        )


def test_every_control_has_a_label_or_legend(rf: RequestFactory) -> None:
    elements = Elements(shown(PatternForm(), rf))
    labelled = {one["for"] for one in elements.all("label")}
    controls = [one for one in elements.all("input", "select", "textarea") if one.get("type") != "hidden"]
    assert {one["id"] for one in controls} == labelled
    assert len(elements.all("fieldset")) == len(elements.all("legend")) == 2


def test_everything_pointed_at_is_there(rf: RequestFactory) -> None:
    elements = Elements(shown(PatternForm({"email": "jan@"}), rf))
    ids = [one["id"] for _tag, one in elements.found if "id" in one]
    assert len(ids) == len(set(ids))
    pointers = [word for _tag, one in elements.found for word in (one.get("aria-describedby") or "").split()]
    targets = [(one["href"] or "")[1:] for one in elements.all("a")]
    assert pointers
    assert set(pointers + targets) <= set(ids)


def test_mistakes_stand_above_the_form_and_at_the_field_and_nothing_typed_is_lost(rf: RequestFactory) -> None:
    html = shown(PatternForm({"email": "jan@", "idea": "Een <b>boom</b>"}), rf)
    elements = Elements(html)
    summary = next(one for one in elements.all("div") if "wh-error-summary" in (one.get("class") or ""))
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary
    assert html.index("wh-error-summary") < html.index("<form")
    email = next(one for one in elements.all("input") if one.get("name") == "email")
    assert (email["value"], email["aria-invalid"], email["aria-describedby"]) == (
        "jan@",
        "true",
        "id_email-hint id_email-error",
    )
    assert html.count("Voer een geldig e-mailadres in.") == 2
    assert "Een &lt;b&gt;boom&lt;/b&gt;" in html


def test_the_form_leaves_checking_to_us_and_is_safe_to_send(rf: RequestFactory) -> None:
    elements = Elements(shown(PatternForm(), rf))
    (form,) = elements.all("form")
    assert "novalidate" in form
    assert form["method"] == "post"
    assert next(one for one in elements.all("input") if one.get("name") == "csrfmiddlewaretoken")["value"]
    assert not [one for _tag, one in elements.found if "style" in one or "placeholder" in one or "disabled" in one]


def test_what_is_not_required_says_so_and_a_text_box_says_who_reads_it(rf: RequestFactory) -> None:
    html = shown(PatternForm(), rf)
    assert re.search(r"Dag <span[^>]*>\(niet verplicht\)</span>", html)
    assert html.count("niet verplicht") == 2
    assert "Iedereen kan lezen wat u hier schrijft." in html


def test_a_refusal_lands_at_its_field() -> None:
    form = PatternForm({"name": "Jan"})
    add_refusal(form, Refused("Die naam bestaat al.", field="name"))
    add_refusal(form, BadInput([InputProblem("x", 1, "elders", "Klopt niet.", "Kijk na.")]))
    assert form.errors["name"] == ["Die naam bestaat al."]
    assert [problem.message for problem in summary_of(form)][:1] == ["Klopt niet. Kijk na."]


@pytest.mark.parametrize("kind", ["primary", "secondary", "subtle", "danger"])
def test_a_link_can_look_like_each_button(kind: str) -> None:
    html = Template('{% load ui %}{% button_link "Ga" url kind "plus" %}').render(
        Context({"kind": kind, "url": "/x?a=1&b=2"})
    )
    assert 'href="/x?a=1&amp;b=2"' in html

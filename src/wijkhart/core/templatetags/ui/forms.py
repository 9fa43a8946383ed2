"""The one form renderer: label, hint, message, control; error summary above the form."""

from typing import Any

from django.forms import BaseForm, BoundField
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijkhart.core.forms import control_of, summary_of
from wijkhart.core.templatetags.ui.parts import BUTTONS
from wijkhart.core.templatetags.ui.rendering import component


def form(
    context: Context,
    form: BaseForm,
    submit_label: str = "",
    action: str = "",
    cancel_url: str = "",
    kind: str = "primary",
) -> SafeString:
    """A whole form that posts: error summary, every field, one button."""
    return component(
        "form",
        form=form,
        summary=summary_of(form),
        controls=_controls(form),
        csrf_token=get_token(context["request"]),
        multipart=form.is_multipart(),
        action=action,
        filtering=False,
        submit_label=submit_label or _("Save"),
        cancel_url=cancel_url,
        style=BUTTONS[kind],
    )


def filter_form(context: Context, form: BaseForm, submit_label: str = "") -> SafeString:
    """A form that narrows a list: it GETs, so that the address holds the filters."""
    request = context["request"]
    return component(
        "filter_form",
        form=form,
        summary=summary_of(form),
        controls=_controls(form),
        action=request.path,
        filtering=True,
        active=any(form[name].value() for name in form.fields),
        submit_label=submit_label or _("Show"),
    )


def error_summary(form: BaseForm) -> SafeString:
    """What is wrong with the form, each with a link to its field; takes the focus."""
    return component("error_summary", summary=summary_of(form))


def field(field: BoundField) -> SafeString:
    """One field of a form, for pages that lay a form out by hand."""
    return component("field", control=control_of(field), filtering=False)


def _controls(form: BaseForm) -> list[Any]:
    return [control_of(field) for field in form]

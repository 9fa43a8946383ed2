"""One's own account, and the role in which one acts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from wijkhart.accounts.actors import ActingUser
from wijkhart.accounts.forms import ChooseForm
from wijkhart.accounts.middleware import ACTIVE_MEMBERSHIP
from wijkhart.accounts.queries import in_words
from wijkhart.core.http import Request


@never_cache
def account_overview(request: Request) -> HttpResponse:
    """What we know of you, and where you change it."""
    acting = request.actor
    code = acting.membership.municipality_code if isinstance(acting, ActingUser) and acting.membership else ""
    choices = in_words(acting.choices) if isinstance(acting, ActingUser) else {}
    context = {
        "acting": acting,
        "choices": list(choices.items()),
        "active": str(acting.membership.pk) if isinstance(acting, ActingUser) and acting.membership else "",
        "log": code if acting.may("audit.read", code) else "",
    }
    return render(request, "accounts/account_overview.html", context)


@never_cache
def membership_choose(request: Request) -> HttpResponse:
    """Choose the role in which you act; only that one gives rights, until you choose another."""
    acting = request.actor
    choices = in_words(acting.choices) if isinstance(acting, ActingUser) else {}
    active = acting.membership if isinstance(acting, ActingUser) else None
    form = ChooseForm(request.POST or None, choices=choices, initial={"membership": str(active.pk) if active else ""})
    if request.method == "POST" and form.is_valid():
        request.session[ACTIVE_MEMBERSHIP] = form.cleaned_data["membership"]
        messages.success(request, _("You now work in the role that you chose."))
        return redirect(_back(request))
    return render(request, "accounts/membership_choose.html", {"form": form, "choices": choices})


def _back(request: Request) -> str:
    """The page where the choice was made, when it is one of ours."""
    asked = request.GET.get("terug", "")
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure()) else "/"

"""The forms of django-allauth in our own words: labels above the field, no placeholders, hints that help."""

from typing import Any, ClassVar, Final

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

PASSWORD_HINT: Final = _("At least 12 characters. A few words in a row work well.")
CODE_HINT: Final = _("The 6 digits that your app shows now, or one of your recovery codes.")

RETOLD: Final = (
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Please type your current password."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("Use your password"),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("Use a security key"),
    gettext_noop("You cannot remove your primary email address."),
    gettext_noop("You cannot deactivate two-factor authentication."),
    gettext_noop("You cannot generate recovery codes without having two-factor authentication enabled."),
    gettext_noop("You cannot activate two-factor authentication until you have verified your email address."),
    gettext_noop("You have confirmed %(email)s."),
    gettext_noop("Successfully signed in as %(name)s."),
    gettext_noop("You have signed out."),
    gettext_noop("Password successfully changed."),
    gettext_noop("Password successfully set."),
    gettext_noop("Confirmation email sent to %(email)s."),
    gettext_noop("Security key added."),
    gettext_noop("Security key removed."),
    gettext_noop("Incorrect code."),
    gettext_noop("Too many failed login attempts. Try again later."),
)
"""Sentences of allauth that our catalogue says again with "u"."""


class InOurWords:
    """Takes away placeholders and puts our labels and hints at the fields."""

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)


class LoginForm(InOurWords, account.LoginForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"login": _("E-mail address"), "password": _("Password")}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"email": _("E-mail address")}


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"password1": _("New password"), "password2": _("New password, once more")}
    hints: ClassVar[dict[str, Any]] = {"password1": PASSWORD_HINT}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {
        "oldpassword": _("Password now"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }
    hints: ClassVar[dict[str, Any]] = {"password1": PASSWORD_HINT}


class SetPasswordForm(InOurWords, account.SetPasswordForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"password1": _("New password"), "password2": _("New password, once more")}
    hints: ClassVar[dict[str, Any]] = {"password1": PASSWORD_HINT}


class AddEmailForm(InOurWords, account.AddEmailForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"email": _("New e-mail address")}
    hints: ClassVar[dict[str, Any]] = {"email": _("We send a mail with a link. Only then does the address change.")}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"password": _("Password")}


class CodeForm(InOurWords, second.AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"code": _("Code")}
    hints: ClassVar[dict[str, Any]] = {"code": CODE_HINT}


class CodeAgainForm(InOurWords, second.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"code": _("Code")}
    hints: ClassVar[dict[str, Any]] = {"code": CODE_HINT}


class ActivateAppForm(InOurWords, totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"code": _("Code")}
    hints: ClassVar[dict[str, Any]] = {"code": _("The 6 digits that your app shows now.")}


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"name": _("Name of this passkey"), "passwordless": _("Log in without password")}
    hints: ClassVar[dict[str, Any]] = {
        "name": _("For example: my telephone."),
        "passwordless": _("Then your fingerprint, face or pin code on the device is enough."),
    }


class EditPasskeyForm(InOurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    labels: ClassVar[dict[str, Any]] = {"name": _("Name of this passkey")}

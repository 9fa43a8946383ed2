"""Addresses of this part; the pages of django-allauth stand under Dutch paths with allauth's own names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from wijkhart.accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("organisaties/", views.organisation_list, name="organisation_list"),
    path("organisaties/<uuid:pk>/", views.organisation_detail, name="organisation_detail"),
    path("organisaties/<uuid:pk>/wijzigen/", views.organisation_edit, name="organisation_edit"),
    path("organisaties/<uuid:pk>/vertrouwen/", views.organisation_trust, name="organisation_trust"),
    path("gemeenten/<str:code>/organisaties/nieuw/", views.organisation_register, name="organisation_register"),
    path("gemeenten/<str:code>/leden/", views.member_list, name="member_list"),
    path("gemeenten/<str:code>/leden/uitnodigen/", views.invitation_send, name="invitation_send"),
    path("gemeenten/<str:code>/wie-mag-wat/", views.rights_overview, name="rights_overview"),
    path("lidmaatschappen/<uuid:pk>/", views.membership_edit, name="membership_edit"),
    path("lidmaatschappen/<uuid:pk>/beeindigen/", views.membership_end, name="membership_end"),
    path("uitnodigingen/<uuid:pk>/intrekken/", views.invitation_withdraw, name="invitation_withdraw"),
    path("uitnodiging/<str:token>/", views.invitation_accept, name="invitation_accept"),
    path("account/", views.account_overview, name="account_overview"),
    path("account/rol/", views.membership_choose, name="membership_choose"),
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/passkey/", login_not_required(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("inloggen/code/", login_not_required(mfa.authenticate), name="mfa_authenticate"),
    path("inloggen/opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("inloggen/opnieuw/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("inloggen/opnieuw/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("aanmelden/", account.signup, name="account_signup"),
    path("account/niet-actief/", account.account_inactive, name="account_inactive"),
    path("account/e-mail/", account.email, name="account_email"),
    path("account/e-mail/verzonden/", account.email_verification_sent, name="account_email_verification_sent"),
    path("account/e-mail/bevestigen/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("account/wachtwoord/", account.password_change, name="account_change_password"),
    path("account/wachtwoord/instellen/", account.password_set, name="account_set_password"),
    path("wachtwoord-vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord-vergeten/verzonden/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "wachtwoord-vergeten/<str:uidb36>-<path:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/veiligheid/", mfa.index, name="mfa_index"),
    path("account/veiligheid/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/veiligheid/app/uit/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/veiligheid/herstelcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/veiligheid/herstelcodes/nieuw/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "account/veiligheid/herstelcodes/bestand/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account/veiligheid/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/veiligheid/passkeys/nieuw/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("account/veiligheid/passkeys/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/veiligheid/passkeys/<int:pk>/weg/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]

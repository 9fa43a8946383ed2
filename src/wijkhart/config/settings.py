"""Settings, read from the environment; a wrong or missing value stops the program with a sentence that says so.

Every variable is described in `docs/running.md`.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from wijkhart.config.environment import ENV_FILE, HOME, origin

env = Env(prefix="WIJKHART_")
env.read_env(Env().str("WIJKHART_ENV_FILE", default=str(ENV_FILE)), recurse=False)

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DATA_DIR = Path(env.str("DATA_DIR", default=str(HOME / "var"))).resolve()
DEMO_DATA = HOME / "demo"
HOST_MUNICIPALITIES: dict[str, str] = env.dict("HOST_MUNICIPALITIES", default={})
SECURE = env.bool("SECURE", default=not (DEBUG or DEMO))

ROOT_URLCONF = "wijkhart.config.urls"
WSGI_APPLICATION = "wijkhart.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "wijkhart.portal",
    "wijkhart.deployment",
    "wijkhart.siting",
    "wijkhart.coordination",
    "wijkhart.programming",
    "wijkhart.directory",
    "wijkhart.agenda",
    "wijkhart.seasons",
    "wijkhart.places",
    "wijkhart.accounts",
    "wijkhart.areas",
    "wijkhart.themes",
    "wijkhart.times",
    "wijkhart.audit",
    "wijkhart.core.jobs",
    "wijkhart.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

# Order: what must hold for every answer stands outside; who acts is known before a view is asked who may.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wijkhart.core.middleware.headers.HeadersMiddleware",
    "wijkhart.core.middleware.read_only.ReadOnlyMiddleware",
    "wijkhart.core.middleware.refusals.ApiProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wijkhart.core.middleware.language.LanguageMiddleware",
    "wijkhart.config.api.middleware.ApiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wijkhart.accounts.middleware.ActorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wijkhart.core.middleware.refusals.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "wijkhart.core.context.page",
            ],
        },
    }
]

DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'wijkhart.sqlite3'}", conn_max_age=60)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SITE_NAME = env.str("SITE_NAME", default="Wijkhart")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
ACCOUNT_TEMPLATE = "accounts/_account.html"
SEARCH = ("service_list", "zoek")
# (words, view, right asked for): see core.navigation
NAVIGATION = [
    (_("Home"), "home", ""),
    (_("Activities and help"), "service_list", ""),
    (_("Places"), "place_list", ""),
    (_("Neighbourhoods"), "district_list", ""),
    (_("My offers"), "service_mine", "life_cycle.read"),
]

# (words, view): what the foot of every page leads to besides the pages of core
FOOTER = [(_("Open data"), "open_data")]
# (words, view, right asked for): where parts above the agenda go on from one issue, with ?punt=
ISSUE_DOORS = [
    (_("Who works on this together?"), "alliance_list", ""),
    (_("Bring players together"), "alliance_start", "alliance.edit"),
]
# (words, view): where parts above the directory go on from the page of one place
PLACE_DOORS = [(_("Week programme"), "place_week"), (_("A room for a whole season"), "place_seasons")]

MAIL = env.dj_email_url("EMAIL_URL", default="console://" if DEBUG or DEMO else "smtp://localhost:25")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_BACKEND"], MAIL["EMAIL_HOST"], MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"], MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL["EMAIL_USE_TLS"], MAIL["EMAIL_USE_SSL"], 10
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="wijkhart@localhost")

# Room for the turns of senders (core.limits): a small cache forgets who sent how often.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["wijkhart.accounts.adapter.LoginBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "wijkhart.accounts.validators.MaximumLengthValidator", "OPTIONS": {"max_length": 128}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.bool("BEHIND_PROXY", default=False))
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "wijkhart.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "wijkhart.accounts.login_forms.LoginForm",
    "reset_password": "wijkhart.accounts.login_forms.ResetPasswordForm",
    "reset_password_from_key": "wijkhart.accounts.login_forms.ResetPasswordKeyForm",
    "change_password": "wijkhart.accounts.login_forms.ChangePasswordForm",
    "set_password": "wijkhart.accounts.login_forms.SetPasswordForm",
    "add_email": "wijkhart.accounts.login_forms.AddEmailForm",
    "reauthenticate": "wijkhart.accounts.login_forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "wijkhart.accounts.login_forms.CodeForm",
    "reauthenticate": "wijkhart.accounts.login_forms.CodeAgainForm",
    "activate_totp": "wijkhart.accounts.login_forms.ActivateAppForm",
    "add_webauthn": "wijkhart.accounts.login_forms.AddPasskeyForm",
    "edit_webauthn": "wijkhart.accounts.login_forms.EditPasskeyForm",
}
MFA_ADAPTER = "wijkhart.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

MESSAGE_TAGS = {messages.DEBUG: "info", messages.SUCCESS: "ok"}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
ACTOR_FINDERS = {"user": "wijkhart.accounts.actors.acting_user_of"}
JOBS_BEAT = env.float("JOBS_BEAT", default=2, validate=validate.Range(min=0.01, max=10))
JOBS_DEAD_AFTER = env.float("JOBS_DEAD_AFTER", default=30, validate=validate.Range(min=4 * JOBS_BEAT, max=50))

WRITABLE_ON_GET = frozenset({"django_session", "django_cache", "directory_searchsign"})
CSRF_FAILURE_VIEW = "wijkhart.core.pages.csrf_failure"
X_FRAME_OPTIONS = "DENY"
EMBED_ALLOWED = env.list("EMBED_ALLOWED", default=[], subcast=origin)
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if SECURE:
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    if env.bool("BEHIND_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Errors go to standard error, with the path but without what was searched for; nothing else is kept.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "INFO"}, "django.request": {"level": "ERROR"}},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

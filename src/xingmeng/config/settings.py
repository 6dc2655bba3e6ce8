"""Django's settings: one file; what differs by machine comes from the environment.

No secret and no machine's path stands here. Everything the server keeps lies in HOME_DIR.
"""

import contextlib
import os
import secrets
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from xingmeng import instruments


def _flag(name: str) -> bool:
    return os.environ.get(name, "") == "1"


def _words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


for _package in _words("XINGMENG_INSTRUMENTS", ""):  # instruments of this site's own
    instruments.include(_package)
HOME_DIR = Path(os.environ.get("XINGMENG_HOME") or "var").absolute()
HOME_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
FILES_DIR = HOME_DIR / "files"  # uploads and PDFs; only views serve them
DEBUG = _flag("XINGMENG_DEBUG")
HTTPS = _flag("XINGMENG_HTTPS")
ALLOWED_HOSTS = _words("XINGMENG_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = _words("XINGMENG_TRUSTED_ORIGINS", "")
DEMO_DAY_FILE = HOME_DIR / "demo-day"  # a home that holds a demo stays on the demo's day
_region = os.environ.get("XINGMENG_REGION") or Path(__file__).with_name("region.toml")
REGION = tomllib.loads(Path(_region).read_text(encoding="utf-8"))  # names and map of the region


def _clock_day() -> date | None:
    """The fixed day that the environment names, or the home's demo; None: the day it is."""
    said = os.environ.get("XINGMENG_TODAY")
    if said is None and DEMO_DAY_FILE.exists():
        said = DEMO_DAY_FILE.read_text()
    return date.fromisoformat(said) if said else None


CLOCK_DAY = _clock_day()


def _secret_key() -> str:
    """The environment's key, else one made once; two first processes get the same one."""
    if given := os.environ.get("XINGMENG_SECRET_KEY"):
        return given
    path = HOME_DIR / "keys" / "secret_key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".secret_key.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # whole or not at all, and only if there is none yet
        draft.unlink()
    return path.read_text()


SECRET_KEY = _secret_key()
# Who seals signatures: a dotted path to a class; empty, the server's own key.
SEAL_SERVICE = os.environ.get("XINGMENG_SEAL_SERVICE", "")

# --- the database -------------------------------------------------------------------------

SQLITE_OPTIONS = {  # Django's own defaults fail nine of ten concurrent submits
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
        "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000"
    ),
}
FORMS = (
    "use sqlite:///relative, sqlite:////absolute or postgresql://user:word@host:port/name "
    "(write %2F, %3A, %40 for / : @ in a word)"
)


def _database(url: str) -> dict:
    """sqlite:///relative, sqlite:////absolute, or postgresql://user:word@host:port/name?k=v"""
    scheme, found, rest = url.partition("://")
    if scheme == "sqlite" and rest[:1] == "/" != rest:
        path = Path(unquote(rest[1:])).absolute()
        path.parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": SQLITE_OPTIONS,
        }
    if scheme not in ("postgresql", "postgres"):
        kind = f"unknown kind of database {scheme!r}" if found else "not a URL"
        raise ImproperlyConfigured(f"XINGMENG_DATABASE_URL: {kind}; {FORMS}")
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:  # its own words may quote the password
        fault = f"XINGMENG_DATABASE_URL: host or port cannot be read; {FORMS}"
        raise ImproperlyConfigured(fault) from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,  # every thread of the server keeps its own
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {
    "default": _database(
        os.environ.get("XINGMENG_DATABASE_URL")
        or f"sqlite:///{quote(str(HOME_DIR))}/xingmeng.sqlite3"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- what the site is made of -------------------------------------------------------------

STAGES = [  # in the order of the lifecycle
    "registry",
    "policy",
    "funds",
    "exchange",
    "calls",
    "applications",
    "review",
    "awards",
    "meetings",
    "delivery",
    "outcomes",
    "entitlements",
    "fieldwork",
    "indicators",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "django_htmx",
    "xingmeng.core",
    *(f"xingmeng.stages.{stage}" for stage in STAGES),
    "xingmeng.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xingmeng.web.middleware.ArrivalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "xingmeng.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "xingmeng.web.middleware.ActorMiddleware",
    "xingmeng.web.middleware.SecurityHeadersMiddleware",
    "xingmeng.core.refusals.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parents[1] / "web" / "templates"],  # before allauth's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xingmeng.web.context.page",
            ],
        },
    },
]
ROOT_URLCONF = "xingmeng.config.urls"
WSGI_APPLICATION = "xingmeng.config.wsgi.application"

# --- language and time --------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- front-end files ----------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HOME_DIR / "static"  # web/static, its git-ignored vendor/ among it, collected
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_DIR},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- who may come in ----------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"password_again": "5/5m/user"}  # beside the library's own
ACCOUNT_SIGNUP_FORM_CLASS = "xingmeng.web.signup.SignupForm"

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
# The proxy that ends TLS must set this header itself and drop the client's.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# --- mail and log -------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME_DIR / "mail"
if os.environ.get("XINGMENG_EMAIL_URL"):  # smtp://user:word@host:587 (STARTTLS) or smtps://
    _mail = urlsplit(os.environ["XINGMENG_EMAIL_URL"])
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(_mail.username)
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or (465 if EMAIL_USE_SSL else 587)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
DEFAULT_FROM_EMAIL = os.environ.get("XINGMENG_EMAIL_FROM", "xingmeng@localhost")

LOGGING = {  # to stderr, and no values of anyone's record
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "xingmeng.config.logs.WithoutValues",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # an address not found may carry a token
    },
}

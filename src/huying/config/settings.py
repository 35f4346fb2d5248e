"""Settings. Whatever differs between machines comes from the environment: docs/settings.md."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from . import permissions, surroundings

PACKAGE = Path(__file__).resolve().parents[1]
HOME = surroundings.data_home()

DEMO = surroundings.switch("HUYING_DEMO")
DEBUG = surroundings.switch("HUYING_DEBUG")
PRODUCTION = not (DEMO or DEBUG)
BEHIND_PROXY = surroundings.switch("HUYING_BEHIND_PROXY")

SECRET_KEY = surroundings.secret_key(HOME)
ALLOWED_HOSTS = surroundings.listed("HUYING_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = surroundings.listed("HUYING_ORIGINS")

INSTALLED_APPS = [
    "huying.config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    # groundwork
    "huying.groundwork.access",
    "huying.groundwork.journal",
    "huying.groundwork.batches",
    "huying.groundwork.places",
    "huying.groundwork.people",
    "huying.groundwork.crews",
    "huying.groundwork.prices",
    # fieldwork
    "huying.fieldwork.visits",
    "huying.fieldwork.dispatch",
    # casework
    "huying.casework.intake",
    # faces
    "huying.faces.desk",
    "huying.faces.doorstep",
    "huying.faces.field",
    "huying.faces.stream",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "huying.config.edge.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "huying.config.edge.IdleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huying.config.edge.TextMiddleware",
    "huying.config.errors.ErrorMiddleware",
    "huying.groundwork.access.middleware.RoleGate",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "huying.config.urls"
ASGI_APPLICATION = "huying.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["huying.config.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "huying.config.shell.shell",
            ],
        },
    },
]

# Records

DATABASES = {"default": surroundings.database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Language and time: stored in UTC, shown in Shanghai

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "kernel/locale", PACKAGE / "engines/triage/locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Who logs in

AUTH_USER_MODEL = "access.Account"
# The gate asks it before every view; a route that is not in it is closed (in tests: an error).
ROUTE_DOORS = permissions.TABLE
UNLISTED_ROUTES_RAISE = False
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "access:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "access:login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "huying.groundwork.access.passwords.LengthValidator", "OPTIONS": {"least": 12}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["username", "name"]}},
    {"NAME": _VALIDATION + "NumericPasswordValidator"},
]

# A guesser locks out the pair of name and address, so that nobody can lock a colleague out from elsewhere.
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "huying.config.errors.login_name"
AXES_LOCKOUT_CALLABLE = "huying.groundwork.access.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "huying.groundwork.access.peer.peer_address"
AXES_ENABLE_ADMIN = False
AXES_ALLOWED_CORS_ORIGINS = ""

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_LONGEST = timedelta(hours=16)
if PRODUCTION:
    # A browser takes such a cookie only over TLS, from this host, for all of it.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION

CSRF_FAILURE_VIEW = "huying.config.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 12
LARGEST_BODY = 40 * 1024 * 1024
# Pages that tidy what cannot be stored instead of refusing it: an emergency is never sent back for a stray character.
TAKES_ANY_TEXT = ("/emergency/",)

# What a browser may do with our pages

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
# Binding for every other service of the customer's domain, and hard to take back: only who owns the domain says so.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION and surroundings.switch("HUYING_HSTS_SUBDOMAINS")
# Django's check asks for both as if every server owned its domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What a resident may ring; printed on slips
DESK_PHONE = os.environ.get("HUYING_DESK_PHONE", "" if PRODUCTION else "021-5500 0100")

# Files: what we ship is public, what people send is not and lies elsewhere

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
MEDIA_ROOT = HOME / "photos"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
_WHITENOISE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _WHITENOISE if PRODUCTION else _PLAIN},
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_MAX_AGE = 60 if PRODUCTION else 0
WHITENOISE_ALLOW_ALL_ORIGINS = False

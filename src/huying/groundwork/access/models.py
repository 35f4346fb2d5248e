from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy

from . import rules


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who logs in. What a person may do follows from the roles granted."""

    username = models.CharField(gettext_lazy("login name"), max_length=60, unique=True)
    name = models.CharField(gettext_lazy("name"), max_length=60)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # Part of every session's mark: counting it up ends all sessions of this account at their next request.
    epoch = models.PositiveIntegerField(default=0)
    # Set by an administrator, known to two people: the owner must choose another before anything else.
    has_temporary_password = models.BooleanField(default=False)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django's own mark follows the password alone; ours follows roles and "sign out everywhere" too.
        key_salt = "huying.access.session"
        return salted_hmac(key_salt, f"{self.epoch}:{self.password}", secret=secret, algorithm="sha256").hexdigest()

    @property
    def roles(self) -> frozenset[str]:
        """The roles granted, read once per instance."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(self.grants.values_list("role", flat=True))
        return self._roles


class RoleGrant(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(k, gettext_lazy(v)) for k, v in rules.ROLES.items()])
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role"], name="access_role_once"),
            models.CheckConstraint(condition=models.Q(role__in=sorted(rules.ROLES)), name="access_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.role}"


class Look(models.Model):
    """Somebody looked at a person whose being on a list is itself sensitive."""

    at = models.DateTimeField(db_index=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    route = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject", "-at"], name="access_look_subject")]

    def __str__(self) -> str:
        return f"{self.account} → {self.kind} {self.subject}"

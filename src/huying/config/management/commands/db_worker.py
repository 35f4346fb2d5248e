from typing import Any

from django_tasks_db.management.commands import db_worker

from huying.config.durability import require_durable


class Command(db_worker.Command):
    """The worker of django-tasks-db, which like the server does not start on a database that may forget."""

    def handle(self, *args: Any, **options: Any) -> None:
        require_durable()
        super().handle(*args, **options)

"""The one visible table of who hears of what, and which function a job's name stands for."""

from __future__ import annotations

from huying.casework.intake import handlers as intake
from huying.groundwork.journal import jobs, news

NEWS: dict[str, tuple[news.Handler, ...]] = {
    "visit_started": (intake.visit_moved,),
    "visit_finished": (intake.visit_moved,),
    "visit_missed": (intake.visit_moved,),
    "visit_put_back": (),
    "visit_called_off": (intake.visit_moved,),
    "visit_assigned": (),
    "visit_unassigned": (),
    "extra_passed_on": (intake.extra_passed_on,),
}

JOBS: dict[str, str] = {}


def install() -> None:
    news.install(NEWS)
    jobs.install(JOBS)

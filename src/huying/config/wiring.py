"""The one visible table of who hears of what, and which function a job's name stands for."""

from __future__ import annotations

from collections.abc import Iterable

from huying.casework.intake import handlers as intake
from huying.casework.intake.selectors.shown import sensitive_people_of
from huying.casework.intake.services import MessageImporter
from huying.fieldwork.dispatch import handlers as dispatch
from huying.groundwork.access import ledger, looks
from huying.groundwork.batches import services as batches
from huying.groundwork.crews.importers import CrewsImporter, EquipmentImporter
from huying.groundwork.crews.plans import ShiftsImporter
from huying.groundwork.journal import jobs, news
from huying.groundwork.journal import services as journal
from huying.groundwork.people.importers import HouseholdsImporter
from huying.groundwork.people.models import Person
from huying.groundwork.places.importers import PlacesImporter
from huying.groundwork.prices.importers import PricesImporter

NEWS: dict[str, tuple[news.Handler, ...]] = {
    "visit_started": (dispatch.visit_has_begun, intake.visit_moved),
    "visit_finished": (dispatch.visit_is_over, intake.visit_moved),
    "visit_missed": (dispatch.visit_is_over, intake.visit_moved),
    "visit_put_back": (dispatch.visit_is_over,),
    "visit_called_off": (dispatch.visit_was_called_off, intake.visit_moved),
    "visit_assigned": (),
    "visit_unassigned": (),
    "extra_passed_on": (intake.extra_passed_on,),
    "batch_confirmed": (intake.batch_confirmed,),
    "address_settled": (intake.address_settled,),
}

JOBS: dict[str, str] = {
    "confirm_batch": "huying.groundwork.batches.tasks:confirm",
    "propose_pairs": "huying.casework.intake.tasks:propose_pairs_of_batch",
}

IMPORTERS: tuple[batches.Importer, ...] = (
    PlacesImporter(), HouseholdsImporter(), CrewsImporter(), EquipmentImporter(), ShiftsImporter(), PricesImporter(), MessageImporter(),
)


def person_names(subjects: Iterable[str]) -> dict[str, str]:
    """Names for the auditor's page of looks, which stands below the people."""
    found = Person.objects.filter(pk__in=[int(subject) for subject in subjects if subject.isdecimal()])
    return {str(pk): name for pk, name in found.values_list("pk", "name")}


def install() -> None:
    news.install(NEWS)
    jobs.install(JOBS)
    batches.install(IMPORTERS)
    ledger.install(journal)
    looks.install(person_names, sensitive_people_of)

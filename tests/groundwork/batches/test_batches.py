"""A file is looked at, taken in, taken back."""

import pytest

from huying.groundwork.batches import selectors, services
from huying.groundwork.batches.models import Batch
from huying.groundwork.batches.services import Verdict
from huying.groundwork.batches.sheets import Column
from huying.groundwork.journal.models import Entry
from huying.groundwork.places.models import Place
from huying.kernel.errors import BadInput, Missing, NotNow

pytestmark = pytest.mark.django_db


class Districts:
    """The smallest importer: a district per row."""

    kind = "districts"
    columns = (Column("name", ("区名",), is_required=True),)

    def judge(self, row):
        if not row.values["name"].endswith("区"):
            raise BadInput("“%(name)s” is no district.", field="区名", name=row.values["name"])
        known = Place.objects.filter(key=row.values["name"]).first()
        return Verdict("unchanged", kind="place", subject=str(known.pk)) if known else Verdict("accepted")

    def take(self, row, *, by):
        verdict = self.judge(row)
        if verdict.outcome == "unchanged":
            return verdict
        name = row.values["name"]
        place = Place.objects.create(kind="district", name=name, label=name, key=name, path="")
        return Verdict("accepted", kind="place", subject=str(place.pk))

    def undo(self, subject, undo, *, by):
        place = Place.objects.get(pk=subject)
        if place.children.exists():
            raise NotNow("%(place)s has places in it.", place=place.label)
        place.delete()


@pytest.fixture(autouse=True)
def installed(monkeypatch):
    monkeypatch.setattr(services, "_importers", {"districts": Districts()})


FILE = "区名\n杨浦区\n火星\n虹口区\n".encode()


def _check(lin, data=FILE):
    return services.check_file("districts", filename="区.csv", data=data, by=lin)


def test_dry_run_judges_every_row_and_changes_nothing(lin):
    batch = _check(lin)
    assert [r.outcome for r in selectors.rows_of(batch)] == ["accepted", "rejected", "accepted"]
    bad = selectors.rows_of(batch, outcome="rejected").get()
    assert (bad.number, bad.column, bad.facts) == (3, "区名", {"name": "火星"})
    assert not Place.objects.exists()
    assert (batch.counts["accepted"], batch.counts["rejected"], batch.counts["rows"]) == (2, 1, 3)


def test_the_original_is_kept_with_its_hash(lin):
    batch = Batch.objects.get(pk=_check(lin).pk)
    assert bytes(batch.original) == FILE and len(batch.sha256) == 64


def test_confirming_takes_in_and_is_written(lin):
    batch = services.confirm_batch(_check(lin).pk, by=lin)
    assert batch.state == "confirmed" and Place.objects.count() == 2
    assert [e.verb for e in Entry.objects.order_by("id")] == ["batch_checked", "batch_confirmed"]


def test_repeat_changes_nothing(lin):
    services.confirm_batch(_check(lin).pk, by=lin)
    again = services.confirm_batch(_check(lin).pk, by=lin)
    assert Place.objects.count() == 2 and (again.counts["unchanged"], again.counts["accepted"]) == (2, 0)


def test_refuses_confirming_twice(lin):
    batch = services.confirm_batch(_check(lin).pk, by=lin)
    with pytest.raises(NotNow):
        services.confirm_batch(batch.pk, by=lin)


def test_a_confirmation_that_broke_off_goes_on_where_it_stopped(lin, monkeypatch):
    monkeypatch.setattr(services, "CHUNK", 1)
    batch, real, calls = _check(lin), services._take_chunk, []

    def breaks(*args, **kwargs):
        if calls:
            raise RuntimeError("power")
        calls.append(1)
        real(*args, **kwargs)

    monkeypatch.setattr(services, "_take_chunk", breaks)
    with pytest.raises(RuntimeError):
        services.confirm_batch(batch.pk, by=lin)
    monkeypatch.setattr(services, "_take_chunk", real)
    services.confirm_batch(batch.pk, by=lin)
    assert Place.objects.count() == 2
    assert services.undo_batch(batch.pk, by=lin).state == "undone" and not Place.objects.exists()


def test_undo_is_all_or_nothing(lin):
    batch = services.confirm_batch(_check(lin).pk, by=lin)
    yangpu = Place.objects.get(key="杨浦区")
    Place.objects.create(parent=yangpu, kind="compound", name="x", label="x", key="x", path="")
    with pytest.raises(NotNow, match="Row 2"):
        services.undo_batch(batch.pk, by=lin)
    assert Place.objects.filter(kind="district").count() == 2


def test_discarding_ends_it(lin):
    batch = services.discard_batch(_check(lin).pk, by=lin)
    with pytest.raises(NotNow):
        services.confirm_batch(batch.pk, by=lin)


def test_an_unknown_kind_names_the_known(lin):
    with pytest.raises(Missing, match="districts"):
        services.check_file("planets", filename="x", data=FILE, by=lin)

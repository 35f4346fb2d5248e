"""Material, extras, signatures and suspicions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from huying.fieldwork.visits import rules, services
from huying.fieldwork.visits.models import Extra, Material, SignOff
from huying.groundwork.journal.models import Entry
from huying.groundwork.prices import selectors as prices
from huying.groundwork.prices.models import PriceItem, PriceList
from huying.kernel.errors import BadInput, Missing, NotNow, Refused
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
TWO = Decimal(2)


def ask(item=None, *, agreed_by="owner", quantity=Decimal(1)) -> services.ExtraAsked:
    return services.ExtraAsked("换一根灯管", agreed_by, item, quantity)


# --- the rule, by table


def asked(**change) -> rules.Asked:
    return rules.Asked(**({"trade": "lighting", "payer": "owner", "is_small": True, "minutes": 15, "list_fen": 3000} | change))


@pytest.mark.parametrize(
    ("case", "kind", "amount"),
    [
        (asked(), "list_price", 3000),
        (asked(is_for_old=True), "free", 0),
        (asked(list_fen=0), "free", 0),
        (asked(payer="free"), "free", 0),
        (rules.Asked(trade=None), "not_ours", 0),
        (asked(trade="gas", is_for_old=True), "not_ours", 0),
        (asked(trade="lift"), "not_ours", 0),
        (asked(payer="property_fee"), "not_ours", 0),
        (asked(payer="maintenance_fund", is_for_old=True), "not_ours", 0),
        (asked(payer="municipal"), "not_ours", 0),
        (asked(list_fen=None), "not_ours", 0),
        (asked(is_small=False), "not_ours", 0),
        (asked(minutes=rules.EXTRA_MINUTES_MOST), "list_price", 3000),
        (asked(minutes=rules.EXTRA_MINUTES_MOST + 1), "not_ours", 0),
        (asked(list_fen=rules.EXTRA_FEN_MOST), "list_price", rules.EXTRA_FEN_MOST),
        (asked(list_fen=rules.EXTRA_FEN_MOST + 1), "not_ours", 0),
    ],
)
def test_the_rule_of_the_door(case, kind, amount):
    ruling = rules.rule_extra(case)
    assert (ruling.kind, ruling.amount_fen) == (kind, amount)


@pytest.mark.parametrize(
    ("kind", "yes"),
    [("free", {"resident", "owner", "kin", "desk"}), ("list_price", {"owner", "kin", "desk"}), ("not_ours", set(rules.AGREED_BY))],
)
def test_who_may_agree(kind, yes):
    assert {who for who in [*rules.AGREED_BY, "passer_by"] if rules.may_agree(kind, who)} == yes


# --- extras


def test_extra_at_list_price_works(on_site, wu, tube, heard):
    extra = services.add_extra(on_site, ask(tube, quantity=TWO), by=wu.account)
    assert (extra.kind, extra.amount_fen, extra.list_fen) == ("list_price", 6000, 6000)
    assert Entry.objects.get(verb="visit_extra").facts["amount_fen"] == 6000
    assert not [e for e, _f in heard if e == "extra_passed_on"]


def test_extra_is_free_where_somebody_old_lives(on_site, wu, tube, zhou):
    zhou.born = date(1938, 5, 4)
    zhou.save()
    extra = services.add_extra(on_site, ask(tube, agreed_by="resident"), by=wu.account)
    assert (extra.kind, extra.amount_fen, extra.list_fen) == ("free", 0, 3000)


def test_paid_work_needs_the_payers_yes(on_site, wu, tube):
    with pytest.raises(BadInput) as wrong:
        services.add_extra(on_site, ask(tube, agreed_by="resident"), by=wu.account)
    assert wrong.value.field == "agreed_by"
    assert not Extra.objects.exists()


def test_what_is_not_ours_goes_to_the_desk(on_site, wu, heard):
    extra = services.add_extra(on_site, services.ExtraAsked("楼道灯也不亮", "resident"), by=wu.account)
    assert (extra.kind, extra.amount_fen) == ("not_ours", 0)
    event, facts = heard[-1]
    assert event == "extra_passed_on" and facts == {"visit": on_site, "words": "楼道灯也不亮", "by": wu.account}


def test_extras_refuse_wrong_state_and_outsiders(sent, finished, wu, outsider, tube):
    services.sign_off(finished, services.Signing("witness", "周", witness="钱"), by=wu.account)
    with pytest.raises(NotNow):
        services.add_extra(finished, ask(tube), by=wu.account)
    with pytest.raises(Missing):
        services.add_extra(finished, ask(tube), by=outsider)


# --- material


def test_material_from_the_list_and_by_name(on_site, wu, tube):
    services.add_material(on_site, services.Used(TWO, item=tube), by=wu.account)
    services.add_material(on_site, services.Used(Decimal("0.5"), name="生料带", unit="卷"), by=wu.account)
    assert list(Material.objects.order_by("id").values_list("name", "unit", "amount_fen")) == [("更换日光灯管", "根", 3000), ("生料带", "卷", 0)]
    assert Entry.objects.filter(verb="visit_material").count() == 2


@pytest.mark.parametrize(("used", "field"), [(services.Used(Decimal(0), name="水管"), "quantity"), (services.Used(Decimal(1), name=" "), "name")])
def test_material_refuses_nothing(on_site, wu, used, field):
    with pytest.raises(BadInput) as wrong:
        services.add_material(on_site, used, by=wu.account)
    assert wrong.value.field == field


def test_material_refuses_wrong_state_and_outsiders(sent, wu, outsider):
    with pytest.raises(NotNow):
        services.add_material(sent, services.Used(Decimal(1), name="水管"), by=wu.account)
    with pytest.raises(Missing):
        services.add_material(sent, services.Used(Decimal(1), name="水管"), by=outsider)


# --- signatures


@pytest.mark.parametrize(
    ("signing", "field"),
    [
        (services.Signing("nod", "周"), "way"),
        (services.Signing("glass", " ", drawing_sha256="0" * 64), "signer"),
        (services.Signing("glass", "周"), "signature"),
        (services.Signing("witness", "周"), "witness"),
    ],
)
def test_a_signature_needs_its_proof(finished, wu, signing, field):
    with pytest.raises(BadInput) as wrong:
        services.sign_off(finished, signing, by=wu.account)
    assert wrong.value.field == field
    assert not SignOff.objects.exists()


def test_paper_is_signed_at_the_desk(finished, wu, lin):
    with pytest.raises(Refused):
        services.sign_off(finished, services.Signing("paper", "周"), by=wu.account)
    assert services.sign_off(finished, services.Signing("paper", "周"), by=lin).visit.state == "signed_off"


def test_a_witness_is_marked_for_the_desk(finished, wu):
    services.sign_off(finished, services.Signing("witness", "周阿婆", witness="楼组长 钱"), by=wu.account)
    facts = Entry.objects.get(verb="visit_sign").facts
    assert facts["to_check"] is True and facts["witness"] == "楼组长 钱"


def test_signing_again_changes_nothing(finished, wu):
    signing = services.Signing("receipt_code", "周阿婆")
    services.sign_off(finished, signing, by=wu.account)
    with pytest.raises(NotNow):
        services.sign_off(finished, signing, by=wu.account)
    assert SignOff.objects.count() == 1


# --- suspicion and opening


def test_suspicion_is_kept_on_the_place(on_site, wu, room):
    suspicion = services.note_suspicion(on_site, by=wu.account, words="往年不淹，今年反复，会不会是外面的管子")
    assert suspicion.place == room
    assert Entry.objects.get(verb="visit_suspicion").facts["place"] == room.pk


def test_suspicion_refuses_silence_and_outsiders(on_site, wu, outsider):
    with pytest.raises(BadInput):
        services.note_suspicion(on_site, by=wu.account, words="")
    with pytest.raises(Missing):
        services.note_suspicion(on_site, by=outsider, words="不对劲")


# --- prices


def test_the_list_in_force(tube):
    newer = PriceList.objects.create(name="2027", published_on=MORNING.date(), valid_from=date(2027, 1, 1))
    PriceItem.objects.create(price_list=newer, code="D01", name="x", trade="lighting", unit="根", method="hand", payer="owner")
    assert [i.pk for i in prices.current_items()] == [tube.pk]
    assert [i.price_list_id for i in prices.current_items(on=date(2027, 1, 1))] == [newer.pk]
    assert not prices.current_items(on=date(2020, 1, 1)).exists()


def test_quote_keeps_the_parts_apart(tube):
    quoted = prices.quote(tube, Decimal("1.5"))
    assert (quoted.parts.labour_fen, quoted.parts.material_fen, quoted.parts.method_fen, quoted.total_fen) == (2250, 2250, 0, 4500)
    tube.method_fen = None
    assert prices.quote(tube).total_fen is None

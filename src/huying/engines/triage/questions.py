"""The danger questions the desk asks, per danger, and the words that show a question is already answered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from huying.engines.triage.message import Danger, Question, Trade


@dataclass(frozen=True, slots=True)
class _Asked:
    code: str
    words: str
    answered: re.Pattern[str]


def _ask(code: str, words: str, answered: str) -> _Asked:
    return _Asked(code, words, re.compile(answered))


_HURT = r"没(?:有)?(?:人)?(?:受伤|伤|事)|受伤|流血|骨折|头晕|昏|晕|砸到|砸中|砸伤|人(?:都)?没事|冇人伤|能走|还清醒|不能动|动不了"
_OUT = r"人?(?:都|已经|全)?(?:出来了|撤|跑出来|下楼了|疏散|离开|在外面|在楼下)|没(?:有)?人在(?:家|里)|家里没人|里面没人|有人(?:还)?在里面|屋里有人"

_BY_DANGER: dict[Danger, tuple[_Asked, ...]] = {
    Danger.GAS: (
        _ask("gas_out", "人都离开有气味的房间了吗？不要开关电器，不要在屋里打电话。", _OUT),
        _ask("gas_valve", "燃气总阀关了吗？", r"(?:阀|总开关|表前)[^。\n]{0,8}关|关[^。\n,]{0,4}(?:阀|总)|(?:煤气|燃气|天然气|气罐|气)(?:也|都|已经|已)+(?:被)?关(?:了|掉|好|上)?|找不到[^。\n,]{0,3}阀"),
        _ask("gas_window", "门窗开了吗？", r"(?:窗|门)[^。\n,]{0,6}(?:开|打开)|开[^。\n,]{0,3}窗|通风"),
        _ask("gas_ill", "有没有人头晕、恶心？", r"头晕|恶心|没(?:有)?不舒服|不舒服|晕|想吐|都没事"),
    ),
    Danger.FIRE: (
        _ask("fire_out", "人都出来了吗？还有谁在里面？", _OUT),
        _ask("fire_119", "打过 119 了吗？", r"119|消防(?:队|车|员)?(?:已经)?(?:来|到|叫|打)|报(?:了)?(?:火)?警|已经?灭|扑灭"),
        _ask("fire_what", "什么东西在烧，几楼，火大不大？", r"(?:电动车|电瓶|插座|电箱|锅|垃圾|杂物|空调|沙发|油|车|电线)[^。\n]{0,10}(?:烧|着|火|烟)|[0-9一二三四五六七八九十]+(?:楼|层)[^。\n]{0,8}(?:烧|着|火|烟)"),
        _ask("fire_power", "电和燃气关了吗？（不冒险去关）", r"(?:电闸|总闸|电源|拉闸|断电|煤气|燃气)[^。\n,]{0,6}(?:关|拉|断)|关[^。\n,]{0,2}(?:电|闸|气)"),
    ),
    Danger.ELECTRIC_SHOCK: (
        _ask("shock_hurt", "有没有人触电受伤，现在清醒吗？", _HURT),
        _ask("shock_apart", "人离开带电的地方了吗？不要用手拉触电的人。", r"(?:已经)?(?:离开|松手|脱开|甩开|没(?:有)?人(?:碰|靠近|摸))|不敢(?:碰|摸|靠近)"),
        _ask("shock_power", "总闸拉了吗？", r"(?:闸|电|开关|电源)[^。\n,]{0,6}(?:关|拉|断)(?!裂)|关[^。\n,]{0,2}(?:电|闸)|拉(?:了)?闸"),
    ),
    Danger.LIFT_ENTRAPMENT: (
        _ask("lift_inside", "里面有人吗？几个人？", r"[0-9一二三四五六七八九十两几]+(?:个|位|名)?(?:人|大人|小孩|孩子|老人|乘客|口)|就?我(?:自己)?一个|没(?:有)?人(?:在)?里?|空的|一家[0-9一二三四五]"),
        _ask("lift_frail", "里面有老人、小孩、孕妇，或者有人不舒服吗？", r"老人|小孩|孩|孕妇|老太|奶奶|爷爷|不舒服|喘|哭|都(?:还)?好|没事|婴儿|宝宝|心脏"),
        _ask("lift_where", "哪一部电梯，停在几楼？", r"(?:停|卡|困)[^。\n,]{0,6}[0-9一二三四五六七八九十两]+(?:楼|层|跟|和|与)|[0-9一二三四五六七八九十两]+(?:楼|层)[^。\n,]{0,4}(?:停|卡|困|之间)|负[一二三1-3]"),
        _ask("lift_calm", "对讲能通吗？请里面的人不要扒门，靠着站，等维保来。", r"对讲|紧急(?:按钮|呼叫)|能(?:说话|通话|听见)|五方"),
    ),
    Danger.INJURY: (
        _ask("hurt_awake", "人清醒吗？能说话吗？", r"清醒|能说话|意识|昏|晕|叫不(?:醒|应)|说话|不省人事"),
        _ask("hurt_bleed", "有没有流血，能不能动？先不要搬动。", r"流血|出血|血|不能动|动不了|能(?:动|走|站)|起不来|骨折"),
        _ask("hurt_120", "打过 120 了吗？", r"120|救护车|送医|去医院|送(?:到)?医院"),
    ),
    Danger.PERSON_IN_DANGER: (
        _ask("person_now", "人现在在哪里，能不能应声？", r"能(?:应|说话|听见)|在哭|哭|没(?:有)?(?:反应|动静|声音)|叫不|应声|敲门"),
        _ask("person_rung", "打过 110 或 120 了吗？", r"110|120|报警|警察|救护车|民警"),
        _ask("person_hazard", "屋里开着火、窗开着，或者还有别的危险吗？", r"(?:开着|没关)(?:火|煤气|窗)|炉子|灶上|窗(?:户)?(?:没)?(?:关|开)|做饭|煮"),
    ),
    Danger.FLOODING_POWER: (
        _ask("wetpower_off", "能安全地断电吗？断了没有？不要踩水去碰电。", r"(?:闸|电|开关|电源)[^。\n,]{0,6}(?:关|拉|断)(?!裂)|关[^。\n,]{0,2}(?:电|闸)|断电|停电|跳闸|跳了"),
        _ask("wetpower_people", "有没有人站在水里或被电到？", r"站在水|踩水|电到|麻|触电|没(?:有)?人"),
        _ask("wetpower_source", "水从哪里来，总阀关了吗？", r"(?:阀|闸|水)[^。\n,]{0,4}关|楼上|暴雨|下雨|水管|关[^。\n,]{0,2}(?:水|阀)"),
    ),
    Danger.BURST_PIPE: (
        _ask("burst_valve", "总阀关得掉吗？关了没有？", r"阀|总闸|(?:水|闸)[^。\n,]{0,4}关|关[^。\n,]{0,2}(?:水|阀|闸)"),
        _ask("burst_power", "水离插座、电箱近吗？", r"插座|电箱|电闸|开关|配电|断电|电源|电表|拉闸"),
        _ask("burst_spread", "水流到楼下或电梯里了吗？", r"楼下|电梯|楼道|地下|邻居"),
    ),
    Danger.FLOOD: (
        _ask("flood_people", "里面有没有老人、小孩，或者走不出来的人？", _OUT + r"|老人|阿婆|小孩|不肯走|有人"),
        _ask("flood_power", "水离插座、电箱近吗？电断了没有？", r"插座|插线板|电箱|电闸|开关|配电|断电|电源|拉闸|灯"),
        _ask("flood_depth", "水有多深，还在涨吗？", r"公分|厘米|膝|腰|小腿|脚|还在涨|越来越|退"),
    ),
    Danger.STRUCTURAL_FALL: (
        _ask("fall_hurt", "砸到人没有？", _HURT + r"|砸(?:到|中|伤)|没(?:有)?砸"),
        _ask("fall_more", "还会再掉吗？下面有人走吗？", r"还(?:在|会|要)(?:再)?掉|继续掉|随时|不断掉|行人|路过|来往|人来人往|通道|必经"),
        _ask("fall_cordon", "下面拦起来了吗？", r"拦|围(?:起|挡)|警戒|封(?:起|闭)|隔离"),
    ),
    Danger.OPEN_MANHOLE: (
        _ask("hole_fallen", "有没有人掉下去或绊倒？", r"掉(?:下|进)[^。\n,]{0,4}|绊|没(?:有)?人|摔|踩空|受伤"),
        _ask("hole_mark", "旁边放了东西提醒没有？", r"警示|提醒|拦|围|锥|挡|放了"),
    ),
}  # fmt: skip

_BY_TRADE: tuple[tuple[frozenset[Trade], Danger, _Asked], ...] = (
    (frozenset({Trade.WATER_SUPPLY, Trade.LEAK, Trade.DRAINAGE, Trade.FLOOD}), Danger.FLOODING_POWER, _ask("general_water_power", "水碰到插座、电箱、灯了吗？", r"插座|电箱|电闸|开关|配电|电源|电表|灯")),
    (frozenset({Trade.ELECTRIC, Trade.LIGHTING}), Danger.FIRE, _ask("general_burnt", "有没有焦味、火花，或者摸着发麻？", r"焦|糊|火花|冒烟|麻|烫")),
    (frozenset({Trade.LIFT}), Danger.LIFT_ENTRAPMENT, _ask("general_lift", "电梯里现在有人吗？", r"没(?:有)?人|困|关(?:了|住)|里面")),
    (frozenset({Trade.GAS}), Danger.GAS, _ask("general_gas", "闻到气味没有？", r"味|漏|闻")),
    (frozenset({Trade.MASONRY, Trade.CARPENTRY, Trade.ROOF}), Danger.STRUCTURAL_FALL, _ask("general_fall", "有东西掉下来，或者会掉到走路的地方吗？", r"掉|坠|落|松")),
    (frozenset({Trade.LOCKS}), Danger.PERSON_IN_DANGER, _ask("general_lock", "屋里有小孩或老人吗？火上有没有东西？", r"孩|老人|里面|灶|火|没人")),
    (frozenset({Trade.ROAD}), Danger.OPEN_MANHOLE, _ask("general_hole", "有没有人绊倒或掉下去？", r"绊|摔|掉|没人")),
)  # fmt: skip


def open_questions(dangers: Iterable[Danger], settled: Iterable[Danger], trades: Iterable[Trade], text: str) -> tuple[Question, ...]:
    """Return the danger questions that `text` has not answered, in the order to ask.

    Parameters
    ----------
    dangers : live or suspected dangers, worst first.
    settled : dangers the words already deny or end; their general question is skipped.
    trades : suggested trades; each brings its one general question when no danger is known.
    text : cleaned text.
    """
    live, done = tuple(dangers), frozenset(settled)
    asked = [
        Question(one.code, one.words, danger)
        for danger in live
        for one in _BY_DANGER[danger]
        if not one.answered.search(text)
    ]
    wanted = frozenset(trades)
    for group, danger, one in _BY_TRADE:
        if group & wanted and danger not in live and danger not in done and not one.answered.search(text):
            asked.append(Question(one.code, one.words, None))
    return tuple(asked)

"""Danger words: found in many mouths, set aside only by plain words."""

import pytest

from huying.engines.triage import Danger, Message, Severity, Standing, read

SAID: dict[Danger, tuple[str, ...]] = {
    Danger.GAS: (
        "厨房里有煤气味", "屋里好大一股煤气的味道", "燃气表那里在漏气", "闻到天然气了，赶紧来人", "煤气味道老重额，快点来呀", "楼道里一股臭鸡蛋味",
        "媒气味好重", "家里有天燃气味", "有没气味道啊", "煤 气 漏 了", "瓦斯漏咗，好臭啊", "灶台边上咝咝响，味道怪怪的", "燃气报警器一直在响",
        "液化气罐阀门坏了一直冒气", "老鼠把煤气管子咬穿了", "挖机把燃气管道挖断了", "烧水忘关煤气了，人在外面", "洗澡的时候头晕，热水器好像有味道",
        "煤氣味好重", "隔壁老人怕是煤气中毒了", "meiqi 味", "我也说不清，开门就一股子气味，呛人，厨房里最重",
    ),
    Danger.FIRE: (
        "楼下电动车着火了", "三楼在冒烟", "着火啦快来", "失火了失火了", "隔壁屋头烧起来了", "楼道里好大的烟", "配电箱冒火花", "有股焦糊味，电表箱那边",
        "着伙了", "伙房起火了", "火烛啊，快啲嚟", "垃圾桶烧着了", "阳台上的被子烧起来了", "烟感一直在响，有烟", "油锅着了", "听见爆炸声，窗户都震碎了",
        "插座那里冒黑烟", "火苗蹿到二楼了", "灶上炖着汤忘记关火，人出来了门反锁了", "對面樓冒煙",
    ),
    Danger.ELECTRIC_SHOCK: (
        "洗澡的时候被电了一下", "水龙头摸着麻手", "热水器漏电", "有人触电了", "电线掉下来了就在路中间", "路灯杆带电", "儿子遭电打了一下", "插座破了电线露在外面",
        "楼道里电线裸露着", "门口的铁栏杆一碰就麻", "漏店了，开关摸着发麻", "触店了快救人", "电缆断了拖在地上", "冰箱外壳电人", "充电桩电到小孩了", "摸到灯杆手麻",
    ),
    Danger.LIFT_ENTRAPMENT: (
        "电梯困人了", "我被关在电梯里", "电梯卡在五楼六楼中间，里头有三个人", "电剃里困了个老太太", "电梯停了门打不开，我在里面", "阿拉姆妈关勒电梯里厢出勿来",
        "电梯里出不来了", "电梯突然往下掉，人还在里面", "被困在货梯里", "困喺𨋢度出唔来", "升降机卡住，里面有人喊", "孩子在电梯里按什么都没反应", "电梯关了一个孕妇",
        "电梯又关人了，这次是小孩", "2号楼客梯夹住人了", "点梯困人", "电梯门开了一条缝就不动了，我们四个人都在里面",
    ),
    Danger.INJURY: (
        "老人在楼道摔倒了", "我奶奶跌了一跤起不来", "有人从楼梯上滚下来了", "绊哒一跤，脚崴了", "工人从梯子上掉下来", "小孩滑倒磕破头，流血了", "被掉下来的瓷砖砸伤了",
        "爹爹绊倒了爬不起来", "门口结冰摔断了腿", "摔到了，动不了", "地上全是血", "路上有个人躺在地上", "踩空了，脚骨折", "被狗咬了", "掼了一跤老结棍额", "卫生间太滑跶了一跤",
    ),
    Danger.PERSON_IN_DANGER: (
        "小孩被反锁在屋里哭", "老人晕倒了叫不醒", "有人要跳楼", "隔壁好几天没见老人出门了，敲门没人应", "我爸胸口痛喘不上气", "有人拿刀在楼下", "孩子爬到窗户外面了",
        "两岁宝宝锁在车里了", "楼上在打人，喊救命", "妈妈一个人在家，电话打不通，怕出事", "有人掉到河里了", "老头噎住了", "发微信说不想活了", "邻居家婴儿一直在哭没人管",
        "楼上独居的阿婆三天没出门", "人昏过去了",
    ),
    Danger.FLOODING_POWER: (
        "水漏到电箱里了", "配电房进水了", "插座被水淹了", "楼上漏水滴到灯上", "地下室积水快到配电柜了", "电表箱里在滴水", "水顺着电线往下流", "开关里往外淌水",
        "雨水灌进电井了", "水都到插排了", "积水里有电，走过去脚麻", "楼上的水滴在空开上",
    ),
    Danger.BURST_PIPE: (
        "水管爆了", "爆管了水喷得到处都是", "水表那里断了，水往外喷", "暖气片爆了", "龙头断了水关不住", "暴管了", "水馆爆了", "水喉爆咗", "阀门坏了水止不住",
        "消防栓被车撞断了，水柱好高", "软管爆裂，家里像下雨", "施工把自来水管挖断了", "水哗哗地流，总阀锈死关不上", "角阀崩了",
    ),
    Danger.FLOOD: (
        "地下车库淹了", "家里被水淹了", "水漫到一楼大堂了", "污水倒灌，家里全是粪水", "楼下积水到膝盖了", "水还在涨，车都泡了", "雨水灌进店里了", "马桶往上冒水，越来越多",
        "电梯井进水了", "水快到门槛了", "一楼进水二十公分",
    ),
    Danger.STRUCTURAL_FALL: (
        "外墙瓷砖往下掉", "楼上掉下来一块玻璃", "空调外机快掉下来了", "墙面大块脱落", "高空坠物", "广告牌被风吹得要掉了", "阳台的水泥块掉下来差点砸到人", "围墙塌了",
        "外强脱洛", "大树倒了压在车上", "天花板塌了一块", "雨棚吊在半空晃", "有人从楼上扔瓶子", "楼板咔咔响，裂缝手都能伸进去", "窗户整扇飞下来", "保温层被刮下来一大片",
    ),
    Danger.OPEN_MANHOLE: (
        "井盖没了", "窨井盖被偷了", "下水井盖破了个洞", "井盖翘起来了", "路中间的井盖不见了", "井该丢了", "化粪池盖板塌了", "有人掉进窨井里了", "草坪里一个井敞着", "阴沟盖断了",
        "人行道上塌了个大坑",
    ),
}  # fmt: skip

NOT_NOW: tuple[tuple[str, Standing], ...] = (
    ("没有闻到煤气味，就是打不着火", Standing.DENIED),
    ("煤气味没有，就是灶坏了", Standing.DENIED),
    ("电梯没有困人，就是按钮不亮", Standing.DENIED),
    ("没有人受伤", Standing.DENIED),
    ("没人触电，开关坏了换一个", Standing.DENIED),
    ("不是着火，是烧香", Standing.DENIED),
    ("火已经灭了，来看看线路", Standing.OVER),
    ("电梯里的人已经出来了，困人那部要修", Standing.OVER),
    ("刚才电梯困人，现在人都救出来了", Standing.OVER),
    ("水管爆了，已经修好了，问下费用", Standing.OVER),
    ("去年这里着过火，楼道东西还没清", Standing.PAST),
    ("上个月电梯困过人", Standing.PAST),
    ("以前老人在这里摔倒，想装个扶手", Standing.PAST),
    ("万一着火了怎么办，通道全堵着", Standing.FEARED),
    ("楼道堆满纸箱，存在火灾隐患，容易着火", Standing.FEARED),
    ("台阶太滑，怕老人摔倒", Standing.FEARED),
    ("防止触电，要加个罩子", Standing.FEARED),
    ("看新闻说有个小区着火了，我们也该查查", Standing.ELSEWHERE),
    ("明天消防演练几点开始，要冒烟吗", Standing.ELSEWHERE),
)
HARMLESS = (
    "电梯广告太吵", "路灯不亮了", "想问一下物业费怎么交", "灯泡坏了换一个", "我被物业气得冒火", "打火机丢在门口了", "楼上吵死人了", "停水到几点", "手机摔了屏幕碎了", "电梯卡丢了怎么补办",
    "绿化带该修剪了", "带电梯的房子吗", "天然气什么时候开通", "燃气费怎么交", "急救培训几点", "窗帘轨道掉了",
)  # fmt: skip


@pytest.mark.parametrize(("danger", "words"), [(danger, words) for danger, said in SAID.items() for words in said])
def test_a_danger_is_heard(danger: Danger, words: str) -> None:
    assert danger in {flag.code for flag in read(Message(words)).dangers}


@pytest.mark.parametrize(("words", "standing"), NOT_NOW)
def test_plain_words_set_a_danger_aside(words: str, standing: Standing) -> None:
    reading = read(Message(words))
    assert not reading.dangers
    assert standing in {flag.standing for flag in reading.set_aside}


@pytest.mark.parametrize("words", HARMLESS)
def test_everyday_words_raise_no_alarm(words: str) -> None:
    assert not read(Message(words)).dangers


def test_there_are_ten_ways_to_say_each() -> None:
    assert all(len(said) >= 10 for said in SAID.values())
    assert set(SAID) == set(Danger)


@pytest.mark.parametrize(
    "words",
    [
        "煤气已经关了，但是味道还是很重，有煤气味",
        "不是我家，是隔壁着火了",
        "有没有人啊，电梯里困人了",
        "去年爆过一次，今天水管又爆了",
        "昨晚水管爆了，到现在没人来",
        "好像是煤气漏了",
        "没人管啊，外墙一直在掉瓷砖",
        "我人在外地，我妈在家摔倒了",
        "看到有位老先生倒在长椅旁边，额头有血",
        "去年换的煤气软管裂了，在漏气",
        "我担心我爸出事，电话打不通",
        "我差点掉下去，井盖没了",
        "不是演习，真的着火了",
        "消防栓旁边那堆垃圾起火",
    ],
)
def test_a_no_elsewhere_in_the_sentence_hides_nothing(words: str) -> None:
    assert read(Message(words)).dangers


def test_a_live_danger_is_an_emergency_and_says_whom_to_ring() -> None:
    reading = read(Message("三楼着火了"))
    assert reading.severity is not None and reading.severity.value is Severity.EMERGENCY
    assert "fire_rescue" in {one.value.code for one in reading.turn_to}


def test_an_unsure_voice_lowers_the_confidence_and_keeps_the_danger() -> None:
    sure, unsure = read(Message("厨房漏煤气了")).dangers[0], read(Message("好像是厨房漏煤气了")).dangers[0]
    assert (sure.standing, unsure.standing) == (Standing.NOW, Standing.SUSPECTED)
    assert sure.confidence != unsure.confidence


def test_questions_already_answered_are_not_asked() -> None:
    asked = {one.code for one in read(Message("家里有煤气味")).questions}
    told = {one.code for one in read(Message("家里有煤气味，总阀关了，窗户也开了")).questions}
    assert {"gas_valve", "gas_window"} <= asked
    assert not {"gas_valve", "gas_window"} & told


def test_a_denied_danger_is_not_asked_about_again() -> None:
    assert "general_gas" in {one.code for one in read(Message("燃气灶打不着火，请派师傅修一下")).questions}
    assert "general_gas" not in {one.code for one in read(Message("燃气灶打不着火，没有闻到煤气味，请派师傅修一下")).questions}

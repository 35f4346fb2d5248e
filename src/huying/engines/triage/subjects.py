"""What a message is about, finer than a trade: for telling near-duplicates apart. Plain words, first match counts."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS: dict[str, str] = {
    "batching_plant": "搅拌站 搅拌厂 水泥厂 混凝土站",
    "mahjong": "麻将 棋牌",
    "kitchen_fumes": "油烟 烟道 排烟 烧烤 夜宵 宵夜 餐馆 饭店 餐厅 餐饮",
    "street_stalls": "摊贩 摆摊 占道经营 夜市 流动摊",
    "illegal_building": "违建 违章建筑 违法建 违章搭建 私自改建 乱搭建 搭建 扩建 违法改建",
    "construction_noise": "夜间施工 深夜施工 半夜施工 凌晨施工 通宵施工 施工扰民 施工噪音 工地 昼夜施工 施工到",
    "traffic_noise": "渣土车 泥头车 大货车 飙车 鸣笛 高速噪 高架",
    "party_noise": "ktv 歌厅 酒吧 广场舞 健身舞 音响 喇叭 架子鼓 弹琴 唱歌 灵堂 丧事 办丧 葬礼",
    "parking_road": "违停 乱停 违章停车 占道停车 僵尸车",
    "parking_compound": "车位 停车费 停车场 地锁 人防车位",
    "kindergarten": "幼儿园 普惠",
    "schooling": "学位 入学 小学 中学 学区 招生 上学 读书 学校",
    "bus": "公交 公交车 班车 社区巴士",
    "metro": "地铁 轻轨",
    "road_building": "断头路 拉通 打通 修通 通车 修路 天桥 人行道 斑马线 红绿灯 路面 坑洼",
    "street_light": "路灯 高杆灯 照明 路段灯",
    "stair_light": "楼道灯 楼梯灯 声控灯 感应灯 楼道没灯 走廊灯",
    "no_water": "停水 没水 无水 断水 没有水 供水 用水 冇水",
    "water_pressure": "水压 水流小 水小",
    "water_quality": "水质 黄水 水浑 自来水有 二次供水 水箱 霉味",
    "no_power": "停电 没电 断电 跳闸 没有电 冇电",
    "leak": "漏水 渗水 渗漏 漏雨 滴水",
    "burst": "爆管 水管爆 水管破 水管漏 管子爆 水管断",
    "drain": "下水 堵塞 堵了 粪 污水 马桶 地漏 化粪池 返水 臭水 疏通",
    "flood": "积水 淹 进水 倒灌 水浸",
    "gas_smell": "煤气 燃气 天然气 液化气 瓦斯",
    "fire_smoke": "着火 起火 冒烟 失火 火灾 焦味",
    "lift_fault": "电梯",
    "fire_lane": "消防通道 生命通道 安全通道",
    "fire_gear": "消防设施 灭火器 消防栓 喷淋 消防水 消防设备",
    "wall_crack": "开裂 裂缝 楼板 空鼓 起泡 墙面",
    "facade_fall": "外墙脱落 瓷砖掉 墙皮 脱落 高空坠物 高空抛物",
    "handover": "交房 收房 验收 虚假宣传 精装 开发商违约 质量问题",
    "title_deed": "产权证 房产证 不动产证 权证",
    "demolition": "拆迁 棚改 征收 安置 旧城改造 旧改",
    "fees": "物业费 收费 涨价 公摊 押金 维修基金 维修资金 水费 电费",
    "service": "物业不 物业差 物业管理 不作为 换物业 物业公司",
    "committee": "业委会 业主大会 业主委员会",
    "rubbish": "垃圾 保洁 卫生 臭气 恶臭",
    "odour": "异味 废气 喷漆 偷排 难闻 刺鼻 化工厂 气味",
    "greening": "绿化 树枝 修剪 草坪 毁绿 飘絮 飞絮",
    "theft": "被盗 盗窃 小偷 丢电动车 偷 入室",
    "vice": "卖淫 赌博 赌博机 传销 足浴 按摩",
    "group_rent": "群租 短租 酒店 旅馆 改建成 隔成",
    "conversion": "住改商 商业门面 门面 商铺",
    "telecom": "信号 宽带 移动网络 电信",
    "termite": "白蚁 飞蚁",
    "door": "门禁 单元门 道闸 门锁 对讲 大门",
    "manhole": "井盖 窨井",
    "handrail": "扶手 坡道 无障碍",
    "park": "公园",
    "ebike": "电动车 电瓶车 充电",
    "pets": "养狗 狗 猫 养鸡",
    "hospital": "医院 诊所 医疗 看病",
    "substation": "变电站 高压线 变压器 基站",
    "noise": "噪音 噪声 太吵 很吵 吵死 吵人 扰民",
    "food": "食品",
    "home_buying": "限购 购房 公积金 降价 买房",
}
_BY_WORD = {word: code for code, words in _WORDS.items() for word in words.split()}
_ANY = re.compile("|".join(re.escape(word) for word in sorted(_BY_WORD, key=len, reverse=True)))
AREA_WIDE = frozenset({"no_water", "no_power", "water_pressure", "water_quality", "flood", "batching_plant", "construction_noise", "traffic_noise", "odour", "street_light", "metro", "bus"})
"""Subjects that strike many buildings at once: another building is no sign of another matter."""


def subjects_in(text: str) -> dict[str, int]:
    """Return how often each subject is named in cleaned `text`."""
    counts: dict[str, int] = {}
    for found in _ANY.finditer(text):
        code = _BY_WORD[found.group()]
        counts[code] = counts.get(code, 0) + 1
    return counts


_KIN: tuple[frozenset[str], ...] = (
    frozenset({"kitchen_fumes", "conversion", "street_stalls", "party_noise", "noise"}),
    frozenset({"noise", "construction_noise", "traffic_noise", "batching_plant", "odour"}),
    frozenset({"handover", "illegal_building", "wall_crack", "leak"}),
    frozenset({"ebike", "fire_smoke", "fire_lane"}),
    frozenset({"no_water", "water_pressure", "water_quality"}),
    frozenset({"parking_road", "parking_compound"}),
)
"""Subjects that people mix up when they tell of one matter."""


def are_kin(first: frozenset[str], second: frozenset[str]) -> bool:
    """Say whether two messages speak of neighbouring subjects, so that the difference says nothing."""
    return any(first & family and second & family for family in _KIN)


def told(codes: Iterable[str]) -> frozenset[str]:
    """Return the first two subjects that say what the matter is; "noise" alone does not say what is noisy."""
    return frozenset([code for code in codes if code != "noise"][:2])

"""A wide net for short notes: a thing and a trouble anywhere in it, for a danger that no sign of dangers.py has named.

What the net catches is only ever "low": one question to ask. It is cast over short notes alone, because in a long
letter everything stands somewhere; and never where a sign was already found, denied or ended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from huying.engines.triage import slots
from huying.engines.triage.message import Danger
from huying.engines.triage.slots import any_of

NET_LIMIT = 80
"""Clean characters up to which a text counts as a short note."""
CALM = any_of(slots.CALM)


@dataclass(frozen=True, slots=True)
class Net:
    """One net: a word of every slot must be found in the note, none of `plain`; the last slot is quoted as evidence."""

    danger: Danger
    slots: tuple[re.Pattern[str], ...]
    plain: re.Pattern[str] | None
    reason: str

    def caught(self, text: str) -> re.Match[str] | None:
        """Return the trouble found in `text`, or None."""
        if self.plain and self.plain.search(text):
            return None
        found = None
        for slot in self.slots:
            found = slot.search(text)
            if found is None:
                return None
        return found


def _net(danger: Danger, reason: str, *needed: str, plain: str = "") -> Net:
    return Net(danger, tuple(any_of(words) for words in needed), any_of(plain) if plain else None, f"{reason}，要问清")


_FRAIL = f"{slots.CHILD} {slots.OLD} {slots.KIN}"

NETS: tuple[Net, ...] = (
    _net(Danger.GAS, "像是燃气有问题", slots.GAS, slots.GAS_STATE, plain="箱门 保养 打不着 不出热水 热水器漏水 热水器滴 滴滴答答 灶台裂 油烟 水管 漏水"),
    _net(Danger.GAS, "气味使人不舒服", slots.SMELL, slots.UNWELL, plain="油漆 油烟"),
    _net(Danger.GAS, "火灭了气还在放", "烧 灶 锅 火 煮", "气一直 气还在 气还开 气在跑 气往 气没关 气也没关 还在放气", plain="天气 脾气"),
    _net(Danger.GAS, "有说不清的气味", slots.SMELL, slots.SMELL_PLACE, slots.SMELL_BAD, plain=slots.SMELL_PLAIN),
    _net(Danger.GAS, "在灶间或浴间不舒服", "厨房 灶 洗澡 浴室 热水器 煤炉 炭", slots.UNWELL, plain="油漆 油烟 水垢"),
    _net(Danger.GAS, "味道没有散", "味道?还[在有没] 还有味 味道?又来 味道?更", plain=slots.SMELL_PLAIN),
    _net(Danger.GAS, "几个人一起不舒服", "全家 一家 我们 两个 三个 几个 都", slots.UNWELL, plain="物业 吵"),
    _net(Danger.FIRE, "像是着火", slots.FIRE_THING, slots.FIRE_STATE, slots.FIRE_SEEN, plain=slots.FIRE_PLAIN),
    _net(Danger.FIRE, "还在烧", "火没灭 火还没 越烧越 还在烧 又烧 烧得[大旺快] 扑不灭 浇不灭 灭不掉 灭不了", plain="烧饭 烧菜 发烧 高烧 烧水 火锅"),
    _net(Danger.FIRE, "喊火", r"(?:^|[,。])火(?=[,。啊呀火]|$)"),
    _net(Danger.FIRE, "报警器在响", slots.ALARM, slots.ALARM_STATE, plain="电池 演习 测试 换"),
    _net(Danger.FIRE, "电瓶或电池异常", slots.BATTERY, slots.BATTERY_STATE, plain="不要 禁止 推进 打不着"),
    _net(Danger.FIRE, "灶上没人看着", slots.POT, slots.POT_STATE, plain="打不着 火锅 锅炉 锅盖"),
    _net(Danger.ELECTRIC_SHOCK, "像是漏电", slots.POWER, slots.POWER_STATE, plain=slots.POWER_PLAIN),
    _net(Danger.ELECTRIC_SHOCK, "碰到会麻", slots.METAL, slots.SHOCKED, plain="麻将"),
    _net(Danger.ELECTRIC_SHOCK, "孩子碰着电", slots.CHILD, "手 指 舔 咬 摸 捅 抠 伸", "插座 插头 插排 插线板 电箱 电线 灯座", plain="换 装"),
    _net(Danger.LIFT_ENTRAPMENT, "像是电梯里有人", slots.LIFT, slots.PERSON, slots.INSIDE, slots.STUCK, plain=slots.LIFT_PLAIN),
    _net(Danger.LIFT_ENTRAPMENT, "像是关在电梯里", r"[卡困关锁闷堵停][^,。]{0,2}在[^,。]{0,4}(?:电梯|货梯|客梯|轿厢|升降机)", plain="钥匙 手机 球 衣 伞 缝 门口 广告"),
    _net(Danger.LIFT_ENTRAPMENT, "电梯忽然停了", slots.LIFT, "一下子停 突然停 忽然停 猛地 [咚嘭砰轰咣][^,]{0,3}停 按[^,]{0,6}(?:没用|没反应|不灵|不理)", plain=slots.LIFT_PLAIN + " 按钮按"),
    _net(Danger.LIFT_ENTRAPMENT, "像是停在两层之间", slots.BETWEEN),
    _net(Danger.LIFT_ENTRAPMENT, "像是关在里面", "楼 层 按 警铃 显示 停[了住牢] 门", slots.TRAPPED, "里面 里头 里厢 黑 闷 喘 半空 数字 显示 信号 外面是墙 对着墙", plain="快递柜 车库门 抽屉"),
    _net(Danger.INJURY, "像是有人受伤", slots.BODY, slots.HURT, plain=slots.HIT_PLAIN + " 柜 桌 椅 窗把手 想问 推拿 不好走 花洒"),
    _net(Danger.INJURY, "像是有人摔倒", slots.PERSON, slots.FELL, slots.FELL_STATE, plain="没人扫 树 车位"),
    _net(Danger.INJURY, "像是有人摔下", f"{slots.CHILD} {slots.OLD} 人 师傅 工人 邻居 阿姨 伊 他 她", "摔(?!跤多|了?手机|了?碗|东西) 跌(?!价) 掼 滚下", plain="楼上摔 能不能装 容易 扶手装"),
    _net(Danger.INJURY, "像是被咬", "狗 犬 猫 蛇 蜂 老鼠", "咬破 咬到 咬了 咬伤 咬人 扑倒 扑上 蜇 抓破 抓伤 追着", plain="线 管子 垃圾袋 沙发 纱窗"),
    _net(Danger.INJURY, "像是有人被撞或被夹", f"{slots.CHILD} {slots.OLD} {slots.ANYONE} 伊 他 她 老公 老婆", slots.HIT, plain=slots.HIT_PLAIN + " 蚊子 车位 车子被 刮"),
    _net(Danger.PERSON_IN_DANGER, "叫不应", _FRAIL, slots.CALLED, slots.NO_ANSWER, plain=slots.OFFICE),
    _net(Danger.PERSON_IN_DANGER, "里面有动静没人开门", "敲 门铃 拍门", "里面 屋里 家里 里厢 里头", slots.NO_ANSWER, plain=slots.OFFICE),
    _net(Danger.PERSON_IN_DANGER, "按了铃没有回音", slots.OLD + " 呼叫器 手环 一键", "铃 呼叫 一键 手环 拉绳 报警", slots.NO_ANSWER + " 没有人 没有声", plain="门铃坏 客服 物业"),
    _net(Danger.PERSON_IN_DANGER, "里面没有声音", _FRAIL, slots.ROOM, slots.SILENT, plain="物业 停水 停电 空调 快递"),
    _net(Danger.PERSON_IN_DANGER, "人在高处外沿", slots.HEIGHT, slots.PERSON, slots.UP, plain=slots.UP_PLAIN),
    _net(Danger.PERSON_IN_DANGER, "像是落水或掉下去", slots.WATER_PLACE, slots.PERSON, slots.INTO_WATER, plain=slots.THING_LOST),
    _net(Danger.PERSON_IN_DANGER, "人不见了", f"{slots.CHILD} {slots.OLD} 老公 老婆 伊 他 她", slots.GONE, plain="师傅 物业 停车 鞋 钥匙 手机 帽 伞 书包 眼镜"),
    _net(Danger.PERSON_IN_DANGER, "人被锁在里面", f"{slots.CHILD} {slots.OLD} 我在里 人在里", slots.LOCKED, slots.ROOM, plain="送到 接小孩"),
    _net(Danger.PERSON_IN_DANGER, "人被卡住", slots.PERSON, slots.BODY + " 人 孩 囡 娃", slots.CAUGHT, plain="门禁 刷卡 办卡 卡在哪"),
    _net(Danger.PERSON_IN_DANGER, "像是有人行凶", slots.PERSON, slots.VIOLENCE, plain="装修 蚊 打招呼 车位 被偷"),
    _net(Danger.PERSON_IN_DANGER, "像是急病", slots.PERSON, slots.ILL, plain="晕车 吵 物业费 油烟 抽烟 配药 买药 药店 灭鼠"),
    _net(Danger.PERSON_IN_DANGER, "像是轻生", slots.GIVING_UP, plain="跳广场"),
    _net(Danger.PERSON_IN_DANGER, "好久没见到人", _FRAIL, slots.HABIT, slots.HABIT_GONE, plain=slots.OFFICE + " 路灯 停水 停电 水费 垃圾 电梯"),
    _net(Danger.FLOODING_POWER, "像是水近了电", slots.LAMP, slots.WET, slots.WET_STATE, plain=slots.WET_PLAIN),
    _net(Danger.BURST_PIPE, "像是水止不住", slots.PIPE, slots.BURST, plain=slots.BURST_PLAIN),
    _net(Danger.FLOOD, "像是进了水", slots.WATER, slots.RISING, plain=slots.RISING_PLAIN),
    _net(Danger.FLOOD, "东西泡在水里", "底楼 一楼 地库 车库 地下 家 屋 店 床 沙发 冰箱 柜 货", "(?<!灯)泡[了着在] 淹 齐膝 没到 没过 沙袋 挡不住", plain="灯泡 浸泡"),
    _net(Danger.STRUCTURAL_FALL, "像是有东西要掉", slots.OVERHEAD, slots.LOOSE, plain=slots.LOOSE_PLAIN),
    _net(Danger.OPEN_MANHOLE, "像是井口没盖", slots.HOLE, slots.HOLE_STATE, plain=slots.HOLE_PLAIN),
)  # fmt: skip


def is_calm_or_long(text: str) -> bool:
    """Say whether the net stays out: too long for it, or with a purpose that no caller in danger has."""
    return len(text) > NET_LIMIT or CALM.search(text) is not None


def cast(text: str, known: set[Danger]) -> list[tuple[Net, re.Match[str]]]:
    """Return what the nets catch in a short note, one per danger not yet known."""
    caught: dict[Danger, tuple[Net, re.Match[str]]] = {}
    for net in NETS:
        if net.danger not in known and net.danger not in caught and (found := net.caught(text)):
            caught[net.danger] = net, found
    return list(caught.values())

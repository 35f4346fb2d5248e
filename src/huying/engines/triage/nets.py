"""A wide net for short notes: a thing and a trouble anywhere in it, for a danger that no sign of dangers.py has named.

What the net catches is only ever "low": one question to ask. It is cast over short notes alone, because in a long
letter everything stands somewhere; and never where a sign was already found, denied or ended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from huying.engines.triage.message import Danger

NET_LIMIT = 80
"""Clean characters up to which a text counts as a short note."""


@dataclass(frozen=True, slots=True)
class Net:
    """One net: all patterns must be found in the note; the last is quoted as evidence."""

    danger: Danger
    patterns: tuple[re.Pattern[str], ...]
    reason: str


def _net(danger: Danger, reason: str, *patterns: str) -> Net:
    return Net(danger, tuple(re.compile(pattern) for pattern in patterns), f"{reason}，要问清")


_PEOPLE = r"人|孩|娃|囡|宝|老|爷|奶|婆|公(?!司|交|共)|妈|爸|娘|爹|我|他|她|员|师傅|阿姨|叔|女|男|邻居|学生|毛毛"

NETS: tuple[Net, ...] = (
    _net(Danger.GAS, "像是燃气有问题", r"煤气|燃气|天然气|液化气|瓦斯|灶|炉子|气表|气罐|气瓶|管道气", r"一直有气|有气出|转不回|拧不|关不|冒泡|走(?:了)?(?:好|很)?多?字|忘(?:记)?(?:了)?关|没关|没有关|撞|砸|挖|断了|破了|裂了|漏|臭|难闻|(?:有|股|怪|的|点)味|晕|响个不停|一直响|出去了|出门了|中毒"),
    _net(Danger.GAS, "气味使人不舒服", r"味|臭|气", r"头晕|头昏|头痛|头疼|恶心|想吐|晕乎|发晕|中毒|闷倒|晕倒"),
    _net(Danger.FIRE, "像是着火", r"火球|火焰|(?:烟头|蜡烛|香|棉|纸|布|草|衣|被|沙发|垃圾|柴|木|锅|油|箱|堆|窗帘|电瓶|插座|线)[^。\n]{0,10}(?:着了(?!急|凉|迷|魔|重|落|实)|点着|引燃|烧|燃|冒烟|糊了|焦)|浓烟|黑烟|冒烟|烧起|焦味|糊味|呛人|满屋.{0,2}烟"),
    _net(Danger.ELECTRIC_SHOCK, "像是漏电", r"电|插座|插头|开关|灯|线|广告牌|桩|杆|铁|龙头|洗衣机|热水器|冰箱|门把", r"麻(?!烦|将|辣|木|利|雀|油|袋|花)|弹了|弹开|弹出|黏住|粘住|吸住|抽搐|刺了|抖了|激灵|触|电了|带电(?!梯|话|脑)|有电(?!梯|话|视|影|费|吗|没)|裸|打火|火花"),
    _net(Danger.LIFT_ENTRAPMENT, "像是电梯里有人", r"电梯|轿厢|货梯|客梯|升降机", _PEOPLE + r"|里厢|里头", r"锁|困|卡住|卡牢|半小时|半个(?:小时|钟头)|[0-9一二三四五六七八九十几]+分钟了|不开门|打不开|开不开|不动|出不|在里[面边头厢]|半空|上上下下|哭|救|闷|黑|掉(?:了|下)|坠|急停|没反应"),
    _net(Danger.INJURY, "像是有人受伤", _PEOPLE, r"翻下来|翻下去|滚下|起不了|动不了|扶不起|抬不动|爬不|站不起|走不了路|摔(?!了?手机|坏|了?碗|门)|跌|崴|肿了|骨头|夹断|夹到|夹住手|流血|出血|疼得|痛得|撞到|撞了|烫到|割到|砸到|昏|晕倒"),
    _net(Danger.PERSON_IN_DANGER, "像是有人遇险", _PEOPLE, r"说不出话|没力气|不听使唤|嘴歪|出不来|钻进|吞(?:了|下)|卡住|爬到|爬上|爬出|翻出|挂在(?!墙|网)|吊在|没声音|没动静|没声响|失踪|走丢|走失|发抖|抽筋|喘|高烧|叫不|喊不|没反应|不省|救命|求救|想死|跳下|跳楼|杀|打人|打架|拿刀|刀子|流血|昏|晕|出事|闻到臭"),
    _net(Danger.FLOODING_POWER, "像是水近了电", r"水|雨|湿|淹|漏(?!电)", r"(?:插座|插头|插排|插线板|电箱|配电|电表|电闸|空开|强电|电井|机房|电源)[^。\n]{0,12}(?:滴|漏|淋|淹|泡|湿|进|水|冒)|(?:滴|漏|淋|淹|泡|湿|进|流|溅)[^。\n]{0,12}(?:插座|插头|插排|插线板|电箱|配电|电表|电闸|空开|强电|电井|机房|电源)|短路|跳闸[^。\n]{0,6}水"),
    _net(Danger.BURST_PIPE, "像是水止不住", r"水管|龙头|阀|管子|管道|水表|暖气|水箱|软管|接头|立管|总管|水", r"喷|爆(?!满|米|料)|崩(?!溃)|停不下|关不|止不|堵不住|飙|浇下|哗|炸|裂开|脱落|断了(?!水)|滋(?!润)|冲出|冲得|满地|一地|到处"),
    _net(Danger.FLOOD, "像是进了水", r"水|雨|河|浪|污", r"淹|泡(?:了|在|着)|涌|倒灌|漫(?!画|长)|没过|涨(?!价)|灌|齐膝|膝盖|蹚|趟水|划船|漂|浮起来"),
    _net(Danger.STRUCTURAL_FALL, "像是有东西要掉", r"玻璃|广告牌|招牌|门厅|窗(?!帘)|墙|架|棚|树|砖|瓦|楼板|天花|吊顶|梁|柱|外机|花盆|灯罩|阳台|屋檐|栏杆|铁皮", r"整[块扇片]|爆了|碎了|碎裂|散架|哐哐|摇摇|晃(?:得|来|动|荡)|快掉|要掉|砸|塌|倒下|倒了|飞(?:了|下|走)|掉下|掉落|坠|歪|悬|垮|裂(?:开|了)?[^。\n]{0,4}(?:大|宽|响)"),
    _net(Danger.OPEN_MANHOLE, "像是井口没盖", r"井(?!然)|盖子|盖板|盖头|沟盖|下水道口|窟窿|地洞", r"哪里去|哪去了|不晓得|没了|没得|不见|没有?盖|只有|木板|纸板|三夹板|敞|掉(?:进|下|了)|陷|翻|很深|好深|破|断|丢|偷|开着|空着|露|缺|少了|移|松|塌"),
)  # fmt: skip

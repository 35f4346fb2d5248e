"""Invented rows and forms for the style pages in samples/: what every piece looks like with something in it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django import forms

from huying.kernel import clock

ROOMS = [
    {"label": "诉求队列", "url": "/desk/", "icon": "queue", "is_current": True, "count": 3, "tone": "late"},
    {"label": "派工", "url": "/dispatch/", "icon": "board", "count": 5},
    {"label": "事件", "url": "/incidents/", "icon": "drop", "count": 1},
    {"label": "地点", "url": "/places/", "icon": "place"},
    {"label": "居民", "url": "/people/", "icon": "people"},
    {"label": "班组与设备", "url": "/crews/", "icon": "pump"},
    {"label": "价目表", "url": "/prices/", "icon": "book"},
]
STAFF = SimpleNamespace(name="林晓雯", role_words="话务 · 调度")


class CallForm(forms.Form):
    phone = forms.CharField(label="来电号码", help_text="座机或手机；没有显示号码就留空", required=False)
    name = forms.CharField(label="怎么称呼", required=False)
    place = forms.CharField(label="地址", help_text="可输绰号、弄/号/室或拼音首字母，例如 yjec 12")
    words = forms.CharField(label="居民原话", widget=forms.Textarea(attrs={"rows": 3}))
    trade = forms.ChoiceField(label="工种", choices=[("", "请选择"), ("water", "水 · 排水疏通"), ("power", "电 · 照明")])
    hurry = forms.ChoiceField(label="紧急程度", widget=forms.RadioSelect, choices=[("1", "急修"), ("2", "一般维修"), ("3", "零修"), ("4", "咨询")], initial="2")
    is_proxy = forms.BooleanField(label="代别人打来的", required=False)


def _row(number: str, title: str, place: str, words: str, minutes_left: int, taken_ago: int, **more: object) -> dict[str, object]:
    now = clock.now()
    return {
        "number": number,
        "title": title,
        "place": place,
        "words": words,
        "due_at": now + timedelta(minutes=minutes_left),
        "taken_at": now - timedelta(minutes=taken_ago),
        **more,
    }


def rows() -> list[dict[str, object]]:
    return [
        _row("1123-0041", "电梯困人，轿厢内两人", "延吉二村 28 号", "“灯还亮着，老人有点慌”", -4, 24, word="前往中", tone="moving", who="永大维保 · 周师傅", danger="困人"),
        _row("1123-0038", "卫生间下水倒灌", "长白三村 12 号 101 室", "“水已经到客厅了”", 9, 31, word="待派单", tone="open", who="", near=3),
        _row("1123-0036", "厨房灯不亮，换灯管", "延吉三村 7 号 402 室", "“自己够不着，一个人住”", 47, 40, word="已派单", tone="moving", who="吴师傅"),
        _row("1123-0029", "楼道扶手松动", "延吉二村 3 号 3 楼", "“上下楼不敢扶”", 312, 140, word="待料", tone="waiting", who="陈师傅"),
        _row("1123-0021", "阳台落水管渗水", "延吉四村 15 号 602 室", "“下雨天才漏”", 1460, 300, word="已修复", tone="good", who="梅师傅"),
    ]


def thread() -> list[SimpleNamespace]:
    now = clock.now()
    lines = [
        (52, "林晓雯", "受理来电，判为急修", [("来电", "021-5500 0138"), ("时限", "30 分钟内到场")], ""),
        (50, "林晓雯", "派给吴师傅（高级工 · 水），步行 6 分钟", [], "moving"),
        (49, "吴师傅", "已接单", [], ""),
        (38, "吴师傅", "到场", [("用时", "11 分钟")], "moving"),
        (3, "吴师傅", "完工：疏通主管，清出装修砂浆", [("材料", "无"), ("收费", "免费（共用部位）")], "good"),
    ]
    return [SimpleNamespace(at=now - timedelta(minutes=ago), who=who, words=words, facts=facts, tone=tone) for ago, who, words, facts, tone in lines]


def context() -> dict[str, object]:
    bound = CallForm({"phone": "5500013", "place": "", "words": "厨房间水漫出来了，楼下已经在敲门", "hurry": "1", "trade": "water"})
    bound.add_error("phone", "“5500013”少一位。上海座机是 8 位，例如 5500 0138。")
    return {
        "rooms": ROOMS,
        "staff": STAFF,
        "stream_url": "/stream/",
        "call_url": "/desk/new/",
        "find_url": "/desk/find/",
        "home_url": "/",
        "rows": rows(),
        "entries": thread(),
        "form": CallForm(),
        "bound": bound,
        "now": clock.now(),
        "soon": clock.now() + timedelta(minutes=12),
        "hour_ago": clock.now() - timedelta(hours=1),
        "tabs": [
            {"label": "全部未办结", "url": "?", "is_current": True, "count": 23},
            {"label": "待派单", "url": "?s=open", "count": 5},
            {"label": "等待中", "url": "?s=wait", "count": 4},
            {"label": "今日已修复", "url": "?s=fixed", "count": 31},
        ],
    }

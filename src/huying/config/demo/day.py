"""A scripted day: the demo's staff work through the pages' own addresses, so that a newcomer sees the desk move."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from importlib import resources

from .hands import Staff

Say = Callable[[str], None]


class Day:
    """Who is there and how they do what they do daily. `at` is where the server answers."""

    def __init__(self, at: str, password: str) -> None:
        self.at, self.password = at, password
        rows = csv.DictReader(io.StringIO(resources.files("huying.config.demo").joinpath("crews.csv").read_text("utf-8")))
        self.logins = {row["姓名"]: row["登录名"] for row in rows if row["登录名"]}
        self.desk = self.arrives("lin")
        self._there: dict[str, Staff] = {}

    def arrives(self, username: str) -> Staff:
        return Staff(self.at, username, self.password)

    def technician(self, name: str) -> Staff:
        username = self.logins[name]
        if username not in self._there:
            self._there[username] = self.arrives(username)
        return self._there[username]

    def call(self, words: str, *, where: str, number: str = "", name: str = "", outcome: str = "dispatch", **more: str) -> str:
        """Take a call; return the page after it: the dispatch page, or the receipt."""
        self.desk.see("/desk/calls/new")
        filled = {"words": words, "number": number, "caller_name": name, "outcome": outcome} | self.desk.place(where) | more
        return self.desk.send("calls/new", **filled)

    def send_first(self) -> tuple[Staff, str]:
        """Send the first of the ranked on the dispatch page; return him and the visit's number."""
        page = self.desk.answer.text
        form = self.desk.form("/assign")
        seat = next((value for key, value in form.buttons if key == "person"), "")
        page = self.desk.send("/assign", **({"person": seat} if seat else {}))
        body = page.split("<main")[-1]
        # Whoever was sent stands first on the page, before those who could go instead.
        named = sorted((body.find(name), name) for name in self.logins if name in body)
        number = re.search(r"[A-Z0-9]{3}-[A-Z0-9]{4}", body)
        if not named or not number:
            raise LookupError(f"{self.desk.path} says neither who was sent nor the visit's number")
        return self.technician(named[0][1]), number[0]

    def does(self, who: Staff, number: str, task: str, **filled: str) -> None:
        """Do one task on the phone: from the card's own button, or through its small page."""
        who.see(f"/field/{number}/")
        if not who.has_form(f"/{task}/"):
            who.see(f"/field/{number}/{task}/")
        who.send(f"/{task}/", **filled)


def played(day: Day) -> Iterator[str]:
    """Play the day step by step; each yields a sentence of what just happened."""
    day.call("厨房下水道堵了，水漫到地板上，我一个人在家", where="延吉二村12号301", number="19900000301", name="周阿婆", severity="urgent")
    first, drain = day.send_first()
    yield f"林晓岚接到周阿婆来电：下水道堵了，派单 {drain} 给 {first.username}"
    day.does(first, drain, "accept")
    yield f"{first.username} 接单"
    day.call("楼道灯不亮，晚上看不见", where="延吉二村12号", number="19900000302", name="汪阿姨", outcome="save")
    yield "汪阿姨来电：12 号楼道灯不亮，先受理"
    day.does(first, drain, "set_out")
    day.call("厨房电线打火花，一股焦味", where="长白三村6号101", number="19900000602", name="祁望", relation="kin", severity="emergency", trade="electric")
    second, sparks = day.send_first()
    yield f"急修！长白三村 6 号 101 电线打火花，派单 {sparks} 给 {second.username}"
    day.does(second, sparks, "accept")
    day.does(second, sparks, "set_out")
    yield f"{second.username} 接单并已出发"
    day.does(first, drain, "arrive")
    yield f"{first.username} 到场，厨房里都是水"
    day.call("请问小学学区怎么划分", where="", name="路过居民", outcome="turn_away", to="教育局", note="请拨打 12345 或教育局咨询")
    yield "咨询学区：非物业事项，已告知去处"
    day.does(second, sparks, "arrive")
    day.does(second, sparks, "suspicion", words="同一路线上第三次跳闸，电表箱接线发黑，不对劲")
    yield f"{second.username} 到场，记下一条“不对劲”"
    day.does(first, drain, "finish", work_done="疏通厨房下水，清出油垢", is_fixed="yes")
    yield f"{first.username} 完工，请居民签字"
    day.does(first, drain, "sign_by_witness", signer="周阿婆", witness="汪阿姨（楼组长）")
    yield "周阿婆家签字完成（楼组长见证）"
    day.call("12号楼道又黑又滑，灯坏了", where="延吉二村12号101", number="19900000303", outcome="save")
    yield "又一个 12 号的来电：是不是同一件事？队列里有提示"
    day.does(second, sparks, "finish", work_done="更换烧坏的插座和一段导线，测绝缘合格", is_fixed="yes")
    yield f"{second.username} 完工。今天先到这里，接下来由您来"


def play(address: str, *, password: str, say: Say, wait: Callable[[], None]) -> int:
    """Play the whole day, waiting between the steps; return how many there were."""
    steps = 0
    for sentence in played(Day(address, password)):
        say(sentence)
        steps += 1
        wait()
    return steps

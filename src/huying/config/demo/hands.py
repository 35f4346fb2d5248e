"""Somebody of the demo's staff at a page: signs in, reads its forms, fills and sends them, as a browser would."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx


@dataclass
class Form:
    """One form of a page as it would be sent untouched; buttons by their value."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._here: Form | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._here = Form(given.get("action", ""))
            self.found.append(self._here)
        elif self._here is not None:
            self._control(self._here, tag, given)

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in form.values):
            form.values[self._select] = given.get("value", "")
        elif tag == "textarea" and name:
            self._area = name
            form.values[name] = ""
        elif tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            form.values[name] = given.get("value", "on" if given.get("type") == "checkbox" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._here = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._here is not None and self._area:
            self._here.values[self._area] += data


def forms_in(page: str) -> list[Form]:
    parser = _Forms()
    parser.feed(page)
    return parser.found


class Staff:
    """A session of one's own. Whatever a page refuses is an error here: the day was played wrongly, or a page is broken."""

    def __init__(self, address: str, username: str, password: str) -> None:
        self.username = username
        self._client = httpx.Client(base_url=address, follow_redirects=True, timeout=30, headers={"Referer": address})
        self.see("/sign-in/")
        self.send("sign-in", username=username, password=password)

    def see(self, path: str) -> str:
        """Open a page and return it."""
        self.answer = self._client.get(path)
        self.answer.raise_for_status()
        return self.answer.text

    @property
    def path(self) -> str:
        return self.answer.url.path

    def form(self, action: str) -> Form:
        """The page's form whose address contains `action`; one without an address goes to the page's own."""
        for form in forms_in(self.answer.text):
            if action in (form.action or self.path):
                return form
        raise LookupError(f"{self.username} finds no form “{action}” on {self.path}")

    def send(self, action: str, **filled: str) -> str:
        """Fill the form and send it; return the page that follows."""
        form = self.form(action)
        self.answer = self._client.post(form.action or self.path, data=form.values | filled)
        self.answer.raise_for_status()
        return self.answer.text

    def place(self, text: str) -> dict[str, str]:
        """Type an address and take the first place the list offers."""
        found = re.search(r'data-value="(\d+)"[^>]*data-text="([^"]*)"', self._client.get("/desk/calls/places", params={"q": text}).text)
        return {"place_id": found[1], "address": found[2]} if found else {"address": text}

    def has_form(self, action: str) -> bool:
        return any(action in form.action for form in forms_in(self.answer.text))

// Keyboard: data-key="F2" on a link, button or field makes that key press it (or put the cursor in it). "?" lists them all.
// In a list with data-rows, ↓ and ↑ (or j and k) walk from row to row.
import { say } from "huying/words";

const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable]";

function nameOf(event) {
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt"].filter(Boolean);
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [...held, key].join("+");
}

function isVisible(element) {
  return element.getClientRects().length > 0 && !element.disabled;
}

function press(target) {
  if (target.matches(TYPING)) {
    target.focus();
    target.select?.();
  } else {
    target.click();
  }
}

function walk(event, step) {
  const rows = document.activeElement.closest("[data-rows]") ?? document.querySelector("[data-rows]");
  const stops = rows ? [...rows.querySelectorAll("[data-row]")].filter(isVisible) : [];
  if (!stops.length) return;
  const at = stops.indexOf(document.activeElement);
  stops[at < 0 ? 0 : Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  event.preventDefault();
}

function describe(element) {
  if (element.dataset.keyWords) return element.dataset.keyWords;
  const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent;
  return (label ?? element.textContent).replace(element.dataset.key, "").trim().replace(/\s+/g, " ");
}

// Keys no single button stands for: those the page names in <template data-keys>, and walking in its lists.
function listOthers(list) {
  const named = new Set([...list.querySelectorAll("kbd")].map((mark) => mark.textContent));
  for (const page of document.querySelectorAll("template[data-keys]")) {
    for (const key of page.content.cloneNode(true).querySelectorAll("dt")) {
      if ([...key.querySelectorAll("kbd")].every((mark) => named.has(mark.textContent))) continue;
      list.append(key, key.nextElementSibling ?? document.createElement("dd"));
    }
  }
  if (document.querySelector("[data-rows]")) {
    list.insertAdjacentHTML("beforeend", "<dt><kbd>↓</kbd> <kbd>↑</kbd> <kbd>J</kbd> <kbd>K</kbd></dt><dd></dd>");
    list.lastElementChild.textContent = say("keys_rows");
  }
}

function showSheet() {
  const sheet = document.createElement("dialog");
  sheet.className = "keys-sheet";
  sheet.setAttribute("aria-label", say("keys_title"));
  const title = document.createElement("h2");
  title.textContent = say("keys_title");
  const list = document.createElement("dl");
  list.className = "facts";
  for (const element of [...document.querySelectorAll("[data-key]")].filter(isVisible)) {
    const key = document.createElement("dt");
    const mark = document.createElement("kbd");
    mark.textContent = element.dataset.key;
    key.append(mark);
    const words = document.createElement("dd");
    words.textContent = describe(element);
    list.append(key, words);
  }
  listOthers(list);
  sheet.append(title, list);
  sheet.addEventListener("close", () => sheet.remove());
  sheet.addEventListener("click", () => sheet.close());
  document.body.append(sheet);
  sheet.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented || event.metaKey) return;
  const name = nameOf(event);
  const inText = event.target.matches?.(TYPING);
  const isPlain = event.key.length === 1 && !event.ctrlKey && !event.altKey;
  if (inText && isPlain) return;
  if (name === "?" || name === "？") return document.querySelector("dialog[open]") ? undefined : showSheet();
  const wanted = [...document.querySelectorAll("[data-key]")]
    .find((element) => element.dataset.key.toUpperCase() === name.toUpperCase() && isVisible(element));
  if (wanted) {
    event.preventDefault();
    press(wanted);
  } else if (!inText && ["ArrowDown", "J"].includes(name)) {
    walk(event, 1);
  } else if (!inText && ["ArrowUp", "K"].includes(name)) {
    walk(event, -1);
  }
});

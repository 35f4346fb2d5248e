// Typeahead: <div class="combo" data-combobox data-src="/places/find"><input …><input type="hidden" data-combo-value></div>
// The server answers ?q=… with <li role="option" data-value="12" data-text="延吉二村 12号">…</li>. Arrows walk, Enter picks, Esc closes.
// After a pick the box fires combobox:pick with the option's data-* in event.detail. Free text stays when nothing is picked.
import { say } from "huying/words";

const PAUSE_MS = 130;
const open = new WeakMap();
let count = 0;

function start(input) {
  const box = input.closest("[data-combobox]");
  if (open.has(box)) return open.get(box);
  const list = document.createElement("ul");
  list.id = `combo-${++count}`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const heard = document.createElement("p");
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  input.after(list, heard);
  const set = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(set)) input.setAttribute(name, value);
  input.autocomplete = "off";
  const combo = { box, input, list, heard, hidden: box.querySelector("[data-combo-value]"), timer: 0, asked: null, hurry: false };
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest('[role="option"]');
    if (option) pick(combo, option);
  });
  open.set(box, combo);
  return combo;
}

function close(combo) {
  combo.list.hidden = true;
  combo.input.setAttribute("aria-expanded", "false");
  combo.input.removeAttribute("aria-activedescendant");
}

function options(combo) {
  return [...combo.list.querySelectorAll('[role="option"]')];
}

function mark(combo, option) {
  for (const other of options(combo)) other.setAttribute("aria-selected", String(other === option));
  if (!option) return combo.input.removeAttribute("aria-activedescendant");
  combo.input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function pick(combo, option) {
  combo.input.value = option.dataset.text ?? option.textContent.trim();
  if (combo.hidden) combo.hidden.value = option.dataset.value ?? "";
  close(combo);
  combo.input.dispatchEvent(new Event("change", { bubbles: true }));
  combo.box.dispatchEvent(new CustomEvent("combobox:pick", { bubbles: true, detail: { ...option.dataset } }));
}

async function ask(combo) {
  combo.timer = 0;
  const query = combo.input.value.trim();
  combo.asked?.abort();
  combo.asked = null;
  if (query.length < Number(combo.box.dataset.from ?? 1)) return close(combo);
  combo.asked = new AbortController();
  const address = new URL(combo.box.dataset.src, location.href);
  address.searchParams.set("q", query);
  try {
    const answer = await fetch(address, { signal: combo.asked.signal, headers: { "HX-Request": "true" } });
    if (answer.ok) show(combo, await answer.text());
    else close(combo);
  } catch (trouble) {
    if (trouble.name === "AbortError") return;
    close(combo);
  }
  combo.asked = null;
}

function show(combo, html) {
  combo.list.innerHTML = html;
  const found = options(combo);
  found.forEach((option, at) => { option.id = `${combo.list.id}-${at}`; });
  combo.heard.textContent = found.length ? say("found", { n: found.length }) : say("none_found");
  if (!found.length) {
    const none = document.createElement("li");
    none.className = "combo-none";
    none.textContent = say("none_found");
    combo.list.replaceChildren(none);
  }
  combo.list.hidden = document.activeElement !== combo.input;
  combo.input.setAttribute("aria-expanded", String(!combo.list.hidden));
  mark(combo, found[0]);
  if (combo.hurry && found.length) pick(combo, found[0]);
  combo.hurry = false;
}

function step(combo, by) {
  const all = options(combo);
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (all.length) mark(combo, all[(at + by + all.length) % all.length]);
}

const inBox = (event) => event.target.matches?.("[data-combobox] input:not([type=hidden])") && start(event.target);

document.addEventListener("focusin", inBox);
document.addEventListener("input", (event) => {
  const combo = inBox(event);
  if (!combo || event.isComposing) return;
  if (combo.hidden) combo.hidden.value = "";
  combo.hurry = false;
  clearTimeout(combo.timer);
  combo.timer = setTimeout(ask, PAUSE_MS, combo);
});
document.addEventListener("compositionend", (event) => {
  const combo = inBox(event);
  if (combo) ask(combo);
});
document.addEventListener("focusout", (event) => {
  const combo = inBox(event);
  if (combo) close(combo);
});
document.addEventListener("keydown", (event) => {
  const combo = inBox(event);
  if (!combo || event.isComposing) return;
  if (event.key === "Enter" && (combo.timer || combo.asked)) {
    // Faster than the answer: Enter means the first one found, not "send the form".
    event.preventDefault();
    combo.hurry = true;
    return;
  }
  if (combo.list.hidden) {
    if (event.key === "ArrowDown") ask(combo);
    return;
  }
  const chosen = combo.list.querySelector('[aria-selected="true"]');
  const acts = {
    ArrowDown: () => step(combo, 1),
    ArrowUp: () => step(combo, -1),
    Enter: () => (chosen ? pick(combo, chosen) : close(combo)),
    Escape: () => close(combo),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
}, true);

// The hands of a new call: Enter walks on, a pick fills the fields, keys take suggestions. The server does the thinking.
const form = document.getElementById("call");
const number = document.getElementById("id_number");
const reading = document.getElementById("reading");
const PAUSE_MS = 300;
let asked = "";
let waits = false;
let timer = 0;

const field = (name) => form.elements.namedItem(name);
const isTyping = (element) => element.matches("input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea");

function read(after = PAUSE_MS) {
  clearTimeout(timer);
  timer = setTimeout(() => reading.dispatchEvent(new Event("read")), after);
}

function lookUp() {
  const typed = number.value.trim();
  if (typed === asked) return false;
  asked = typed;
  number.dispatchEvent(new Event("lookup"));
  return true;
}

function put(name, value) {
  const control = field(name);
  if (!control) return;
  control.value = value;
  form.dataset.dirty = "yes";
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

function next(from) {
  if (from.id === "id_address") return field("words").focus();
  const stops = [...form.querySelectorAll("input, select, textarea, button.pick")]
    .filter((one) => one.type !== "hidden" && !one.closest("aside") && one.getClientRects().length && !one.disabled);
  stops[stops.indexOf(from) + 1]?.focus();
}

// From the number: to the first who may be behind it; where nobody is known, to the name one now has to ask for.
function behind() {
  const first = form.querySelector("#caller .pick");
  const name = field("caller_name");
  if (first) first.focus();
  else if (number.value.trim() && !name.value) name.focus();
  else onwards();
}

function onwards() {
  const address = document.getElementById("id_address");
  (address.value ? field("words") : address).focus();
}

// A person picked, or a chat taken over: its data-* go into the fields of the same names.
function pick(button) {
  if (button.getAttribute("aria-pressed") === "true") return button.setAttribute("aria-pressed", "false");
  const { pick: _pick, keep, then, takesFocus: _focus, key: _key, ...values } = button.dataset;
  for (const [name, value] of Object.entries(values)) if (value || keep === undefined) put(name, value);
  if (keep !== undefined) ["caller_id", "person_id"].forEach((name) => put(name, ""));
  for (const other of form.querySelectorAll("[data-picks] .pick")) other.setAttribute("aria-pressed", String(other === button));
  read(0);
  if (then === "number" && lookUp()) waits = true;
  else onwards();
}

form.addEventListener("click", ({ target }) => {
  const button = target.closest("button[type=button]");
  if (!button) return;
  if (button.dataset.pick !== undefined) pick(button);
  if (button.dataset.accept) put(button.dataset.accept, button.dataset.value);
  if (button.dataset.tell !== undefined) {
    form.querySelector(".no-visit").open = true;
    put("to", button.dataset.to);
    put("note", button.dataset.note);
    form.querySelector('[value="turn_away"]').focus();
  }
});

form.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const { target, key } = event;
  if (target.matches(".pick") && ["ArrowDown", "ArrowUp"].includes(key)) {
    const all = [...form.querySelectorAll("[data-picks] .pick")];
    all[(all.indexOf(target) + (key === "ArrowDown" ? 1 : -1) + all.length) % all.length]?.focus();
    event.preventDefault();
  }
  if (key !== "Enter" || event.ctrlKey || target.matches("textarea, button") || !isTyping(target)) return;
  event.preventDefault(); // Enter walks; only F8 and F9 send.
  // While those behind the number are being looked up, a second Enter waits with the first.
  if (target === number && (waits || lookUp())) waits = true;
  else if (target === number && number.value.trim()) behind();
  else next(target);
});

// Who is behind the number has come: the first of them gets the focus, unless the hands are elsewhere by now.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id !== "caller" || !waits) return;
  waits = false;
  if (document.activeElement !== number && !document.activeElement.matches(".pick, body")) return;
  behind();
});

document.addEventListener("htmx:sendError", () => { waits = false; });
number.addEventListener("change", lookUp);
form.addEventListener("combobox:pick", () => { read(0); field("words").focus(); });
form.addEventListener("compositionend", () => read());
form.addEventListener("input", (event) => {
  if (event.isComposing) return;
  if (["words", "address"].includes(event.target.name)) read();
});
form.addEventListener("change", ({ target }) => {
  if (target.dataset.reads !== undefined || ["severity", "trade", "responsibility", "kind", "joins"].includes(target.name)) read(30);
});
// Marked, so that the next caller's number replaces the old one instead of being glued to it.
document.addEventListener("huying:draft-restored", () => { asked = ""; lookUp(); read(0); number.select(); });
if (field("words").value || field("address").value) read(0);

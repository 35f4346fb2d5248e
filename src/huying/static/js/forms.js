// Forms that forgive: one send at a time, nothing typed is lost, a repeated send is recognised by the server.
import { closable, say, toast } from "huying/words";

const SENDING = "is-sending";

function newUuid() {
  // randomUUID exists only on https and localhost; a desk on a plain intranet address has getRandomValues.
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function finish(form) {
  form.classList.remove(SENDING);
  form.removeAttribute("aria-busy");
}

function clean(form) {
  delete form.dataset.dirty;
  const uuid = form.querySelector('input[name="client_uuid"]');
  if (uuid) uuid.value = newUuid();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.classList.contains(SENDING)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.classList.add(SENDING);
  form.setAttribute("aria-busy", "true");
  if (!form.matches("[hx-post]")) delete form.dataset.dirty;
}, true);

// A page taken back out of the browser's memory must be sendable again, as a new send.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll(`form.${SENDING}`)) {
    finish(form);
    clean(form);
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form");
  if (form?.method === "post") form.dataset.dirty = "yes";
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-dirty]")) event.preventDefault();
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  // A field that asks the server something of its own is not the form being sent.
  const form = detail.elt.matches("form") ? detail.elt : null;
  if (!form) return;
  finish(form);
  if (detail.successful && detail.requestConfig.verb !== "get") clean(form);
});
document.addEventListener("htmx:sendError", () => toast(say("not_sent"), "late"));
document.addEventListener("htmx:timeout", () => toast(say("not_sent"), "late"));
document.addEventListener("htmx:responseError", ({ detail }) => {
  // Our own errors bring a .notice that htmx shows; a gateway's page does not.
  if (!/class="notice/.test(detail.xhr.responseText)) toast(say("went_wrong", { code: detail.xhr.status }), "late");
});

function takeFocus() {
  document.querySelector("[data-takes-focus]")?.focus();
}
takeFocus();
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt.querySelector?.("[data-takes-focus]")) takeFocus();
  document.querySelectorAll("#toasts .notice").forEach(closable);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-closes], [data-toggles], [data-print]");
  if (!button) return;
  if (button.dataset.print !== undefined) window.print();
  if (button.dataset.closes) {
    const box = button.closest(button.dataset.closes);
    if (box?.matches("details")) box.open = false;
    else box?.remove();
  }
  if (button.dataset.toggles) {
    const open = document.getElementById(button.dataset.toggles).classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(open));
  }
});

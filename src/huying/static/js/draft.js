// What is being written survives a reload, a crash of the page and a session that ended: <form data-draft="name">.
// It lies in this tab only (sessionStorage), for the account in data-draft-of alone. Once saved, the server names the sending in the cookie kept_draft, and it goes.
const PAUSE_MS = 250;
const SKIPPED = new Set(["csrfmiddlewaretoken"]);
const key = (name) => `huying-draft-${name}`;

function keep(form) {
  const held = { draft_of: form.dataset.draftOf };
  for (const [name, value] of new FormData(form)) if (!SKIPPED.has(name) && value && typeof value === "string") held[name] = value;
  sessionStorage.setItem(key(form.dataset.draft), JSON.stringify(held));
}

function restore(form) {
  const text = sessionStorage.getItem(key(form.dataset.draft));
  if (!text || form.dataset.draftKeep !== undefined) return;
  const held = JSON.parse(text);
  if (held.draft_of !== form.dataset.draftOf) return sessionStorage.removeItem(key(form.dataset.draft));
  if (document.cookie.includes(`kept_draft=${held.client_uuid}`)) return sessionStorage.removeItem(key(form.dataset.draft));
  if (!held.words && !held.number && !held.address) return;
  for (const [name, value] of Object.entries(held)) {
    const control = name === "client_uuid" ? null : form.elements.namedItem(name);
    if (control && "value" in control && control.type !== "radio" && control.type !== "checkbox") control.value = value;
  }
  form.dataset.dirty = "yes";
  document.querySelector("[data-draft-notice]")?.removeAttribute("hidden");
  document.dispatchEvent(new CustomEvent("huying:draft-restored"));
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  let timer = 0;
  const soon = () => { clearTimeout(timer); timer = setTimeout(keep, PAUSE_MS, form); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => { clearTimeout(timer); keep(form); });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.("[data-draft-drop]")) return;
    sessionStorage.removeItem(key(form.dataset.draft));
    delete form.dataset.dirty;
    location.assign(location.pathname);
  });
  setTimeout(restore, 0, form);
}

// News from the server: <body data-stream="/stream"> says where, <section data-live="topic …" data-live-src="/rows"> who cares.
// A message is JSON with `topic` ("request") and perhaps `subject` ("12"). A region cares for a topic ("queue") or for one
// subject of it ("request:12"). A region in which someone is typing is never replaced: it gets a chip.
import { say } from "huying/words";

const TOGETHER_MS = 120;
const WITHOUT_NEWS_MS = 30_000;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000];
const OF_THE_SENDING = new Set(["csrfmiddlewaretoken", "client_uuid", "version"]);
const waiting = new Map();
let source;
let failures = 0;
let wasOff = false;

function cares(region, { topic, subject }) {
  return region.dataset.live.split(/\s+/).some((want) =>
    want === topic || want === `${topic}:${subject}`);
}

function isTyping(region) {
  if (region.querySelector("form[data-dirty]") || region.closest("form[data-dirty]")) return true;
  const at = document.activeElement;
  return region.contains(at) && at.matches("input, textarea, select, [contenteditable]");
}

// Whoever asks for the news goes on writing where she was; the number of the version is the new one, for she has seen it.
function written(region) {
  return [...region.querySelectorAll("form[data-dirty]")].map((form) => ({
    action: form.getAttribute("action"),
    fields: [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OF_THE_SENDING.has(name)),
  }));
}

function putBack(region, kept) {
  for (const { action, fields } of kept) {
    const form = [...region.querySelectorAll("form")].find((one) => one.getAttribute("action") === action);
    if (!form) continue;
    form.dataset.dirty = "yes";
    const fold = form.closest("details");
    if (fold) fold.open = true;
    for (const [name, value] of fields) {
      const control = form.elements.namedItem(name);
      if (control && control.type !== "checkbox") control.value = value;
    }
  }
}

function chip(region) {
  if (region.querySelector(":scope > .live-chip")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "live-chip";
  button.textContent = say("fresh");
  button.addEventListener("click", () => {
    const kept = written(region);
    fetchRegion(region).then(() => putBack(region, kept));
  });
  region.prepend(button);
}

function fetchRegion(region) {
  region.querySelector(":scope > .live-chip")?.remove();
  delete region.dataset.stale;
  const focus = region.contains(document.activeElement) ? document.activeElement : null;
  const link = focus?.getAttribute("href");
  return window.htmx
    .ajax("GET", region.dataset.liveSrc, { source: region, target: region, swap: "innerHTML" })
    .then(() => {
      if (!link || document.activeElement !== document.body) return;
      region.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus({ preventScroll: true });
    })
    .catch(() => { region.dataset.stale = "yes"; });
}

function refresh(region) {
  waiting.delete(region);
  if (!region.isConnected) return;
  if (isTyping(region)) {
    region.dataset.stale = "yes";
    chip(region);
  } else {
    fetchRegion(region);
  }
}

function soon(region) {
  if (!waiting.has(region)) waiting.set(region, setTimeout(refresh, TOGETHER_MS, region));
}

function refreshAll() {
  document.querySelectorAll("[data-live-src]").forEach(soon);
}

function heard(event) {
  let news;
  try {
    news = JSON.parse(event.data);
  } catch {
    return;
  }
  if (!news.topic) return;
  for (const region of document.querySelectorAll("[data-live-src]")) if (cares(region, news)) soon(region);
  document.dispatchEvent(new CustomEvent("huying:news", { detail: news }));
}

function show(state) {
  for (const mark of document.querySelectorAll("[data-live-state]")) {
    if (mark.dataset.state === state) continue;
    mark.dataset.state = state;
    mark.textContent = say(`live_${state}`);
  }
}

function connect() {
  source = new EventSource(document.body.dataset.stream);
  source.addEventListener("open", () => {
    failures = 0;
    show("on");
    if (wasOff) refreshAll();
    wasOff = false;
  });
  source.addEventListener("message", heard);
  source.addEventListener("reload", refreshAll);
  source.addEventListener("error", () => {
    wasOff = true;
    show("off");
    // The browser reconnects by itself (with Last-Event-ID) after a cut; after a refusal it gives up, and we do not.
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(connect, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
  });
}

if (document.body.dataset.stream) {
  connect();
  setInterval(() => { if (wasOff) refreshAll(); }, WITHOUT_NEWS_MS);
  window.addEventListener("pagehide", () => source.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
}

// Whoever stops typing without having changed anything sees the news without asking.
document.addEventListener("focusout", () => setTimeout(() => {
  for (const region of document.querySelectorAll("[data-stale]")) if (!isTyping(region)) fetchRegion(region);
}, 0));

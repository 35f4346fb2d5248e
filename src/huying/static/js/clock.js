// Counts time left on from what the server wrote: <span class="due" data-due="ISO" data-soon="seconds">.
import { say, serverNow } from "huying/words";

const BEAT_MS = 10_000;

function span(ms) {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const parts = { d: Math.floor(minutes / 1440), h: Math.floor(minutes / 60) % 24, m: minutes % 60 };
  if (parts.d) return say(parts.h ? "days" : "full_days", parts);
  if (parts.h) return say(parts.m ? "hours" : "full_hours", parts);
  return say(parts.m ? "minutes" : "moment", parts);
}

function tone(left, soonMs) {
  if (left < 0) return "late";
  return left < soonMs ? "waiting" : "plain";
}

function tick() {
  for (const due of document.querySelectorAll("[data-due]")) {
    const left = Date.parse(due.dataset.due) - serverNow();
    if (Number.isNaN(left)) continue;
    const words = due.querySelector("[data-due-words]") ?? due;
    const text = say(left < 0 ? "late" : "left", { time: span(left) });
    if (words.textContent !== text) words.textContent = text;
    const now = tone(left, Number(due.dataset.soon || 0) * 1000);
    due.classList.remove("tone-plain", "tone-waiting", "tone-late");
    due.classList.add(`tone-${now}`);
    due.closest(".q-due")?.closest(".queue-row").classList.toggle("is-late", now === "late");
  }
}

tick();
setInterval(tick, BEAT_MS);
document.addEventListener("visibilitychange", () => document.hidden || tick());
document.addEventListener("htmx:afterSettle", tick);

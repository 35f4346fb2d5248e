// The sentences scripts may say, in the page's language (written by {% script_words %}), and the server's clock.
const words = JSON.parse(document.getElementById("script-words")?.textContent || "{}");

/** Return the sentence `name` with its %(blanks)s filled. */
export function say(name, blanks = {}) {
  return (words[name] ?? name).replace(/%\((\w+)\)s/g, (_, key) => blanks[key] ?? "");
}

const ahead = Date.parse(document.body?.dataset.now ?? "") - Date.now() || 0;

/** Milliseconds now by the server's clock: a phone that goes wrong must not make anyone late. */
export function serverNow() {
  return Date.now() + ahead;
}

/** Give a notice its own key to close it, unless it has one. */
export function closable(notice) {
  if (notice.querySelector("[data-closes]")) return;
  const key = document.createElement("button");
  key.type = "button";
  key.className = "btn btn-quiet btn-small btn-close-notice";
  key.dataset.closes = ".notice";
  key.setAttribute("aria-label", say("close"));
  key.textContent = "×";
  notice.append(key);
}

/** Show one sentence in the corner; tone is one of plain, good, waiting, late. */
export function toast(sentence, tone = "plain") {
  const notice = document.createElement("div");
  notice.className = `notice tone-${tone}`;
  const text = document.createElement("p");
  text.textContent = sentence;
  notice.append(text);
  closable(notice);
  document.getElementById("toasts")?.append(notice);
}

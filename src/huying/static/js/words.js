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

/** Show one sentence in the corner; tone is one of plain, good, waiting, late. */
export function toast(sentence, tone = "plain") {
  const notice = document.createElement("div");
  notice.className = `notice tone-${tone}`;
  const text = document.createElement("p");
  text.textContent = sentence;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn-quiet btn-small btn-close-notice";
  close.dataset.closes = ".notice";
  close.setAttribute("aria-label", say("close"));
  close.textContent = "×";
  notice.append(text, close);
  document.getElementById("toasts")?.append(notice);
  return notice;
}

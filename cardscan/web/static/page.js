// What every page has: words, requests, undo, the keyboard's help, the language.

const words = JSON.parse(document.getElementById("words").textContent);

export function word(name, filled = {}) {
  return Object.entries(filled).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), words[name]);
}

export class Refused extends Error {
  constructor(status, told) {
    super(told.message || String(status));
    this.status = status;
    this.code = told.code;
  }
}

/** Send `value` as JSON; return the answer. Throws Refused. */
export async function send(address, value = {}) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(value),
    });
  } catch {
    throw new Refused(0, { message: word("lost") });
  }
  const told = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

let quiet;
export function toast(text, { wrong = false } = {}) {
  const place = document.querySelector(".toast");
  place.textContent = text;
  place.classList.toggle("wrong", wrong);
  place.classList.add("shown");
  clearTimeout(quiet);
  quiet = setTimeout(() => place.classList.remove("shown"), 5000);
}

/** Say something on the page that is loaded next. */
export function sayNext(text) {
  sessionStorage.setItem("say", text);
}

/** Run `work`; what goes wrong is said. Returns whether all went well. */
export async function trying(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message, { wrong: true });
    if (error.code === "changed") setTimeout(() => location.reload(), 1200);
    return false;
  }
}

// ---------------------------------------------------------------- undo

const LONGEST = 200;

/** Remember a change made in this tab, and the page on which to see it taken back. */
export function remember(change, where = location.pathname) {
  if (change == null) return;
  const done = JSON.parse(sessionStorage.getItem("done") || "[]");
  done.push([change, where]);
  sessionStorage.setItem("done", JSON.stringify(done.slice(-LONGEST)));
}

async function undo() {
  const done = JSON.parse(sessionStorage.getItem("done") || "[]");
  const last = done.pop();
  if (!last) {
    toast(word("nothing_to_undo"));
    return;
  }
  await trying(async () => {
    sessionStorage.setItem("done", JSON.stringify(done)); // what cannot be taken back is not tried again
    const told = await send("/undo", { change: last[0] });
    sayNext(word("undone", { about: told.about }));
    location.assign(last[1]);
  });
}

// ---------------------------------------------------------------- keys

/** Whether a key is meant for a text that is being typed: also one that only ends the composing of kanji. */
export function isTyping(event) {
  if (event.isComposing || event.keyCode === 229) return true;
  const at = event.target;
  return at instanceof HTMLElement && at.matches("input, textarea, select, [contenteditable]");
}

const help = document.querySelector("dialog.keys");

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || document.querySelector("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !event.shiftKey) {
    event.preventDefault();
    undo();
  } else if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  } else if (event.key === "?") {
    event.preventDefault();
    help.showModal();
  } else if (event.key === "/") {
    event.preventDefault();
    const search = document.querySelector("[data-search]");
    if (search) search.focus();
    else location.assign("/people#search");
  }
});
document.querySelector("[data-keys]").addEventListener("click", () => help.showModal());

// ---------------------------------------------------------------- menus: Escape, or a click elsewhere, closes them

function closeMenus(but) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (but && menu.contains(but)) continue;
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside && !but) menu.querySelector("summary").focus();
  }
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) closeMenus(null);
});
document.addEventListener("click", (event) => closeMenus(event.target));

// ---------------------------------------------------------------- language, and what was said on the page before

document.querySelector("[data-language]").addEventListener("click", (event) =>
  trying(async () => {
    await send("/language", { language: event.currentTarget.dataset.language });
    location.reload();
  }),
);

const said = sessionStorage.getItem("say");
if (said) {
  sessionStorage.removeItem("say");
  toast(said);
}

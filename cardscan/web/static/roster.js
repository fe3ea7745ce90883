// The list of an evening: a tick or a line is saved at once, one after the other for each guest, and again if the
// connection was lost.

import { Refused, remember, send, toast, word } from "./page.js";

const PAUSE = 1200; // milliseconds after the last letter
const AGAIN = 4000; // until a lost connection is tried again

const roster = document.querySelector(".roster");
const { event: name, date } = roster.dataset;

for (const guest of document.querySelectorAll("[data-guest]")) watch(guest);

function watch(guest) {
  const tick = guest.querySelector("[data-talked]");
  const line = guest.querySelector("[data-memo]");
  const saved = { talked: tick.checked, memo: line.value };
  let pause;
  let last = Promise.resolve();

  const show = () => {
    guest.classList.toggle("talked", tick.checked);
    guest.classList.toggle("unsaved", tick.checked !== saved.talked || line.value.trim() !== saved.memo);
  };
  const save = () => {
    clearTimeout(pause);
    last = last.then(keep);
  };
  const later = (wait) => {
    clearTimeout(pause);
    pause = setTimeout(save, wait);
  };

  async function keep() {
    try {
      if (tick.checked !== saved.talked) await say({ talked: tick.checked });
      const memo = line.value.trim();
      if (memo !== saved.memo) await say({ memo, was: saved.memo });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message, { wrong: true });
      if (error.status === 0) later(AGAIN);
      if (error.code === "changed") setTimeout(() => location.reload(), 1200);
    }
    show();
  }

  async function say(what) {
    const { guest: uid, tag } = guest.dataset;
    const told = await send("/roster", { uid, event: name, date: date || null, tag: tag || null, ...what });
    Object.assign(saved, "memo" in what ? { memo: what.memo } : what);
    remember(told.change, location.pathname + location.search);
    if (told.change !== null) toast(word("saved"));
  }

  tick.addEventListener("change", save);
  line.addEventListener("change", save);
  line.addEventListener("input", () => {
    show();
    later(PAUSE);
  });
  line.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault(); // Enter is done with this guest; Shift-Enter begins another line
    save();
    guest.nextElementSibling?.querySelector("[data-memo]").focus();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) save();
  });
  show();
}

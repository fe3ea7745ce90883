// Events: one is set up, changed or removed, and the page goes to where it is then.

import { remember, sayNext, send, trying, word } from "./page.js";

const page = document.querySelector(".event-page");

function which() {
  return { name: page.dataset.name, date: page.dataset.date };
}

function typed(form) {
  return Object.fromEntries(new FormData(form));
}

/** Send what is wanted; go to where the event is then, and say what was done. */
function go(address, value, said) {
  return trying(async () => {
    const told = await send(address, value);
    remember(told.change, "/events");
    sayNext(`${word(said)} · ${word("undo_hint")}`);
    location.assign(told.address);
  });
}

document.querySelector("[data-event-new]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  go("/events", typed(event.target), "saved");
});

document.querySelector("[data-event-change]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  go("/event/change", { event: which(), to: typed(event.target) }, "saved");
});

document.querySelector("[data-event-remove]")?.addEventListener("click", () =>
  go("/event/remove", which(), "removed_event"),
);

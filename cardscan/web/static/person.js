// One person: taking a change back, the QR code once somebody wants it, and forgetting for ever.

import { Refused, send, sayNext, trying, word } from "./page.js";

for (const button of document.querySelectorAll("[data-undo]"))
  button.addEventListener("click", () =>
    trying(async () => {
      const told = await send("/undo", { change: Number(button.dataset.undo) });
      sayNext(word("undone", { about: told.about }));
      const still = await fetch(location.pathname, { method: "HEAD" });
      if (still.ok) location.reload();
      else location.assign("/people");
    }),
  );

const code = document.querySelector("[data-code]");
code.addEventListener(
  "toggle",
  () =>
    trying(async () => {
      const answer = await fetch(code.dataset.code);
      if (!answer.ok) throw new Refused(answer.status, await answer.json());
      code.querySelector("[data-code-place]").innerHTML = await answer.text(); // made and escaped by our own server
    }),
  { once: true },
);

const forget = document.querySelector(".forget");
const place = forget.querySelector("[data-load-place]");
forget.addEventListener(
  "toggle",
  () =>
    trying(async () => {
      const answer = await fetch(forget.dataset.load);
      if (!answer.ok) throw new Refused(answer.status, await answer.json());
      place.innerHTML = await answer.text(); // made and escaped by our own server
      place.querySelector("[data-forget]").addEventListener("click", (event) => ask(event.currentTarget));
    }),
  { once: true },
);

function ask(button) {
  const sure = document.querySelector("dialog.sure");
  sure.returnValue = "no";
  sure.showModal();
  sure.onclose = () => {
    if (sure.returnValue === "yes") trying(() => gone(button));
  };
}

/** Forget the person; what is left to do by hand takes the place of everything that was shown of them. */
async function gone(button) {
  button.disabled = true;
  try {
    const told = await send(forget.dataset.load, { called: button.dataset.forget });
    const list = document.createElement("ul");
    for (const line of told.lines) list.append(Object.assign(document.createElement("li"), { textContent: line }));
    const person = document.querySelector(".person");
    place.replaceChildren(list);
    person.replaceChildren(person.querySelector(".crumb"), forget);
    forget.querySelector("summary").hidden = true;
    document.title = "cardscan";
    place.tabIndex = -1;
    place.focus();
    history.replaceState(null, "", "/people"); // reloading shows who is left
  } finally {
    button.disabled = false;
  }
}

// One person: taking a change back, and the QR code once somebody wants it.

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

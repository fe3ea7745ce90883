// One person: taking a change back.

import { send, sayNext, trying, word } from "./page.js";

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

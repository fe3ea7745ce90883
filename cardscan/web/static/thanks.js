// Letters of thanks: what became of each, and who wants no mail.

import { send, sayNext, trying, word } from "./page.js";

function said(row, step) {
  const { uid, meeting, date } = row.dataset;
  return send("/thanks", { uid, event: meeting, date: date || null, step });
}

for (const button of document.querySelectorAll("[data-thanks]"))
  button.addEventListener("click", () =>
    trying(async () => {
      await said(button.closest("[data-meeting]"), button.dataset.thanks);
      sayNext(word("saved"));
      location.reload();
    }),
  );

// the link itself goes on: to a file, or to the mail program
for (const link of document.querySelectorAll("[data-draft]"))
  link.addEventListener("click", () =>
    trying(async () => {
      const row = link.closest("[data-meeting]");
      await said(row, "drafted");
      row.querySelector("[data-state]").textContent = word("drafted");
    }),
  );

const wish = document.querySelector("[data-no-mail]");
wish?.addEventListener("click", () =>
  trying(async () => {
    await send(`/people/${encodeURIComponent(wish.dataset.uid)}/nomail`, { no_mail: wish.dataset.noMail });
    sayNext(word("saved"));
    location.reload();
  }),
);

// Two people who may be one: an answer, or later.

import { remember, sayNext, send, trying, word } from "./page.js";

for (const question of document.querySelectorAll(".question"))
  question.addEventListener("click", (event) => {
    const button = event.target.closest("[data-answer]");
    if (!button) return;
    const { answer } = button.dataset;
    if (answer === "later") {
      const next = question.nextElementSibling;
      question.parentElement.append(question);
      (next ?? question).querySelector("[data-answer]").focus();
      return;
    }
    trying(async () => {
      const { one, other } = question.dataset;
      const told = await send("/questions", { one, other, answer });
      remember(told.change);
      sayNext(word(answer === "same" ? "joined" : "apart"));
      location.reload();
    });
  });

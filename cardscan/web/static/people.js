// The list of people, found while typing.

const search = document.querySelector("[data-search]");
const event = document.querySelector("[data-event]");
const list = document.querySelector("[data-list]");
let asked = 0;
let pause;

if (location.hash === "#search") search.focus();

search.addEventListener("input", (typed) => {
  clearTimeout(pause);
  // while kanji are composed the text is kana that nobody may mean yet, but it finds readings: search all the same
  pause = setTimeout(look, typed.isComposing ? 300 : 120);
});
event.addEventListener("change", () => {
  search.value = "";
  look();
});
search.form.addEventListener("submit", (given) => {
  given.preventDefault();
  look();
});

async function look() {
  const mine = ++asked;
  const wanted = new URLSearchParams({ q: search.value.trim(), event: search.value.trim() ? "" : event.value });
  const found = await (await fetch(`/people?${wanted}&part=1`)).text();
  if (mine !== asked) return; // an answer to what was typed before
  list.innerHTML = found; // made and escaped by our own server
  history.replaceState(null, "", `/people?${wanted}`);
  for (const row of document.querySelectorAll(".index [aria-current]")) row.removeAttribute("aria-current");
}

if (search.value !== search.defaultValue) look(); // somebody typed before this script was there

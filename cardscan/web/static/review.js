// One person: doubtful fields first. Enter accepts and goes on; everything can be done with the keyboard alone.

import { isTyping, remember, sayNext, send, toast, trying, word } from "./page.js";

const page = document.querySelector(".review");
const uid = page.dataset.uid;
const approveButton = page.querySelector("[data-approve]");
const rows = () => [...page.querySelectorAll("div[data-row]")];
const doubtful = () => [...page.querySelectorAll("[data-row].doubtful")];

// ---------------------------------------------------------------- where the focus is

function rowAt() {
  return document.activeElement?.closest("[data-row]") ?? null;
}

function focusRow(row) {
  (row ? row.querySelector("[data-text-button]") : approveButton).focus();
  (row ?? approveButton).scrollIntoView({ block: "nearest" });
}

function goOn(row) {
  const left = doubtful();
  const at = left.indexOf(row);
  row.classList.remove("doubtful");
  row.classList.add("accepted");
  focusRow(left[at + 1] ?? left.filter((one) => one !== row)[0] ?? null);
}

function move(by) {
  const all = rows();
  const at = all.indexOf(rowAt());
  focusRow(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length)] ?? null);
}

// ---------------------------------------------------------------- a field

/** Make a field what `text` says; as it stands, that accepts it. */
async function put(row, text) {
  const { path } = row.dataset;
  const was = row.dataset.text;
  await trying(async () => {
    const told = await send(`/people/${uid}/field`, { path, text, was });
    remember(told.change);
    if (text === was) {
      if (row.classList.contains("new")) stopEditing(row);
      else goOn(row);
      return;
    }
    sessionStorage.setItem("after", path);
    sayNext(`${word("saved")}. ${word("undo_hint")}`);
    location.reload();
  });
}

function edit(row, text = null) {
  const field = row.querySelector("[data-input]");
  if (!field) return;
  row.classList.add("editing");
  row.querySelector("[data-text-button]")?.setAttribute("hidden", "");
  for (const acts of row.querySelectorAll(".acts")) acts.hidden = !acts.classList.contains("editing");
  field.hidden = false;
  if (text !== null) field.value = text;
  field.focus();
  field.select();
}

function stopEditing(row) {
  if (row.classList.contains("new")) {
    row.hidden = true;
    page.querySelector("[data-add]").value = "";
    page.querySelector("[data-add]").focus();
    return;
  }
  const field = row.querySelector("[data-input]");
  field.value = row.dataset.text;
  field.hidden = true;
  row.classList.remove("editing");
  row.querySelector("[data-text-button]").hidden = false;
  for (const acts of row.querySelectorAll(".acts")) acts.hidden = acts.classList.contains("editing");
  focusRow(row);
}

page.addEventListener("click", (event) => {
  const at = event.target.closest("button, [data-line]");
  if (!at) return;
  const row = at.closest("[data-row]");
  if (at.matches("[data-accept]")) put(row, row.dataset.text);
  else if (at.matches("[data-edit]")) edit(row);
  else if (at.matches("[data-text-button]")) edit(row); // Enter is taken by the keys below
  else if (at.matches("[data-save]")) put(row, row.querySelector("[data-input]").value);
  else if (at.matches("[data-cancel]")) stopEditing(row);
  else if (at.matches("[data-choice]")) put(row, at.dataset.choice);
  else if (at.matches("[data-line]")) take(at.dataset.line);
  else if (at.matches("[data-approve]")) approve();
  else if (at.matches("[data-delete]")) remove();
});

page.addEventListener("change", (event) => {
  const kind = event.target.closest("[data-kind]");
  if (kind) changeKind(kind);
  else if (event.target.matches("[data-add]") && event.target.value) {
    const row = page.querySelector(".new");
    row.hidden = false;
    row.dataset.path = event.target.value;
    row.querySelector("input").focus();
  }
});

function changeKind(kind) {
  const row = kind.closest("[data-row]");
  const was = [...kind.options].find((option) => option.defaultSelected).value;
  trying(async () => {
    const told = await send(`/people/${uid}/field`, { path: `${row.dataset.path}.kind`, text: kind.value, was });
    remember(told.change);
    for (const option of kind.options) option.defaultSelected = option.value === kind.value;
    toast(word("saved"));
  });
}

// ---------------------------------------------------------------- a line of the card into a field

let last = null; // the field that was looked at last: a tap on the card takes the focus away
page.addEventListener("focusin", () => {
  const row = rowAt();
  if (row) last = row;
  light(row);
});

function take(text) {
  const row = last ?? doubtful()[0];
  if (row) edit(row, text);
}

/** Show on the card where the field stands. */
function light(row) {
  const text = row?.dataset.text?.replaceAll(/\s/g, "");
  for (const line of page.querySelectorAll("[data-line]")) {
    const said = line.dataset.line.replaceAll(/\s/g, "");
    line.classList.toggle("lit", Boolean(text) && said.length > 1 && (said.includes(text) || text.includes(said)));
  }
}

// ---------------------------------------------------------------- the card

let going = false;
async function leave(work) {
  if (going) return; // Enter held down approves one card, not the ones after it
  going = true;
  if (!(await trying(work))) going = false;
}

const approve = () =>
  leave(async () => {
    const told = await send(`/people/${uid}/approve`);
    remember(told.change);
    sayNext(`${word("approved")}. ${word("undo_hint")}`);
    location.assign(told.next);
  });

function remove() {
  const sure = document.querySelector("dialog.sure");
  sure.returnValue = "no";
  sure.showModal();
  sure.onclose = () => {
    if (sure.returnValue !== "yes") return;
    leave(async () => {
      const told = await send(`/people/${uid}/delete`);
      remember(told.change);
      sayNext(`${word("deleted")}. ${word("undo_hint")}`);
      location.assign(told.next);
    });
  };
}

// ---------------------------------------------------------------- keys

page.addEventListener("keydown", (event) => {
  const field = event.target.closest("[data-input]");
  if (!field || event.isComposing || event.keyCode === 229) return; // Enter that only ends the composing of kanji
  const row = field.closest("[data-row]");
  if (event.key === "Enter") {
    event.preventDefault();
    put(row, field.value);
  } else if (event.key === "Escape") {
    event.preventDefault();
    stopEditing(row);
  }
});

/** Accept what has the focus. Enter by itself never approves what is doubtful and was not looked at. */
function accept(row) {
  if (row) put(row, row.dataset.text);
  else if (document.activeElement === approveButton || !doubtful().length) approve();
  else focusRow(doubtful()[0]);
}

const KEYS = {
  Enter: (row) => accept(row),
  e: (row) => row && edit(row),
  F2: (row) => row && edit(row),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  j: () => move(1),
  k: () => move(-1),
  a: () => approve(),
  l: () => location.assign(page.dataset.later),
  d: () => remove(),
};

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (document.querySelector("dialog[open]")) return;
  const row = rowAt();
  const line = event.target.closest?.("[data-line]");
  if (line && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    take(line.dataset.line);
    return;
  }
  if (event.key === "Enter" && event.target.closest("a, button:not([data-text-button], [data-approve])")) return;
  const choice = row?.querySelectorAll("[data-choice]")[Number(event.key) - 1];
  const work = choice ? () => put(row, choice.dataset.choice) : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!work) return;
  event.preventDefault();
  work(row);
});

// ---------------------------------------------------------------- at the start

const after = sessionStorage.getItem("after");
sessionStorage.removeItem("after");
focusRow(doubtful()[0] ?? null);
if (!doubtful().length || after) window.scrollTo(0, 0);
for (const line of page.querySelectorAll("[data-line]")) line.setAttribute("tabindex", "0");

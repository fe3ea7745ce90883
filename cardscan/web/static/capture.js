// Photos in: dropped, chosen, pasted or taken; and how far each is, as the server tells.

import { send, trying, word } from "./page.js";

const AT_ONCE = 1; // photos on their way to the server: the back of a card may be in the next one, so order counts
const LARGEST = 60_000_000; // bytes; the server refuses more
const list = document.querySelector("[data-tray]");
const shape = document.getElementById("photo");
const items = new Map(); // what stands in the list, by the photo's hash, or by a number until the server told it
const waiting = [];
let sending = 0;
let counter = 0;

// ---------------------------------------------------------------- where we met, kept in this tab

for (const name of ["event", "date", "place"]) {
  const field = document.getElementById(name);
  field.value = sessionStorage.getItem(`met-${name}`) ?? field.defaultValue; // what is on now is proposed
  field.addEventListener("input", () => sessionStorage.setItem(`met-${name}`, field.value));
}

// ---------------------------------------------------------------- photos in

const drop = document.querySelector("[data-drop]");
for (const kind of ["dragenter", "dragover"])
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  add(event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  if (event.clipboardData.files.length) add(event.clipboardData.files);
});
for (const field of document.querySelectorAll("[data-files]"))
  field.addEventListener("change", () => {
    add(field.files);
    field.value = "";
  });

function add(files) {
  for (const file of files) {
    const key = `new-${++counter}`;
    const item = made(key);
    item.querySelector(".name").textContent = file.name;
    preview(item.querySelector("img"), file);
    items.set(key, item);
    list.prepend(item);
    waiting.push({ file, key });
    show(item, { state: "waiting", name: file.name }, key);
  }
  document.querySelector("[data-empty]").hidden = items.size > 0;
  next();
}

/** Show a file at once, where the browser knows its kind (HEIC and PDF it does not); the server shows it later. */
function preview(picture, file) {
  const address = URL.createObjectURL(file);
  picture.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
  picture.addEventListener("error", () => picture.removeAttribute("src"), { once: true });
  picture.src = address;
}

function next() {
  while (sending < AT_ONCE && waiting.length) upload(waiting.shift());
}

function upload({ file, key }) {
  const item = items.get(key);
  if (file.size > LARGEST) {
    show(item, { state: "failed", name: file.name, why: word("too_large") }, key);
    return;
  }
  sending += 1;
  const request = new XMLHttpRequest(); // fetch does not tell how far a body is
  const told = new URLSearchParams({ name: file.name });
  for (const name of ["event", "date", "place"]) told.set(name, document.getElementById(name).value);
  if (document.getElementById("by_time")?.checked === false) told.set("by_time", "no");
  request.open("POST", `/photos?${told}`);
  const bar = item.querySelector("progress");
  bar.hidden = false;
  item.querySelector(".state").textContent = word("sending");
  request.upload.addEventListener("progress", (event) => {
    bar.value = event.loaded / event.total;
  });
  request.addEventListener("loadend", () => {
    sending -= 1;
    bar.hidden = true;
    arrived(request, file, key);
    next();
  });
  buttons(item, [["cancel", () => request.abort()]]);
  request.send(file);
}

function arrived(request, file, key) {
  const item = items.get(key);
  if (request.status === 202) {
    const photo = JSON.parse(request.responseText);
    items.delete(key);
    if (items.has(photo.hash)) item.remove(); // the list has heard of it already, or it is there twice
    else {
      items.set(photo.hash, item);
      show(item, photo, photo.hash);
    }
    return;
  }
  const told = request.status ? JSON.parse(request.responseText || "{}").message : word("cancelled");
  show(item, { state: "failed", name: file.name, why: told }, key);
  buttons(item, [
    ["retry", () => (waiting.push({ file, key }), next())],
    ["remove", () => (items.delete(key), item.remove())],
  ]);
}

// ---------------------------------------------------------------- the list

function made() {
  return shape.content.firstElementChild.cloneNode(true);
}

function show(item, photo, key) {
  item.dataset.state = photo.state;
  const name = item.querySelector(".name");
  name.textContent = photo.name;
  item.querySelector(".state").textContent = told(photo);
  if (!photo.hash) return;
  for (const link of [name, item.querySelector(".thumb")]) link.href = `/photos/${photo.hash}`;
  const picture = item.querySelector("img");
  if (!picture.src && photo.state !== "waiting" && !(photo.state === "failed" && !photo.spots.length && !photo.cards))
    picture.src = `/photos/${photo.hash}/view.jpg`;
  const acts = {
    waiting: [["cancel", act(key, "cancel")]],
    reading: [["cancel", act(key, "cancel")]],
    failed: [["retry", act(key, "retry")], ["remove", act(key, "cancel")]],
    cancelled: [["retry", act(key, "retry")], ["remove", act(key, "cancel")]],
    done: [],
  };
  buttons(item, acts[photo.state]);
}

function act(key, what) {
  return () => trying(() => send(`/photos/${key}/${what}`));
}

function told(photo) {
  const found = photo.cards + (photo.spots || []).length;
  const cards =
    found > photo.cards
      ? word("read_of", { read: photo.cards, found })
      : photo.cards === 1 ? word("done_one") : word("done_many", { count: photo.cards });
  if (photo.state === "done") return [cards, photo.note].filter(Boolean).join(" · ");
  if (photo.state === "reading") return photo.cards ? `${word("reading")} ${cards}` : word("reading");
  if (photo.state === "failed") return [word("failed"), photo.why || (photo.spots || []).map((spot) => spot.why)[0]].filter(Boolean).join(": ");
  return word(photo.state);
}

function buttons(item, wanted) {
  const place = item.querySelector(".buttons");
  const now = wanted.map(([name]) => name).join();
  if (place.dataset.now === now && place.dataset.hash === item.querySelector(".name").href) return; // keep the focus
  place.dataset.now = now;
  place.dataset.hash = item.querySelector(".name").href;
  place.replaceChildren(
    ...wanted.map(([name, work]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "small";
      button.textContent = word(name);
      button.setAttribute("aria-label", `${word(name)}: ${item.querySelector(".name").textContent}`);
      button.addEventListener("click", work);
      return button;
    }),
  );
}

// ---------------------------------------------------------------- news

let finished = null;
let news = null;

/** Listen only while somebody looks: a browser opens few connections to one place, and this one stays open. */
function listen() {
  if (document.hidden) {
    news?.close();
    news = null;
  } else if (!news) {
    news = new EventSource("/photos/events");
    news.addEventListener("message", hear);
  }
}
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => news?.close());
listen();

function hear(event) {
  const photos = JSON.parse(event.data);
  const there = new Set(photos.map((photo) => photo.hash));
  for (const [key, item] of items)
    if (!key.startsWith("new-") && !there.has(key)) {
      items.delete(key);
      item.remove();
    }
  for (const photo of [...photos].reverse()) {
    if (!items.has(photo.hash)) {
      const item = made();
      items.set(photo.hash, item);
      list.prepend(item);
    }
    show(items.get(photo.hash), photo, photo.hash);
  }
  document.querySelector("[data-empty]").hidden = items.size > 0;
  // by when each came, too: one that was read a second time, between two pieces of news, has as many cards as before
  const read = photos.map((photo) => [photo.hash, photo.at, photo.cards].join()).join(" ");
  if (finished !== null && read !== finished) refresh();
  finished = read;
}

/** Show anew how much is left to look at. */
async function refresh() {
  const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
  document.querySelector(".todo").replaceWith(page.querySelector(".todo"));
}

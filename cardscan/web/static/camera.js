// The webcam: small frames go to our own server, which says where cards lie; when one lies still the shot is taken.

import { toast, word } from "./page.js";

const live = document.querySelector("[data-live]");
const video = live.querySelector("video");
const shown = live.querySelector("[data-outlines]");
const say = document.querySelector("[data-say]");
const start = document.querySelector("[data-start]");
const shoot = document.querySelector("[data-shoot]");
const count = document.querySelector("[data-count]");
const startWord = start.textContent;

const LOOK = 640; // pixels: enough to find cards of which there are few
const PAUSE = 250; // milliseconds between looks
const STILL = 700; // milliseconds without a move
const GLANCE = [48, 36]; // pixels in which moves are looked for
const MOVED = 9; // grey levels a pixel, on the mean of the ones that changed most
const SAME = 0.04; // of the picture, by which corners may differ of the card that was taken last

let stream = null;
let taken = 0;
let last = null; // corners of the cards taken last
let glance = null;
let since = 0;

const event = document.getElementById("event");
event.value = sessionStorage.getItem("met-event") ?? event.defaultValue;
event.addEventListener("input", () => sessionStorage.setItem("met-event", event.value));

start.addEventListener("click", () => (stream ? stop() : begin()));
shoot.addEventListener("click", () => take([]));

async function begin() {
  try {
    if (!navigator.mediaDevices) throw new Error("no camera in pages that are not on this machine");
    stream = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 3840 }, height: { ideal: 2160 }, facingMode: "environment" },
    });
  } catch {
    say.textContent = say.dataset.none;
    return;
  }
  video.srcObject = stream;
  await video.play();
  start.textContent = start.dataset.stopWord;
  shoot.hidden = false;
  say.textContent = say.dataset.waiting;
  loop(stream);
}

function stop() {
  for (const track of stream.getTracks()) track.stop();
  stream = null;
  video.srcObject = null;
  start.textContent = startWord;
  shoot.hidden = true;
  say.textContent = "";
  draw([]);
}

async function loop(mine) {
  while (stream === mine) {
    const begun = performance.now();
    const cards = await look();
    if (stream !== mine) return;
    draw(cards);
    judge(cards);
    await new Promise((done) => setTimeout(done, Math.max(30, PAUSE - (performance.now() - begun))));
  }
}

async function look() {
  const frame = await picture(LOOK, 0.8);
  try {
    const answer = await fetch("/camera/look", { method: "POST", body: frame });
    return answer.ok ? (await answer.json()).cards : [];
  } catch {
    toast(word("lost"), { wrong: true });
    stop();
    return [];
  }
}

function picture(longest, quality) {
  const scale = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

function draw(cards) {
  shown.replaceChildren(
    ...cards.map((quad) => {
      const shape = document.createElementNS("http://www.w3.org/2000/svg", "polygon");
      shape.setAttribute("points", quad.join(" "));
      return shape;
    }),
  );
}

// ---------------------------------------------------------------- when to take it

function judge(cards) {
  const now = performance.now();
  if (hasMoved()) since = now;
  const still = cards.length > 0 && now - since >= STILL;
  const known = still && last && sameCards(cards, last);
  live.classList.toggle("still", still && !known);
  live.classList.toggle("taken", Boolean(known));
  if (!cards.length) last = null; // the card was taken away: the next one may lie just where it lay
  if (still && !known) take(cards);
  else say.textContent = known ? say.dataset.taken : cards.length ? say.dataset.hold : say.dataset.waiting;
}

function hasMoved() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = GLANCE;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(video, 0, 0, ...GLANCE);
  const pixels = pen.getImageData(0, 0, ...GLANCE).data;
  const grey = Array.from({ length: pixels.length / 4 }, (_, at) => pixels[4 * at + 1]);
  const before = glance;
  glance = grey;
  if (!before) return true;
  const changes = grey.map((value, at) => Math.abs(value - before[at])).sort((one, other) => other - one);
  const most = changes.slice(0, changes.length / 20);
  return most.reduce((sum, value) => sum + value, 0) / most.length > MOVED;
}

function sameCards(cards, others) {
  return cards.length === others.length && cards.every((quad, at) =>
    quad.every(([x, y], corner) => Math.hypot(x - others[at][corner][0], y - others[at][corner][1]) < SAME));
}

async function take(cards) {
  last = cards;
  say.textContent = say.dataset.taken;
  live.classList.add("taken");
  const shot = await picture(Infinity, 0.95);
  const name = `camera-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-")}.jpg`;
  const told = new URLSearchParams({ name, event: event.value });
  const answer = await fetch(`/photos?${told}`, { method: "POST", body: shot }).catch(() => null);
  if (!answer?.ok) {
    last = null;
    toast(answer ? (await answer.json()).message : word("lost"), { wrong: true });
    return;
  }
  taken += 1;
  count.textContent = count.dataset.word.replace("#", taken);
}

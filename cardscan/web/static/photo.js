// One photo: outlines chosen, moved, drawn, joined. A photo has its own pixels; the view only scales and turns them.

import { remember, sayNext, send, toast, trying, word } from "./page.js";

const page = document.querySelector(".table");
const view = page.querySelector("[data-view]");
const svg = view.querySelector("svg");
const turned = svg.querySelector("[data-turned]");
const hands = svg.querySelector("[data-hands]");
const hint = page.querySelector("[data-hint]");
const forOne = page.querySelector(".for-one");
const width = Number(svg.dataset.width);
const height = Number(svg.dataset.height);
const unit = Math.max(width, height) / 100;
const picture = page.dataset.picture;
let chosen = null; // an outline
let corners = []; // of the chosen one, or those drawn so far
let mode = "look"; // or draw, pair
let quarter = Number(sessionStorage.getItem(`turn-${picture}`) || 0);

const SVG = "http://www.w3.org/2000/svg";
const outlines = () => [...svg.querySelectorAll(".outline")];
const quadOf = (outline) => [...outline.querySelector("polygon").points].map(({ x, y }) => [x, y]);
/** The corner that is top left as the photo is turned now has the least of this: names stand further in. */
const rank = ([x, y]) => [x + y, x - y, -x - y, y - x][quarter];

// ---------------------------------------------------------------- what is shown

function place() {
  const people = {}; // how many people each card has so far
  for (const outline of outlines()) {
    const number = outline.querySelector(".number");
    if (!number) continue;
    const [x, y] = quadOf(outline).reduce((best, point) => (rank(point) < rank(best) ? point : best));
    const before = (people[`${x} ${y}`] = (people[`${x} ${y}`] ?? -1) + 1);
    const beside = `translate(${before * 5.4 * unit} 0)`; // the others on the same card
    number.setAttribute("transform", `translate(${x} ${y}) rotate(${-90 * quarter}) ${beside}`);
    number.querySelector("circle").setAttribute("r", 2.4 * unit);
    number.querySelector("circle").setAttribute("stroke-width", 0.3 * unit);
    number.querySelector("text").setAttribute("font-size", 2.6 * unit);
  }
}

function turn() {
  const across = quarter % 2 ? [height, width] : [width, height];
  const moves = ["", `translate(${height} 0)`, `translate(${width} ${height})`, `translate(0 ${width})`];
  svg.setAttribute("viewBox", `0 0 ${across[0]} ${across[1]}`);
  turned.setAttribute("transform", `${moves[quarter]} rotate(${90 * quarter})`);
  place();
}

function say(text) {
  hint.hidden = !text;
  hint.textContent = text || "";
}

function choose(outline) {
  for (const one of outlines()) {
    one.classList.toggle("chosen", one === outline);
    one.querySelector("polygon").setAttribute("aria-pressed", String(one === outline));
  }
  chosen = outline;
  mode = "look";
  view.classList.remove("drawing");
  say("");
  forOne.hidden = !outline;
  corners = outline ? quadOf(outline) : [];
  if (outline) {
    page.querySelector("[data-selected]").textContent = outline.dataset.number
      ? svg.dataset.cardWord.replace("#", outline.dataset.number) : "";
    page.querySelector("[data-review]").href = `/review/${outline.dataset.uid}`;
    for (const needsCard of page.querySelectorAll("[data-review], [data-tool='pair'], [data-tool='not-card']"))
      needsCard.hidden = !outline.dataset.card;
  }
  grips();
}

// ---------------------------------------------------------------- corners

function grips() {
  hands.replaceChildren();
  if (mode === "draw" && corners.length) {
    const trail = document.createElementNS(SVG, "polygon");
    trail.setAttribute("class", "trail");
    trail.setAttribute("points", corners.join(" "));
    hands.append(trail);
  }
  corners.forEach(([x, y], at) => {
    const grip = document.createElementNS(SVG, "circle");
    grip.setAttribute("class", "handle");
    grip.setAttribute("cx", x);
    grip.setAttribute("cy", y);
    grip.setAttribute("r", 1.1 * unit);
    grip.setAttribute("tabindex", "0");
    grip.setAttribute("role", "button");
    grip.setAttribute("aria-label", svg.dataset.cornerWord.replace("#", at + 1));
    grip.addEventListener("pointerdown", (event) => drag(event, at));
    grip.addEventListener("keydown", (event) => nudge(event, at));
    hands.append(grip);
  });
}

function moved(at, point) {
  corners[at] = [Math.min(Math.max(point[0], 0), width), Math.min(Math.max(point[1], 0), height)];
  const grip = hands.querySelectorAll(".handle")[at];
  grip.setAttribute("cx", corners[at][0]);
  grip.setAttribute("cy", corners[at][1]);
  const shape = chosen?.querySelector("polygon") ?? hands.querySelector(".trail");
  shape.setAttribute("points", corners.join(" "));
  place();
}

function drag(event, at) {
  event.preventDefault();
  event.stopPropagation();
  const grip = event.currentTarget;
  grip.setPointerCapture(event.pointerId);
  grip.focus();
  const follow = (to) => moved(at, pointAt(to));
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("pointerup", () => grip.removeEventListener("pointermove", follow), { once: true });
}

function nudge(event, at) {
  const step = (event.shiftKey ? 4 : 0.4) * unit;
  const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
  if (!by) return;
  event.preventDefault();
  moved(at, [corners[at][0] + by[0], corners[at][1] + by[1]]);
}

/** Where a pointer is, in pixels of the photo. */
function pointAt(event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(turned.getScreenCTM().inverse());
  return [at.x, at.y];
}

// ---------------------------------------------------------------- choosing, and dragging one card onto another

let dragged = null;
svg.addEventListener("pointerdown", (event) => {
  const outline = event.target.closest(".outline");
  if (mode === "look" && outline?.dataset.card) dragged = outline;
});
svg.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest(".outline");
  for (const one of outlines()) one.classList.toggle("over", one === under && one !== dragged);
});
svg.addEventListener("pointerup", (event) => {
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest(".outline");
  const from = dragged;
  dragged = null;
  for (const one of outlines()) one.classList.remove("over");
  if (from && under && under !== from && under.dataset.card) join(under, from);
});

svg.addEventListener("click", (event) => {
  if (mode === "draw") {
    corners.push(pointAt(event));
    grips();
    if (corners.length === 4) readAgain(null);
    return;
  }
  if (event.target.closest(".handle")) return;
  press(event.target.closest(".outline"));
});
svg.addEventListener("keydown", (event) => {
  const outline = event.target.closest(".outline");
  if (outline && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    press(outline);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
});

function press(outline) {
  if (mode === "pair" && outline?.dataset.card && outline !== chosen) join(chosen, outline);
  else choose(outline);
}

// ---------------------------------------------------------------- what is done

const TOOLS = {
  draw() {
    choose(null);
    mode = "draw";
    corners = [];
    view.classList.add("drawing");
    say(svg.dataset.drawHint);
  },
  turn() {
    quarter = (quarter + 1) % 4;
    sessionStorage.setItem(`turn-${picture}`, String(quarter));
    turn();
  },
  save: () => readAgain(chosen.dataset.card ? Number(chosen.dataset.card) : null),
  pair() {
    mode = "pair";
    say(svg.dataset.pairHint);
  },
  "not-card": () =>
    finish(async () => {
      const told = await send(`/cards/${chosen.dataset.card}/nobody`);
      remember(told.change);
      return `${word("deleted")}. ${word("undo_hint")}`;
    }),
};
for (const button of page.querySelectorAll("[data-tool]"))
  button.addEventListener("click", () => TOOLS[button.dataset.tool]());

async function readAgain(replaces) {
  const quad = corners;
  toast(word("reading"));
  const well = await finish(async () => {
    const told = await send(`/photos/${picture}/cards`, { page: Number(page.dataset.page), quad, replaces });
    sessionStorage.setItem("read", told.uid);
    return word("saved");
  });
  if (!well) choose(null);
}

function join(one, other) {
  if (one.dataset.uid === other.dataset.uid) return;
  finish(async () => {
    const told = await send("/sides", { one: one.dataset.uid, other: other.dataset.uid });
    remember(told.change);
    return `${word("joined")}. ${word("undo_hint")}`;
  });
}

function finish(work) {
  return trying(async () => {
    sayNext(await work());
    location.reload();
  });
}

turn();

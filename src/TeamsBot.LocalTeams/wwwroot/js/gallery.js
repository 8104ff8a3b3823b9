import { canDraw, drawCard } from "./card.js";
import { el } from "./dom.js";

const state = document.getElementById("state");
const cards = document.getElementById("cards");

// A state is named once within its part, so a landmark carries both.
function sample({ part, state: name, summary, card }) {
  const widths = [["phone", "320 pixels"], ["desktop", "desktop"]];
  return el("section", { class: "sample", "aria-label": `${part}: ${name}` },
    el("h3", {}, name),
    el("p", { class: "quiet" }, summary),
    el("div", { class: "widths" }, widths.map(([kind, said]) => el("div", { class: kind, role: "group", "aria-label": `${name}, ${said}` }, drawCard(card, () => {}).element))));
}

async function draw() {
  const answer = await fetch("/client/gallery");
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error.message);
  for (const [part, samples] of Map.groupBy(body.cards, card => card.part)) {
    cards.append(el("section", { class: "part", "aria-label": part }, el("h2", {}, part), samples.map(sample)));
  }
  state.textContent = canDraw ? `${body.cards.length} cards.` : "The card renderer is missing: run npm ci in src/TeamsBot.LocalTeams and build again.";
}

draw()
  .catch(fault => { state.textContent = `The gallery could not be drawn. ${fault.message}`; })
  .finally(() => document.getElementById("main").removeAttribute("aria-busy"));

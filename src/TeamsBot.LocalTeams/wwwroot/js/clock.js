import * as api from "./api.js";
import { announce, el, popover } from "./dom.js";
import { fullTime } from "./times.js";

const hour = 3_600_000;
const moves = [
  ["An hour on", now => ({ to: new Date(Date.parse(now) + hour).toISOString() })],
  ["A day on", () => ({ days: 1 })],
  ["A week on", () => ({ days: 7 })],
  ["Two weeks on", () => ({ days: 14 })],
];

/** The product's time, and buttons that move it on; whatever falls due on the way happens before the answer comes. */
export class ClockPanel {
  #now = null;
  #time = el("span", { class: "time" }, "…");
  #answer = el("p", { class: "quiet", role: "status" });
  #buttons = moves.map(([label, by]) => el("button", { type: "button", onclick: () => this.#move(label, by) }, label));

  constructor(place, moved) {
    this.moved = moved;
    const menu = popover(this.#time, "Move the clock", el("h2", {}, "Move the clock on"),
      el("p", { class: "quiet" }, "Everything that falls due on the way happens: polls close, answers come down, updates go out. It cannot go back."),
      el("div", { class: "buttons" }, ...this.#buttons), this.#answer);
    menu.button.setAttribute("aria-describedby", "clock-hint");
    place.append(menu.root, el("span", { id: "clock-hint", class: "unseen" }, "The product's time. Opens the clock."));
  }

  async read() {
    this.#show((await api.clock()).now);
  }

  #show(now) {
    this.#now = now;
    this.#time.textContent = fullTime(now);
  }

  async #move(label, by) {
    this.#enable(false);
    this.#answer.textContent = "Moving on…";
    try {
      const answer = await api.moveClock(by(this.#now));
      if (answer?.now) this.#show(answer.now);
      await this.moved();
      this.#answer.textContent = `It is now ${fullTime(this.#now)}.`;
      announce(this.#answer.textContent);
      this.#enable(true);
    } catch (error) {
      if (!(error instanceof api.ApiError)) throw error;
      const never = error.status === 501;
      this.#answer.textContent = never ? "This clock cannot be moved: the program that runs Local Teams goes by the real time." : `${label} did not work: ${error.message}`;
      this.#enable(!never);
    }
  }

  #enable(on) {
    for (const button of this.#buttons) button.disabled = !on;
  }
}

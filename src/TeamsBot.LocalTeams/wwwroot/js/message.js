import { el } from "./dom.js";
import { drawCard } from "./card.js";
import { shortTime } from "./times.js";

const initials = name => name.split(/\s+/).filter(Boolean).map(word => word[0]).slice(0, 2).join("").toUpperCase();

/**
 * One message as the person sees it. `actions.press(message, what)` and `actions.refresh(message)` answer with what became of it.
 * Later states of the same message come through `update`, which draws the card again only when it has changed.
 */
export class MessageView {
  #actions;
  #card = null;
  #drawnFrom = "";
  #carried = {};
  #body = el("div", { class: "body" });
  #answer = el("p", { class: "answer", role: "status", hidden: true });
  #when = el("span", { class: "when" });
  #more = el("button", { type: "button", class: "plain small", hidden: true, onclick: () => this.#refresh() }, "Refresh card");

  constructor(message, mine, actions) {
    this.#actions = actions;
    const name = el("h2", {}, message.from.name);
    this.element = el("article", { class: `message${mine ? " mine" : ""}${message.replyTo && message.replyTo !== message.id ? " reply" : ""}`, tabindex: "-1", "aria-label": `Message from ${message.from.name}` },
      mine ? null : el("span", { class: message.from.bot ? "avatar bot" : "avatar", "aria-hidden": "true" }, initials(message.from.name)),
      el("div", { class: "bubble" }, el("header", {}, name, this.#when, this.#more), this.#body, this.#answer));
    this.update(message);
  }

  update(message) {
    this.message = message;
    this.#when.replaceChildren(el("time", { datetime: message.at }, shortTime(message.at)), message.edited ? " · Edited" : "");
    this.#more.hidden = !message.card?.refresh;
    const source = JSON.stringify([message.text ?? null, message.card ?? null]);
    if (source === this.#drawnFrom) return;
    this.#drawnFrom = source;
    this.#draw();
  }

  #draw() {
    const { text, card } = this.message;
    this.#carried = this.#card && this.message.view !== "own" ? { ...this.#carried, ...this.#card.typed() } : {};
    this.#card = card ? drawCard(card, (what, button) => this.#press(what, button), this.#carried) : null;
    this.#body.replaceChildren(...[text ? el("p", { class: "text" }, ...mentions(text)) : null, this.#card?.element].filter(Boolean));
  }

  #press(what, button) {
    return this.#wait(() => this.#actions.press(this.message, what), button);
  }

  #refresh() {
    return this.#wait(() => this.#actions.refresh(this.message), null);
  }

  async #wait(act, button) {
    const card = this.#card;
    const hadFocus = this.element.contains(document.activeElement);
    card?.setBusy(true);
    button?.classList.add("waiting");
    this.#say("");
    const { kind, text, detail } = await act();
    button?.classList.remove("waiting");
    card?.setBusy(false);
    if (hadFocus && document.activeElement === document.body) (this.#card === card && button ? button : this.element).focus(); // a greyed button lost it
    if (kind === "message" || kind === "error") this.#say(text, detail, kind === "error");
  }

  #say(text, detail = "", failed = false) {
    this.#answer.hidden = !text;
    this.#answer.classList.toggle("failed", failed);
    this.#answer.replaceChildren(text, detail ? el("span", { class: "detail" }, detail) : "");
  }
}

/** Text with its mentions (`<at>Name</at>` on the wire) in bold; nothing else in it is markup. */
function mentions(text) {
  return text.split(/(<at>.*?<\/at>)/).map(part => part.startsWith("<at>") ? el("strong", {}, part.slice(4, -5)) : part);
}

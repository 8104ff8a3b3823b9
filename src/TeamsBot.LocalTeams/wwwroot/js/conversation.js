import * as api from "./api.js";
import { announce, el, popover } from "./dom.js";
import { MessageView } from "./message.js";

const unreachable = "Unable to reach app. Please try again.";
const aMinute = 60_000;
const lastRefreshed = new Map(); // person and message → when this page last refreshed it by itself

/** One chat or channel, open: its messages, kept up to date by `reload`, and the box to write in. */
export class ConversationView {
  #views = new Map();
  #seq = 0;
  #reloading = null;
  #again = false;
  #closed = false;
  #list = el("div", { class: "messages", role: "region", "aria-label": "Messages", tabindex: "0" });
  #empty = el("p", { class: "quiet" }, "Nothing has been posted here yet.");

  constructor(person, conversation) {
    this.person = person;
    this.conversation = conversation;
    const channel = conversation.kind === "channel";
    this.element = el("section", { class: channel ? "conversation channel" : "conversation", "aria-labelledby": "title" },
      el("header", { class: "bar" },
        el("div", {}, el("h1", { id: "title" }, conversation.title), channel ? el("p", { class: "quiet" }, conversation.team.name) : null),
        channel ? null : this.#appMenu()),
      this.#list, this.#compose(channel));
    this.#list.append(this.#empty);
  }

  close() {
    this.#closed = true;
  }

  /** Reads what has changed. Calls while one runs are answered by one more. */
  async reload() {
    this.#again = true;
    this.#reloading ??= (async () => {
      try {
        while (this.#again && !this.#closed) {
          this.#again = false;
          await this.#read();
        }
      } finally {
        this.#reloading = null;
      }
    })();
    await this.#reloading;
  }

  async #read() {
    const opening = this.#seq === 0;
    const { messages, seq } = await api.messages(this.person.id, this.conversation.id, this.#seq);
    if (this.#closed) return;
    const atEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 80;
    const fresh = messages.filter(message => !this.#views.has(message.id));
    for (const message of messages) this.#show(message);
    this.#seq = Math.max(seq, this.#seq);
    this.#empty.hidden = this.#views.size > 0;
    if (opening || (fresh.length > 0 && atEnd)) this.#list.scrollTop = this.#list.scrollHeight;
    if (!opening && fresh.length > 0) announce(`New message from ${fresh.at(-1).from.name}: ${fresh.at(-1).summary ?? fresh.at(-1).text ?? "a card"}`);
    this.#refreshByItself(messages.filter(message => opening || message.view === "base"));
  }

  #show(message) {
    const known = this.#views.get(message.id);
    if (known) return known.update(message);
    const view = new MessageView(message, message.from.id === this.person.id, {
      press: (pressed, what) => this.#ask(() => api.press(this.person.id, this.conversation.id, pressed.id, what)),
      refresh: refreshed => this.#ask(() => api.refresh(this.person.id, this.conversation.id, refreshed.id, "manual")),
    });
    this.#views.set(message.id, view);
    const ordered = [...this.#views.values()].sort((left, right) => this.#order(left.message, right.message));
    this.#list.insertBefore(view.element, ordered[ordered.indexOf(view) + 1]?.element ?? null);
  }

  /** By time, but the answers in a channel's thread stand under the post they belong to. */
  #order(left, right) {
    const thread = message => this.#views.get(message.replyTo)?.message ?? message;
    const among = (one, other) => one.at.localeCompare(other.at) || one.id.localeCompare(other.id, "en", { numeric: true });
    const [one, other] = [thread(left), thread(right)];
    return one === other ? Number(right === other) - Number(left === one) || among(left, right) : among(one, other);
  }

  async #ask(act) {
    try {
      const answer = await act();
      await this.reload();
      if (answer.kind !== "error") return { kind: answer.kind, text: answer.message };
      const said = answer.error?.message;
      return { kind: "error", text: unreachable, detail: said === unreachable ? "" : said };
    } catch (error) {
      if (!(error instanceof api.ApiError)) throw error;
      return { kind: "error", text: error.status === 0 || error.status >= 500 ? unreachable : error.message };
    }
  }

  /** As Teams does when a chat is opened or a card arrives: newest first, each card at most once a minute. Whether the person is listed, Local Teams decides. */
  async #refreshByItself(messages) {
    for (const message of messages.filter(candidate => candidate.card?.refresh).reverse()) {
      const key = `${this.person.id} ${message.id}`;
      if (this.#closed || performance.now() - (lastRefreshed.get(key) ?? -aMinute) < aMinute) continue;
      lastRefreshed.set(key, performance.now());
      const { kind } = await this.#ask(() => api.refresh(this.person.id, this.conversation.id, message.id, "automatic"));
      if (kind === "error") console.warn("A card could not refresh itself; the card as posted stays, as in Teams.", message.id);
    }
  }

  #compose(channel) {
    const hint = channel ? "Write to the bot (it is mentioned for you)" : "Write to the bot";
    const box = el("textarea", { rows: "1", "aria-label": hint, placeholder: hint, maxlength: "4000" });
    const form = el("form", { class: "compose" }, box, el("button", { type: "submit", class: "primary" }, "Send"), el("p", { class: "answer failed", role: "status", hidden: true }));
    box.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      this.#send(box, form.lastElementChild);
    });
    return form;
  }

  async #send(box, answer) {
    const text = box.value.trim();
    if (!text) return;
    box.readOnly = true;
    try {
      await api.send(this.person.id, this.conversation.id, text);
      box.value = "";
      answer.hidden = true;
      await this.reload();
      this.#list.scrollTop = this.#list.scrollHeight;
    } catch (error) {
      if (!(error instanceof api.ApiError)) throw error;
      answer.hidden = false;
      answer.textContent = `Not sent: ${error.message}`;
    } finally {
      box.readOnly = false;
      box.focus();
    }
  }

  #appMenu() {
    const menu = popover("App", "What this person can do to the app", el("p", { class: "quiet" }, "Try what happens when the bot cannot reach this person."));
    const answer = el("p", { role: "status", class: "quiet" });
    for (const [what, label] of [["block", "Block the bot"], ["unblock", "Unblock the bot"], ["uninstall", "Remove the app"], ["install", "Add the app again"]]) {
      menu.panel.append(el("button", {
        type: "button", onclick: async () => {
          try {
            await api.setApp(this.person.id, what);
            answer.textContent = `Done: ${label.toLowerCase()}.`;
          } catch (error) {
            if (!(error instanceof api.ApiError)) throw error;
            answer.textContent = error.message;
          }
        },
      }, label));
    }
    menu.panel.append(answer);
    return menu.root;
  }
}

import * as api from "./api.js";
import { canDraw } from "./card.js";
import { ClockPanel } from "./clock.js";
import { ConversationView } from "./conversation.js";
import { el } from "./dom.js";
import { listen } from "./live.js";
import { peoplePage } from "./people.js";
import { rail } from "./rail.js";

const main = document.getElementById("main");
const railPlace = document.getElementById("rail");
const railToggle = document.getElementById("rail-toggle");
const notice = document.getElementById("notice");

// Where one is stands in the address, so that a reload keeps the place: #/<person>/<conversation>.
const place = () => location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
const personAddress = person => `#/${encodeURIComponent(person.id)}`;
const conversationAddress = person => conversation => `${personAddress(person)}/${encodeURIComponent(conversation.id)}`;

let people = [];
let person = null;
let conversations = [];
let open = null;
let going = 0;

/** Shows what the address says. */
async function go() {
  const turn = ++going;
  const [personId, conversationId] = place();
  people = personId && people.some(known => known.id === personId) ? people : await api.people();
  if (turn !== going) return;
  const chosen = people.find(known => known.id === personId) ?? null;
  if (chosen?.id !== person?.id) close();
  person = chosen;
  if (!person) return showPeople();
  conversations = await api.conversations(person.id);
  if (turn !== going) return;
  const wanted = conversations.find(each => each.id === conversationId);
  if (!wanted) {
    const first = conversations.find(each => each.kind === "personal") ?? conversations[0];
    if (first) return location.replace(conversationAddress(person)(first));
    showNothing();
  } else if (open?.conversation.id !== wanted.id) {
    await openConversation(wanted);
  }
  showFrame();
}

function close() {
  open?.close();
  open = null;
}

function showPeople() {
  document.title = "Local Teams";
  showFrame();
  main.replaceChildren(peoplePage(people, personAddress));
}

function showNothing() {
  close();
  main.replaceChildren(el("div", { class: "people" }, el("h1", {}, person.name),
    el("p", {}, "This person is in no team yet and the app is not installed for them."),
    el("button", { type: "button", class: "primary", onclick: () => guarded(async () => { await api.setApp(person.id, "install"); await go(); }) }, "Add the app")));
}

async function openConversation(conversation) {
  close();
  open = new ConversationView(person, conversation);
  document.title = `${conversation.title} – ${person.name} – Local Teams`;
  main.replaceChildren(open.element);
  toggleRail(false);
  await open.reload();
}

function showFrame() {
  railPlace.hidden = !person;
  railToggle.hidden = !person;
  railPlace.replaceChildren(...(person ? rail(conversations, open?.conversation.id, conversationAddress(person)) : []));
  document.getElementById("me").replaceChildren(...(person
    ? [el("span", { class: "name" }, person.name), el("a", { href: "#/", class: "switch" }, "Switch person")] : []));
}

function toggleRail(shown) {
  railPlace.classList.toggle("open", shown);
  railToggle.setAttribute("aria-expanded", String(shown));
}

/** Reads again what is on the screen. */
async function reload() {
  await clock.read();
  if (!person) return;
  await open?.reload();
  const current = person;
  const latest = await api.conversations(current.id);
  if (person !== current) return;
  const changed = JSON.stringify(latest) !== JSON.stringify(conversations);
  conversations = latest;
  if (changed && !railPlace.contains(document.activeElement)) showFrame();
  if (!open && conversations.length > 0) await go();
}

/** Runs it and shows at the top when Local Teams does not answer; the next that succeeds takes that away. */
async function guarded(act) {
  try {
    await act();
    tell(canDraw ? "" : "Cards are shown as text: Microsoft's card renderer is missing. Install Node 20, run npm ci in src/TeamsBot.LocalTeams, build and start again.");
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    tell(error.message);
  }
}

function tell(text) {
  if (notice.textContent !== text) notice.textContent = text;
  notice.hidden = !text;
}

const clock = new ClockPanel(document.getElementById("clock"), reload);
railToggle.addEventListener("click", () => toggleRail(!railPlace.classList.contains("open")));
railPlace.addEventListener("keydown", event => {
  if (event.key === "Escape" && railPlace.classList.contains("open")) {
    toggleRail(false);
    railToggle.focus();
  }
});
addEventListener("hashchange", () => guarded(go));
await guarded(async () => { await clock.read(); await go(); });
listen(() => guarded(reload));

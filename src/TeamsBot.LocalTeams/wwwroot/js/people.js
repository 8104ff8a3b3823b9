import { el } from "./dom.js";

const shownPerGroup = 24;

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

/** "Head of Alder Vale Primary" and "Chair, Fernshaw Locality Board" are a role at a place; the name says it where there is no job title. Else the UPN's domain stands for the role. */
function roleOf({ name, jobTitle, upn }) {
  const parts = text => /^(.+?)(?:,\s*| of | for | at | [–-] )(.+)$/.exec(text ?? "") ?? [];
  const [, role = jobTitle, place] = parts(jobTitle);
  const [, named, there] = parts(name);
  return role && place ? { role: capital(role), place }
    : role ? { role: capital(role), place: named?.toLowerCase() === role.toLowerCase() ? there : "" }
    : named ? { role: capital(named), place: there }
    : { role: `At ${upn.split("@").at(-1)}`, place: "" };
}

const isHead = role => /^head\b|^head ?teacher|^principal/i.test(role);
const isChair = role => /^chair/i.test(role);

/** The first page: who to be, and what to try. */
export function peoplePage(people, address) {
  const everybody = people.map(person => ({ ...person, ...roleOf(person) }));
  const results = el("div", { class: "groups" });
  const count = el("p", { class: "quiet", role: "status" });
  const search = el("input", { type: "search", id: "search", autocomplete: "off", placeholder: "Name, school or role", oninput: () => show(search.value) });

  function show(words) {
    const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const found = everybody.filter(person => wanted.every(word => `${person.name} ${person.jobTitle ?? ""} ${person.upn}`.toLowerCase().includes(word)));
    const groups = Map.groupBy ? Map.groupBy(found, person => person.role) : groupBy(found);
    count.textContent = wanted.length > 0 ? `${found.length} of ${everybody.length} people` : `${everybody.length} people`;
    results.replaceChildren(...[...groups].map(([role, members]) => group(role, members, address)));
  }

  show("");
  return el("div", { class: "people" },
    el("h1", {}, "Who would you like to be?"),
    el("p", { class: "lead" }, "This is a small Teams on your own machine. The bot beside it is the real one; the people, chats and channels live only here. ",
      "Choose anybody, see what they see, and press what they would press. Nothing leaves this machine."),
    suggestions(everybody, address),
    el("section", { "aria-labelledby": "everybody" },
      el("h2", { id: "everybody" }, "Everybody"),
      el("label", { for: "search" }, "Find a person"), search, count, results));
}

function groupBy(people) {
  const groups = new Map();
  for (const person of people) groups.set(person.role, [...(groups.get(person.role) ?? []), person]);
  return groups;
}

function suggestions(everybody, address) {
  const head = everybody.find(person => isHead(person.role));
  const chair = everybody.find(person => isChair(person.role));
  const link = (person, title, text) => el("li", {}, el("a", { href: address(person), class: "step" }, el("strong", {}, title), el("span", {}, text)));
  const clock = (title, text) => el("li", {}, el("div", { class: "step" }, el("strong", {}, title), el("span", {}, text)));
  const steps = [
    head && link(head, youAre(head, "the head"), "Open your chat and vote. It takes ten seconds."),
    head && clock("You are the calendar", "Move the clock at the top on a week, past the close of voting. Read the result in your chat and your network’s channel."),
    chair && link(chair, youAre(chair, "the chair"), "Answer what a network asks of your board, or decline with a reason. Every school that voted hears it."),
    head && clock("You are the calendar again", "Move the clock on two weeks, then read the update in a channel."),
  ].filter(Boolean);
  return steps.length === 0 ? "" : el("section", { "aria-labelledby": "try" }, el("h2", { id: "try" }, "Try this first"), el("ol", { class: "steps" }, ...steps));
}

function youAre(person, role) {
  const what = person.place ? `${role} of ${person.place}` : role;
  return person.name.toLowerCase().startsWith(person.role.toLowerCase()) ? `You are ${what}` : `You are ${person.name}, ${what}`;
}

function group(role, members, address) {
  const list = el("ul", {}, ...members.slice(0, shownPerGroup).map(person => entry(person, address)));
  const rest = members.length - shownPerGroup;
  const all = rest > 0 && el("button", {
    type: "button", class: "plain", onclick: event => {
      list.replaceChildren(...members.map(person => entry(person, address)));
      list.children[shownPerGroup].querySelector("a").focus();
      event.target.remove();
    },
  }, `Show ${rest} more`);
  return el("section", { class: "group" }, el("h3", {}, `${role} `, el("span", { class: "quiet" }, String(members.length))), list, all);
}

function entry(person, address) {
  return el("li", {}, el("a", { href: address(person) }, el("strong", {}, person.name), el("span", { class: "quiet" }, person.name.includes(person.place) ? person.upn : person.place)));
}

import { el } from "./dom.js";

const shownPerGroup = 24;

/** "Headteacher, Alder Vale Primary" is the role Headteacher at a place; without a job title the UPN's domain stands for both. */
function roleOf(person) {
  const [role, ...rest] = (person.jobTitle ?? "").split(/,\s*| of | at | [–-] /);
  return { role: role || `At ${person.upn.split("@").at(-1)}`, place: rest.join(", ") };
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
  const steps = [
    head && el("li", {}, el("a", { href: address(head), class: "step" }, el("strong", {}, `You are ${head.name}, ${place(head, "the head")}`), el("span", {}, "Open your chat and vote. It takes ten seconds."))),
    chair && el("li", {}, el("a", { href: address(chair), class: "step" }, el("strong", {}, `You are ${chair.name}, ${place(chair, "the chair")}`), el("span", {}, "Answer what a network asks of your board."))),
    head && el("li", {}, el("div", { class: "step" }, el("strong", {}, "You are the calendar"), el("span", {}, "Move the clock at the top on two weeks, then read the update in a channel."))),
  ].filter(Boolean);
  return steps.length === 0 ? "" : el("section", { "aria-labelledby": "try" }, el("h2", { id: "try" }, "Try this first"), el("ol", { class: "steps" }, ...steps));
}

const place = (person, role) => person.place ? `${role} of ${person.place}` : person.jobTitle;

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
  return el("li", {}, el("a", { href: address(person) }, el("strong", {}, person.name), el("span", { class: "quiet" }, person.place || person.upn)));
}

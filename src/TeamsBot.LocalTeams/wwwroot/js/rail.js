import { el } from "./dom.js";

/** The list at the left: the chat with the bot, then each team with its channels. */
export function rail(conversations, openId, address) {
  const personal = conversations.filter(conversation => conversation.kind === "personal");
  const teams = new Map();
  for (const channel of conversations.filter(conversation => conversation.kind === "channel")) {
    const team = teams.get(channel.team.id) ?? { name: channel.team.name, channels: [] };
    team.channels.push(channel);
    teams.set(channel.team.id, team);
  }
  const list = entries => el("ul", {}, ...entries.map(entry => el("li", {}, link(entry, openId, address))));
  return [
    el("h2", {}, "Chat"),
    personal.length > 0 ? list(personal) : el("p", { class: "quiet" }, "The app is not installed for this person, so there is no chat."),
    el("h2", {}, "Teams"),
    teams.size > 0 ? [...teams.values()].map(team => [el("h3", {}, team.name), list(team.channels)]) : el("p", { class: "quiet" }, "This person is in no team."),
  ].flat(3);
}

function link(conversation, openId, address) {
  const open = conversation.id === openId;
  const unread = open ? 0 : conversation.unread;
  return el("a", { href: address(conversation), "aria-current": open ? "page" : null, class: unread > 0 ? "entry unread" : "entry" },
    el("span", { class: "name" }, conversation.title),
    unread > 0 ? el("span", { class: "badge" }, String(unread), el("span", { class: "unseen" }, " unread")) : null);
}

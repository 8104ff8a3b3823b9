import { hostConfig } from "./hostconfig.js";
import { markdown } from "./markdown.js";
import { el } from "./dom.js";

const { AdaptiveCards } = window;

/** Whether Microsoft's renderer came with the page; the build fetches it by npm, and only where Node is. */
export const canDraw = AdaptiveCards !== undefined;

if (canDraw) {
  AdaptiveCards.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown(text);
    result.didProcess = true;
  };
}

/**
 * Draws a card. `onPress(action, button)` is called for Execute and Submit once the renderer has found the inputs valid; `carried` are values
 * typed into an earlier copy of the card, by input id.
 */
export function drawCard(json, onPress, carried = {}) {
  if (!canDraw) return { element: undrawn(json), typed: () => ({}), setBusy: () => {} };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  card.onExecuteAction = action => execute(action, onPress);
  card.onInlineCardExpanded = (action, expanded) => expanded && requestAnimationFrame(() => action.card.renderedElement?.scrollIntoView({ block: "nearest" }));
  card.onAnchorClicked = (_, anchor) => openAddress(anchor.href);
  card.parse(withValues(json, carried));
  const drawn = card.render() ?? undrawn(json);
  tidy(drawn);
  const element = el("div", { class: json.msteams?.width === "Full" ? "card wide" : "card" }, drawn);
  return {
    element,
    typed: () => Object.fromEntries(card.getAllInputs().filter(input => input.id && input.isDirty()).map(input => [input.id, input.value ?? ""])),
    setBusy: busy => {
      element.setAttribute("aria-busy", String(busy));
      for (const button of element.querySelectorAll("button")) button.disabled = busy;
    },
  };
}

function execute(action, onPress) {
  switch (action.getJsonTypeName()) {
    case "Action.OpenUrl":
      openAddress(action.url);
      break;
    case "Action.Execute":
    case "Action.Submit": {
      const { data } = action.toJSON();
      onPress({ actionId: action.id, verb: action.verb ?? data?.verb, data, inputs: inputsOf(action) }, action.renderedElement);
      break;
    }
  }
}

/** The inputs that go with an action: those of its own card and, from inside a ShowCard, of the cards around it. */
function inputsOf(action) {
  if (action.associatedInputs === "none") return {};
  const inputs = {};
  for (let around = action.parent; around; around = around.parent) {
    for (const input of around.getAllInputs(false)) {
      if (input.id && input.isSet()) inputs[input.id] = String(input.value);
    }
  }
  return inputs;
}

function openAddress(address) {
  const url = new URL(address, location.href);
  if (["http:", "https:", "mailto:"].includes(url.protocol)) window.open(url, "_blank", "noopener");
  return true;
}

function withValues(node, values) {
  if (Object.keys(values).length === 0 || node === null || typeof node !== "object") return node;
  if (Array.isArray(node)) return node.map(item => withValues(item, values));
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withValues(value, values)]));
  if (typeof copy.type === "string" && copy.type.startsWith("Input.") && copy.id in values) copy.value = values[copy.id];
  return copy;
}

/** What the renderer leaves undone for people who listen: a set of choices is one group with one name, and radios carry no aria-required. */
function tidy(drawn) {
  for (const set of drawn.querySelectorAll(".ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect")) {
    const boxes = [...set.querySelectorAll("input")];
    const label = set.closest(".ac-input-container")?.querySelector(".ac-textBlock, .ac-richTextBlock")?.id;
    set.setAttribute("role", boxes[0]?.type === "radio" ? "radiogroup" : "group");
    if (label) set.setAttribute("aria-labelledby", label);
    for (const box of boxes) {
      if (box.type === "radio") box.removeAttribute("aria-required");
      box.removeAttribute("aria-labelledby"); // its aria-label is the choice; the group says the question
    }
  }
}

function undrawn(json) {
  return el("div", { class: "card undrawn" },
    el("p", {}, json.fallbackText ?? "A card."),
    canDraw ? null : el("p", { class: "quiet" }, "Drawn as text: the card renderer is missing."));
}

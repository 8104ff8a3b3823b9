/** Makes an element: attributes by name, listeners as functions under `onclick` and the like, null and false left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Says something to a screen reader without moving the focus. */
export function announce(text) {
  const place = document.getElementById("announcer");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

/** A button that opens a panel under it. Escape and a press elsewhere close it. */
export function popover(label, title, ...content) {
  const panel = el("div", { class: "panel", role: "group", "aria-label": title, hidden: true }, ...content);
  const button = el("button", { type: "button", class: "plain", "aria-expanded": "false", onclick: () => show(panel.hidden) }, label);
  const root = el("div", { class: "popover" }, button, panel);
  function show(open) {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  }
  // On the document: a button that was greyed while it worked has lost the focus.
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && !panel.hidden && (root.contains(document.activeElement) || document.activeElement === document.body)) {
      show(false);
      button.focus();
    }
  });
  document.addEventListener("pointerdown", event => {
    if (!root.contains(event.target)) show(false);
  });
  return { root, button, panel, close: () => show(false) };
}

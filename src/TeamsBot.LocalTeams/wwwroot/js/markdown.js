// The part of Markdown that Teams shows in a TextBlock: bold, italic, links and flat lists. Nothing else; no HTML passes.

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = text => text.replace(/[&<>"']/g, character => escapes[character]);

function inline(text) {
  return escape(text)
    .replace(/\[([^\]]+)\]\((https?:[^\s)]+|mailto:[^\s)]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, "<strong>$1</strong>")
    .replace(/(^|[^\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?!\w)/g, "$1<em>$2</em>")
    .replace(/\\([\\`*_{}[\]()#+\-.!])/g, "$1");
}

/** HTML for a TextBlock's text. Lines that begin with "- " or "1. " become lists; other line breaks stay. */
export function markdown(text) {
  const parts = [];
  for (const line of text.split(/\r?\n/)) {
    const item = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/.exec(line);
    const kind = item ? (item[1] ? "ol" : "ul") : "p";
    const last = parts.at(-1);
    if (last?.kind === kind) last.lines.push(item ? item[2] : line);
    else parts.push({ kind, start: item?.[1], lines: [item ? item[2] : line] });
  }
  return parts.map(part =>
    part.kind === "p" ? `<p>${part.lines.map(inline).join("<br>")}</p>`
    : `<${part.kind}${part.start ? ` start="${part.start}"` : ""}>${part.lines.map(line => `<li>${inline(line)}</li>`).join("")}</${part.kind}>`).join("");
}

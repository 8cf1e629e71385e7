// A text area with line numbers, which marks lines and leads to a place. Its text is the file's: a byte order mark and the kind of line ends are kept.
import { make } from "../elements.js";

export function makeEditor(label, changed) {
  const area = make("textarea", { spellcheck: false, wrap: "off", rows: 18, autocapitalize: "none", autocomplete: "off" });
  area.setAttribute("aria-label", label);
  const gutter = make("pre", { className: "gutter" });
  gutter.setAttribute("aria-hidden", "true");
  let marks = new Map();
  let shownLines = 0;
  let [head, newLine] = ["", "\n"];

  function count() {
    let lines = 1;
    for (let at = area.value.indexOf("\n"); at >= 0; at = area.value.indexOf("\n", at + 1)) lines++;
    return lines;
  }

  function number(force) {
    const lines = count();
    if (lines === shownLines && !force) return;
    shownLines = lines;
    const signs = { error: "✖ ", warning: "▲ " };
    gutter.textContent = Array.from({ length: lines }, (_, i) => `${signs[marks.get(i + 1)] || ""}${i + 1}`).join("\n");
    gutter.scrollTop = area.scrollTop;
  }

  area.addEventListener("input", () => {
    number();
    changed();
  });
  area.addEventListener("scroll", () => { gutter.scrollTop = area.scrollTop; });

  return {
    element: make("div", { className: "editor" }, gutter, area),
    area,
    get lines() { return shownLines; },
    get text() { return head + (newLine === "\n" ? area.value : area.value.replaceAll("\n", newLine)); },
    set text(value) {
      head = value.startsWith("\ufeff") ? "\ufeff" : "";
      newLine = value.includes("\r\n") && !/[^\r]\n/.test(value) ? "\r\n" : "\n";
      area.value = value.slice(head.length);
      marks = new Map();
      number(true);
    },
    mark(diagnostics) {
      marks = new Map(diagnostics.filter(each => each.severity === "warning").map(each => [each.line, "warning"]));
      for (const each of diagnostics) if (each.severity === "error") marks.set(each.line, "error");
      number(true);
    },
    // Columns are counted in code points, selections in UTF-16.
    goTo(line, column) {
      const { value } = area;
      let start = 0;
      for (let at = 1; at < line && start >= 0; at++) start = value.indexOf("\n", start) + 1 || -1;
      if (start < 0) start = value.length;
      const end = value.indexOf("\n", start) < 0 ? value.length : value.indexOf("\n", start);
      const before = [...value.slice(start, end)].slice(0, Math.max(0, column - 1)).join("").length;
      area.focus();
      area.setSelectionRange(start + before, end);
      area.scrollTop = Math.max(0, (line - 5) * (area.scrollHeight / Math.max(1, shownLines)));
    },
  };
}

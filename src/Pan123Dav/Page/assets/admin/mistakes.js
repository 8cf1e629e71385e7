// Mistakes of a text as the gateway's check tells them, and what the text would show.
import { make, readable } from "../elements.js";
import { say } from "../texts.js";

const maxMistakes = 100;

// A click leads to the place.
export function mistakeList(diagnostics, goTo) {
  const list = make("ol", { className: "mistakes" }, ...diagnostics.slice(0, maxMistakes).map(mistake => {
    const go = make("button", { type: "button", className: mistake.severity },
      make("span", { className: `mark ${mistake.severity}`, textContent: say(mistake.severity) }),
      make("code", { textContent: `${mistake.line}:${mistake.column}` }), make("span", { textContent: mistake.message }));
    go.addEventListener("click", () => goTo(mistake.line, mistake.column));
    return make("li", {}, go);
  }));
  return [list, diagnostics.length > maxMistakes && make("p", { className: "dim", textContent: say("moreMistakes", diagnostics.length - maxMistakes) })];
}

// Entries in document order, nested as their folders are.
export function entryTree(entries) {
  const root = make("ul", { className: "tree" });
  const folders = new Map([["", root]]);
  const folderOf = path => {
    if (folders.has(path)) return folders.get(path);
    const list = make("ul", {});
    const slash = path.lastIndexOf("/");
    folders.set(path, list);
    const details = make("details", { open: folders.size < 50 }, make("summary", { textContent: `${path.slice(slash + 1)}/` }), list);
    folderOf(path.slice(0, slash)).append(make("li", {}, details));
    return list;
  };
  for (const entry of entries) {
    const path = entry.path.replace(/\/+$/, "");
    if (entry.collection) folderOf(path);
    else {
      const slash = path.lastIndexOf("/");
      folderOf(path.slice(0, slash)).append(make("li", { textContent: path.slice(slash + 1) },
        make("span", { className: "dim", textContent: entry.size === null || entry.size === undefined ? "" : ` ${readable(entry.size)}` })));
    }
  }
  return root;
}

// Improves the list that the server wrote: filter while typing, local times, keys, clicks that play.
import { body, entryOf, make, openDialog } from "./elements.js";
import { openHandOn } from "./handon.js";
import { openPlayer, playable } from "./player.js";
import { say } from "./texts.js";

const table = document.querySelector("table");
const rows = table ? [...table.tBodies[0].rows] : [];
const search = document.querySelector("input[type=search]");
const isSearch = new URLSearchParams(location.search).has("q");

body.classList.add("js");

// Each click asks for what it says: with a key held it is the browser's, as everywhere.
function onClick(event) {
  const row = event.target.closest("tbody tr");
  if (!row || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const entry = entryOf(row);
  const here = playable.includes(entry.kind) ? () => openPlayer(entry) : null;
  if (event.target.closest("button.m")) openHandOn(entry, here);
  else if (here && event.target.closest("a")) {
    event.preventDefault();
    here();
  }
}

let filtering = 0;

// As the search below folds them: é is é, composed or not.
const fold = text => text.normalize().toLowerCase();

function filter() {
  cancelAnimationFrame(filtering);
  filtering = requestAnimationFrame(() => {
    const text = fold(search.value.trim());
    let shown = 0;
    for (const row of rows) {
      const isHidden = text !== "" && !fold(row.cells[0].textContent).includes(text);
      if (row.hidden !== isHidden) row.hidden = isHidden;
      shown += isHidden ? 0 : 1;
    }
    status.textContent = text ? say("shown", shown, rows.length) : "";
  });
}

const status = make("p", { className: "f", role: "status" });

// Times as the reader's clock shows them, a few at a time, so that a long list is never held up.
const two = number => String(number).padStart(2, "0");

function localize(from) {
  const until = Math.min(from + 400, rows.length);
  for (let i = from; i < until; i++) {
    const time = rows[i].querySelector("time");
    if (!time) continue;
    const at = new Date(time.dateTime);
    time.title = time.dateTime;
    time.textContent = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
  }
  if (until < rows.length) later(() => localize(until));
}

const later = window.requestIdleCallback ? run => requestIdleCallback(run) : run => setTimeout(run, 16);

function move(to) {
  const links = rows.filter(row => !row.hidden).map(row => row.cells[0].firstChild);
  const at = links.indexOf(document.activeElement?.closest?.("tr")?.cells[0].firstChild);
  const next = links[Math.min(links.length - 1, Math.max(0, to(at, links.length)))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const down = () => move(at => at + 1);

function up() {
  const way = document.querySelectorAll("nav a");
  if (isSearch) history.back();
  else way[way.length - 1]?.click();
}

const keys = {
  ArrowDown: down,
  ArrowUp: () => move((at, count) => (at < 0 ? count : at) - 1),
  Home: () => move(() => 0),
  End: () => move((_, count) => count - 1),
  Backspace: up,
  "/": () => search.focus(),
  ".": () => document.activeElement?.closest?.("tr")?.querySelector("button.m")?.click(),
  "?": () => openDialog("k", say("keys")).content.append(make("p", { textContent: say("help") })),
};

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target === search) {
    if (event.key === "Escape") {
      search.value = "";
      filter();
      search.blur();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      down();
    }
    return;
  }
  const action = event.target.closest("input,textarea,select") ? null : keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

table?.addEventListener("click", onClick);
table?.addEventListener("mouseover", event => {
  const size = event.target.closest("data");
  if (size && !size.title) size.title = `${Number(size.value).toLocaleString()} B`;
});
document.addEventListener("keydown", onKey);
if (search) {
  if (!isSearch) {
    search.addEventListener("input", filter);
    // A browser that comes back puts what was typed into the field again, once the page has been loaded.
    addEventListener("pageshow", () => search.value && filter());
  }
  search.form.after(status);
}
if (rows.length) {
  const heading = table.tHead.rows[0].cells[2].firstChild;
  heading.textContent = say("modified");
  localize(0);
}

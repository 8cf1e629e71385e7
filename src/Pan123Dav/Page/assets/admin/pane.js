// Panes of the administration. Each asks for itself, and shows its own failure.
import { body, make, ofPage, sayStatus } from "../elements.js";
import { isChinese, say, words } from "../texts.js";

// Between a label and its value.
export const colon = isChinese ? "：" : ": ";

const api = `${body.dataset.ui.slice(0, -3)}api/v1/`;

// What the gateway refused, with the problem that it named (RFC 9457).
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail || String(status));
    Object.assign(this, { status, problem, retryAfter });
  }
}

export async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(api + path, { cache: "no-store", ...options, headers: { ...ofPage, ...options?.headers } });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Refusal(0, {});
  }
  if (answer.ok) return answer;
  let problem = {};
  try {
    problem = await answer.json();
  } catch {
    // A refusal without a problem.
  }
  throw new Refusal(answer.status, problem, Number(answer.headers.get("Retry-After")) || 0);
}

export async function askJson(path, options) {
  const answer = await ask(path, options);
  // An answer that was cut off, or is of a proxy in front.
  return answer.json().catch(() => { throw new Refusal(0, {}); });
}

export function sendJson(method, path, value, headers) {
  return ask(path, { method, body: JSON.stringify(value), headers: { "Content-Type": "application/json", ...headers } });
}

export function explainRefusal(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  if (refusal.status === 401) return sayStatus(401);
  const text = refusal.problem.detail || (refusal.status === 403 ? say("foreign") : refusal.status ? say("failedAdmin", refusal.status) : say("unreachable"));
  return make("p", { role: "alert", textContent: text });
}

export function button(word, run, properties) {
  const made = make("button", { type: "button", className: "b", textContent: words[word] || word, ...properties });
  made.addEventListener("click", run);
  return made;
}

// A section that fills itself and can be asked to do so again. What load resolves to is shown.
export function addPane(id, load, hasRefresh = true) {
  const content = make("div", { className: "pc" });
  const again = hasRefresh ? button("refresh", () => show()) : null;
  const section = make("section", { id, tabIndex: -1 }, make("header", {}, make("h2", { id: `${id}-h`, textContent: say(id) }), again), content);
  section.setAttribute("aria-labelledby", `${id}-h`);
  document.querySelector("main").append(section);
  let shown = 0;
  async function show() {
    const turn = ++shown;
    section.setAttribute("aria-busy", "true");
    let children;
    try {
      children = await load();
    } catch (refusal) {
      children = [explainRefusal(refusal)];
    }
    if (turn !== shown) return;
    const hadFocus = content.contains(document.activeElement);
    content.replaceChildren(...[children].flat().filter(Boolean));
    section.removeAttribute("aria-busy");
    if (hadFocus) section.focus();
  }
  show();
  return { show, section, content };
}

// Rows are arrays of texts and elements; the first cell of each is its heading.
export function grid(headings, rows, caption) {
  const cell = (tag, value, properties) => make(tag, properties, value === null || value === undefined ? "–" : value);
  const table = make("table", {},
    caption && make("caption", { textContent: caption }),
    make("thead", {}, make("tr", {}, ...headings.map(heading => (heading ? cell("th", heading, { scope: "col" }) : make("td", {}))))),
    make("tbody", {}, ...rows.map(row => make("tr", {}, ...row.map((value, i) => {
      const made = cell(i ? "td" : "th", value, i ? {} : { scope: "row" });
      // Where there is no room for columns, each cell says what it is.
      if (headings[i]) made.dataset.of = headings[i];
      return made;
    })))));
  if (rows.length) return table;
  return make("p", { className: "dim", textContent: caption ? `${caption}${colon}${say("nothing")}` : say("nothing") });
}

const clockStyle = new Intl.DateTimeFormat(isChinese ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });

export function moment(text) {
  const at = new Date(text);
  return make("time", { dateTime: at.toISOString(), title: at.toISOString(), textContent: clockStyle.format(at) });
}

export function number(value) {
  return value.toLocaleString();
}

export function draw(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function sayIn(place, text, isBad) {
  place.replaceChildren(make("p", { role: isBad ? "alert" : "status", textContent: text }));
}

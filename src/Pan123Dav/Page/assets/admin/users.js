// Users: who they are, what they may see and spend. A password goes one way only.
import { make, openDialog } from "../elements.js";
import { say } from "../texts.js";
import { addPane, ask, askJson, button, colon, explainRefusal, sayIn, sendJson } from "./pane.js";

const unitSizes = {
  "": 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40,
  k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40,
};
const amounts = ["dailyBytes", "dailyLinks", "requestsPerMinute", "probeBytes"];

// As people write an amount: undefined when it is none.
export function readAmount(text, isBytes) {
  const [, digits, unit] = /^([\d.,\s]*\d)\s*([a-z]*)$/i.exec(text.trim()) || [];
  const size = isBytes ? unitSizes[unit?.toLowerCase()] : unit === "" ? 1 : undefined;
  const value = digits === undefined || size === undefined ? NaN : Number(digits.replace(/[,\s]/g, "")) * size;
  return Number.isSafeInteger(Math.round(value)) && (isBytes || Number.isInteger(value)) ? Math.round(value) : undefined;
}

// Exact, in the largest unit that is.
export function writeAmount(value, isBytes) {
  if (value === null || value === undefined) return "";
  const unit = isBytes && value > 0 ? ["TiB", "GiB", "MiB", "KiB"].find(name => value % unitSizes[name.toLowerCase()] === 0) : undefined;
  return unit ? `${value / unitSizes[unit.toLowerCase()]} ${unit}` : String(value);
}

let fields = 0;

// A label, its input, a hint, and the place where its mistake is told.
export function field(label, input, hint) {
  const id = `f${++fields}`;
  const [about, mistake] = [make("small", { id: `${id}h`, textContent: hint || "" }), make("small", { id: `${id}m`, className: "bad" })];
  input.id = id;
  input.setAttribute("aria-describedby", `${id}h ${id}m`);
  const element = make("div", { className: "field" }, make("label", { htmlFor: id, textContent: label }), input, about, mistake);
  return {
    element, input,
    complain(text) {
      mistake.textContent = text;
      input.toggleAttribute("aria-invalid", Boolean(text));
      if (text) input.setAttribute("aria-invalid", "true");
    },
  };
}

const isBytesOf = name => name.endsWith("Bytes");

function mark(word) {
  return make("span", { className: "mark", textContent: say(word) });
}

function budgetText(budget) {
  const set = amounts.filter(name => budget?.[name] !== null && budget?.[name] !== undefined);
  return set.length ? set.map(name => `${say(name)}${colon}${writeAmount(budget[name], isBytesOf(name))}`).join(" · ") : say("unlimited");
}

export function addUsers() {
  const note = make("div", { className: "note" });

  const pane = addPane("users", async () => {
    const { users, writable, reason } = await askJson("users");
    const cards = users.map(user => make("div", { className: "card" },
      make("h3", {}, user.name, user.admin && mark("admin"), user.self && mark("self")),
      make("p", { textContent: user.paths.join("  ") }),
      make("p", { className: "dim", textContent: `${say("budget")}${colon}${budgetText(user.budget)}` }),
      user.writable
        ? make("div", { className: "l" }, button("edit", () => edit(user), { ariaLabel: say("editUser", user.name) }),
          !user.self && button("remove", () => remove(user), { ariaLabel: `${say("remove")} ${user.name}` }))
        : make("p", { className: "dim", textContent: user.reason || say("readOnly") })));
    return [note, make("div", { className: "cards" }, ...cards),
      writable
        ? make("div", { className: "l" }, button("addUser", () => edit(null)))
        : make("p", { className: "warn", textContent: reason || say("readOnly") })];
  });

  async function remove(user) {
    if (!confirm(say("reallyRemove", user.name))) return;
    try {
      await ask(`users/${encodeURIComponent(user.name)}`, { method: "DELETE" });
      sayIn(note, say("removed", user.name));
    } catch (refusal) {
      note.replaceChildren(explainRefusal(refusal));
    }
    pane.show();
  }

  function edit(user) {
    const { dialog, content } = openDialog("h", user ? say("editUser", user.name) : say("addUser"));
    const inputs = {
      name: field(say("name"), make("input", {
        required: true, value: user?.name || "", autocomplete: "off", autocapitalize: "none", spellcheck: false, readOnly: Boolean(user),
      })),
      password: field(user ? say("newPassword") : say("password"), make("input", { type: "password", required: !user, autocomplete: "new-password" })),
      paths: field(say("paths"), make("textarea", { rows: 3, spellcheck: false, value: (user?.paths || ["/"]).join("\n") })),
    };
    const admin = make("input", { type: "checkbox", checked: user?.admin || false });
    for (const name of amounts) {
      const value = writeAmount(user?.budget?.[name], isBytesOf(name));
      const input = make("input", { value, inputMode: isBytesOf(name) ? "text" : "numeric", autocomplete: "off" });
      inputs[name] = field(say(name), input, isBytesOf(name) ? say("amountHint") : say("countHint"));
    }
    const problem = make("div", {});
    const form = make("form", { className: "fields", noValidate: true }, inputs.name.element, inputs.password.element, inputs.paths.element,
      make("label", { className: "check" }, admin, ` ${say("admin")}`), ...amounts.map(name => inputs[name].element), problem,
      make("div", { className: "l" }, make("button", { className: "b", textContent: say("save") }), button("cancel", () => dialog.close())));
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const body = read(inputs, admin, user);
      if (!body) return;
      try {
        await sendJson(user ? "PUT" : "POST", user ? `users/${encodeURIComponent(user.name)}` : "users", body);
        dialog.close();
        sayIn(note, say(user ? "changed" : "added", body.name || user.name));
        pane.show();
      } catch (refusal) {
        complain(refusal, inputs, problem);
      }
    });
    content.append(form);
    inputs[user ? "password" : "name"].input.focus();
  }
}

function read(inputs, admin, user) {
  // What was not changed is left out, and stays in the file as it is.
  const body = {};
  const paths = inputs.paths.input.value.split("\n").map(line => line.trim()).filter(Boolean);
  if (paths.join("\n") !== user?.paths.join("\n")) body.paths = paths;
  if (admin.checked !== (user?.admin || false)) body.admin = admin.checked;
  const budget = {};
  let isGood = true;
  const check = (name, text) => {
    inputs[name].complain(text);
    isGood &&= !text;
  };
  if (!user) body.name = inputs.name.input.value;
  if (inputs.password.input.value || !user) body.password = inputs.password.input.value;
  for (const name of amounts) {
    const text = inputs[name].input.value.trim();
    const value = text === "" ? null : readAmount(text, isBytesOf(name));
    check(name, value === undefined ? say(isBytesOf(name) ? "badAmount" : "badCount") : "");
    budget[name] = value ?? null;
  }
  if (amounts.some(name => budget[name] !== (user?.budget?.[name] ?? null))) body.budget = budget;
  if (isGood) return body;
  Object.values(inputs).find(each => each.input.getAttribute("aria-invalid")).input.focus();
  return null;
}

function complain(refusal, inputs, problem) {
  for (const each of Object.values(inputs)) each.complain("");
  const errors = refusal.problem?.errors || [];
  const others = [];
  for (const { field: name, message } of errors) {
    const key = name?.split(".").pop();
    if (inputs[key]) inputs[key].complain(message);
    else others.push(make("p", { role: "alert", textContent: message }));
  }
  problem.replaceChildren(...(others.length || !errors.length ? [...others, !errors.length && explainRefusal(refusal)].filter(Boolean) : []));
  Object.values(inputs).find(each => each.input.getAttribute("aria-invalid"))?.input.focus();
}

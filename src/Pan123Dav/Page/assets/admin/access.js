// Access rules: who sees a subtree, and which names nobody sees there.
import { make } from "../elements.js";
import { say } from "../texts.js";
import { addPane, ask, button, explainRefusal, sayIn, sendJson } from "./pane.js";
import { field } from "./users.js";

const linesIn = text => text.split("\n").map(line => line.trim()).filter(Boolean);

export function addAccess() {
  const note = make("div", { className: "note" });
  let [etag, loaded] = [null, ""];

  const pane = addPane("access", async () => {
    const answer = await ask("access");
    etag = answer.headers.get("ETag");
    const { rules, writable, reason } = await answer.json();
    loaded = JSON.stringify(rules);
    const list = make("div", { className: "cards" });
    const forms = [];
    const add = rule => {
      const form = ruleForm(rule, forms.length + 1, writable, () => {
        forms.splice(forms.indexOf(form), 1);
        form.element.remove();
      });
      forms.push(form);
      list.append(form.element);
      return form;
    };
    rules.forEach(add);
    return [
      make("p", { className: "dim", textContent: rules.length ? say("accessAbout") : say("noRules") }), list,
      writable
        ? make("div", { className: "l" }, button("addRule", () => add({ path: "/" }).focus()), button("save", event => save(forms, event.currentTarget)))
        : make("p", { className: "warn", textContent: reason || say("readOnly") }),
      note,
    ];
  });

  async function save(forms, saver) {
    // Pressed twice, the second would find the file changed by the first, and call that somebody else's doing.
    saver.disabled = true;
    try {
      await write(forms.map(form => form.read()));
      sayIn(note, say("accessSaved"));
      pane.show();
    } catch (refusal) {
      const errors = refusal.problem?.errors || [];
      if (refusal.status === 412) sayIn(note, say("stale"), true);
      else if (errors.length) {
        note.replaceChildren(...errors.map(error => make("p", { role: "alert", textContent: `${error.key ? `${error.key}: ` : ""}${error.message}` })));
      }
      else note.replaceChildren(explainRefusal(refusal));
    }
    saver.disabled = false;
  }

  // The rules share their file with the users: that somebody changed those is no conflict.
  async function write(rules) {
    const send = () => sendJson("PUT", "access", { rules }, etag ? { "If-Match": etag } : {});
    try {
      await send();
    } catch (refusal) {
      if (refusal.status !== 412) throw refusal;
      const answer = await ask("access");
      if (JSON.stringify((await answer.json()).rules) !== loaded) throw refusal;
      etag = answer.headers.get("ETag");
      await send();
    }
  }
}

function ruleForm(rule, number, writable, removed) {
  const text = { spellcheck: false, autocapitalize: "none", readOnly: !writable };
  const path = field(say("path"), make("input", { value: rule.path, ...text }));
  const users = field(say("ruleUsers"), make("input", { value: (rule.users || []).join(", "), ...text }));
  const hide = field(say("hide"), make("textarea", { rows: 2, value: (rule.hide || []).join("\n"), ...text }));
  return {
    element: make("fieldset", { className: "card" }, make("legend", { textContent: say("rule", number) }), path.element, users.element, hide.element,
      writable && make("div", { className: "l" }, button("remove", removed))),
    focus: () => path.input.select(),
    read() {
      const [names, hidden] = [users.input.value.split(/[,，]/).map(name => name.trim()).filter(Boolean), linesIn(hide.input.value)];
      return { path: path.input.value.trim(), ...(names.length ? { users: names } : {}), ...(hidden.length ? { hide: hidden } : {}) };
    },
  };
}

// The editor of link texts: what is typed is checked by the gateway, and saved where the file can be written.
import { make } from "../elements.js";
import { copy } from "../copy.js";
import { say } from "../texts.js";
import { makeEditor } from "./editor.js";
import { entryTree, mistakeList } from "./mistakes.js";
import { addPane, ask, askJson, button, explainRefusal, moment, sayIn } from "./pane.js";

const pause = 400;
const maxChecked = 4 << 20;
const plainText = { "Content-Type": "text/plain; charset=utf-8" };

export function addTrees() {
  const editor = makeEditor("", onInput);
  const places = Object.fromEntries(["note", "verdict", "mistakes", "preview", "versions"].map(name => [name, make("div", { className: name })]));
  const saver = button("save", () => save(etag));
  const copier = button("copyText", () => copy(editor.text).then(() => { copier.textContent = say("copied"); }));
  const checker = button("checkNow", () => check());
  const picker = make("select", {});
  picker.setAttribute("aria-label", say("whichTree"));
  let trees = [];
  let index = -1;
  let [etag, saved, timer, checking] = [null, "", 0, null];

  picker.addEventListener("change", () => {
    if (isDirty() && !confirm(say("reallyLeave"))) picker.value = index;
    else open(Number(picker.value)).catch(refusal => fail(Number(picker.value), refusal));
  });
  addEventListener("beforeunload", event => isDirty() && event.preventDefault());
  editor.area.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (!saver.disabled) save(etag);
    }
  });

  const isDirty = () => index >= 0 && editor.text !== saved;

  addPane("trees", async () => {
    ({ trees } = await askJson("trees"));
    if (!trees.length) return [make("p", { className: "dim", textContent: say("noTrees") })];
    const nameOf = tree => [tree.mount, tree.type, tree.file].filter(Boolean).join(" · ");
    picker.replaceChildren(...trees.map(tree => make("option", { value: tree.index, textContent: nameOf(tree) })));
    const wanted = trees.some(tree => tree.index === index) ? index : trees[0].index;
    picker.value = wanted;
    // What is being typed outlives a refresh of the rest.
    if (!isDirty()) await open(wanted).catch(refusal => fail(wanted, refusal));
    return [
      make("div", { className: "l" }, picker),
      editor.element, make("div", { className: "l" }, saver, checker, copier), places.note, places.verdict, places.mistakes,
      make("details", {}, make("summary", { textContent: say("preview") }), places.preview),
      make("details", {}, make("summary", { textContent: say("versions") }), places.versions),
    ];
  });

  async function open(wanted) {
    const answer = await ask(`trees/${wanted}`);
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
    [index, etag] = [wanted, answer.headers.get("ETag")];
    const tree = trees.find(each => each.index === index);
    show(text);
    editor.area.setAttribute("aria-label", say("treeText", tree.mount));
    saver.disabled = !tree.writable;
    sayIn(places.note, tree.writable ? "" : tree.reason || say("readOnly"), !tree.writable);
    await Promise.all([check(), showVersions()]);
  }

  // A text that cannot be read keeps nobody from the others.
  function fail(wanted, refusal) {
    [index, etag] = [wanted, null];
    show("");
    saver.disabled = true;
    for (const place of Object.values(places)) place.replaceChildren();
    places.note.replaceChildren(explainRefusal(refusal));
  }

  function show(text) {
    editor.text = text;
    saved = editor.text;
  }

  function onInput() {
    copier.textContent = say("copyText");
    if (trees.find(each => each.index === index)?.writable) sayIn(places.note, isDirty() ? say("unsaved") : "");
    clearTimeout(timer);
    if (editor.area.value.length > maxChecked) sayIn(places.verdict, say("bigText"));
    else timer = setTimeout(check, pause);
  }

  async function check() {
    clearTimeout(timer);
    checking?.abort();
    const work = checking = new AbortController();
    try {
      const answer = await ask(`trees/check?index=${index}`, { method: "POST", body: editor.text, headers: plainText, signal: work.signal });
      const result = await answer.json();
      if (work === checking) showCheck(result);
    } catch (refusal) {
      if (work.signal.aborted) return;
      // Too many check at once: a moment later.
      if (refusal.status === 429) timer = setTimeout(check, (refusal.retryAfter || 1) * 1000);
      else places.verdict.replaceChildren(explainRefusal(refusal));
    }
  }

  function showCheck(result) {
    const isGood = result.errors === 0;
    sayIn(places.verdict, isGood && !result.warnings ? say("good", result.files, result.folders)
      : `${say("bad", result.errors, result.warnings)}${isGood ? ` ${say("holds", result.files, result.folders)}` : ""}`, !isGood);
    showMistakes(result.diagnostics);
    if (isGood) {
      const rest = result.truncated ? make("p", { className: "dim", textContent: say("previewCut", result.entries.length) }) : "";
      places.preview.replaceChildren(entryTree(result.entries), rest);
    }
  }

  function showMistakes(diagnostics) {
    places.mistakes.replaceChildren(...mistakeList(diagnostics, editor.goTo).filter(Boolean));
    editor.mark(diagnostics);
  }

  async function save(match) {
    const [text, of] = [editor.text, index];
    sayIn(places.note, say("saving"));
    // Its answer is about this text, and belongs below no other.
    saver.disabled = picker.disabled = true;
    try {
      const answer = await ask(`trees/${of}`, { method: "PUT", body: text, headers: match ? { ...plainText, "If-Match": match } : plainText });
      const result = await answer.json();
      if (of === index) {
        [etag, saved] = [result.etag ?? answer.headers.get("ETag"), text];
        sayIn(places.note, result.applied === false ? say("savedNotYet") : say("saved", result.files, result.folders));
        showVersions();
      }
    } catch (refusal) {
      explainSave(refusal);
    }
    saver.disabled = picker.disabled = false;
  }

  function explainSave(refusal) {
    if (refusal.status === 412) {
      sayIn(places.note, say("stale"), true);
      places.note.append(make("div", { className: "l" },
        button("loadTheirs", () => open(index).catch(failure => places.note.replaceChildren(explainRefusal(failure)))),
        button("overwrite", async () => {
          const theirs = refusal.problem.etag || (await ask(`trees/${index}`)).headers.get("ETag");
          save(theirs);
        })));
    } else if (refusal.status === 422 && refusal.problem.diagnostics) {
      sayIn(places.note, say("notSaved"), true);
      showMistakes(refusal.problem.diagnostics);
    } else places.note.replaceChildren(explainRefusal(refusal));
  }

  async function showVersions() {
    const of = index;
    try {
      const { versions } = await askJson(`trees/${of}/versions`);
      const items = versions.map(version => make("li", { className: "l" }, make("span", {}, moment(version.saved), version.by ? ` · ${version.by}` : ""),
        button("goBack", () => goBack(of, version))));
      const none = make("p", { className: "dim", textContent: say("noVersions") });
      places.versions.replaceChildren(items.length ? make("ul", { className: "plain" }, ...items) : none);
    } catch (refusal) {
      places.versions.replaceChildren(explainRefusal(refusal));
    }
  }

  async function goBack(of, version) {
    if (isDirty() && !confirm(say("reallyLeave"))) return;
    try {
      const answer = await ask(`trees/${of}/versions/${encodeURIComponent(version.id)}`);
      editor.text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
      sayIn(places.note, say("fromVersion", moment(version.saved).textContent));
      editor.area.focus();
      await check();
    } catch (refusal) {
      places.note.replaceChildren(explainRefusal(refusal));
    }
  }
}

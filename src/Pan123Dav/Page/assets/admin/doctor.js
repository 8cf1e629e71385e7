// The doctor, line by line as it finds out.
import { make } from "../elements.js";
import { say, words } from "../texts.js";
import { addPane, ask, button, explainRefusal } from "./pane.js";

async function* linesOf(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value || "")).split("\n");
    rest = done ? "" : lines.pop();
    yield* lines.filter(line => line.trim());
    if (done) return;
  }
}

export function addDoctor() {
  const list = make("ul", { className: "checks" });
  const status = make("p", { role: "status" });
  let work = null;
  const run = button("run", async () => {
    if (work) {
      work.abort();
      return;
    }
    work = new AbortController();
    run.textContent = say("stop");
    list.replaceChildren();
    status.replaceChildren(say("doctorRuns"));
    const sums = { pass: 0, warn: 0, fail: 0, skip: 0 };
    try {
      const answer = await ask("doctor", { method: "POST", signal: work.signal });
      for await (const line of linesOf(answer)) {
        const check = JSON.parse(line);
        sums[check.status] = (sums[check.status] || 0) + 1;
        list.append(make("li", {}, make("b", { className: `mark ${check.status}`, textContent: words[check.status] || check.status }), " ",
          make("code", { textContent: check.id }), ` ${check.message}`, check.action ? make("p", { textContent: say("toDo", check.action) }) : null));
      }
      status.replaceChildren(say("doctorDone", sums.pass, sums.warn, sums.fail));
    } catch (failure) {
      if (work.signal.aborted) status.replaceChildren(say("doctorStopped"));
      else if (typeof failure.status === "number") status.replaceChildren(explainRefusal(failure));
      else status.replaceChildren(say("doctorCut"));
    }
    work = null;
    run.textContent = say("run");
  });
  addPane("doctor", () => [make("p", { className: "dim", textContent: say("doctorAbout") }), make("div", { className: "l" }, run), status, list], false);
}

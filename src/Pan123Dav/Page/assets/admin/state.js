// What GET /api/v1/status tells: budgets, refusals, mounts, and what is kept out.
import { make, readable } from "../elements.js";
import { say, words } from "../texts.js";
import { addPane, askJson, colon, grid, moment, number } from "./pane.js";

let asked = null;
let askedAt = 0;

// Panes that ask at the same time share one answer, not its failure's message.
function status() {
  if (!asked || performance.now() - askedAt > 500) {
    askedAt = performance.now();
    asked = askJson("status");
  }
  return asked;
}

function bar(label, amount, read) {
  if (amount.limit === null || amount.limit === undefined) return make("p", { textContent: `${label}${colon}${read(amount.spent)} · ${say("unlimited")}` });
  const share = amount.limit > 0 ? amount.spent / amount.limit : 1;
  const text = `${say("ofLimit", read(amount.spent), read(amount.limit))} · ${Math.round(share * 100)} %`;
  const progress = make("progress", { max: 1, value: Math.min(1, share), className: share >= 1 ? "full" : share >= 0.8 ? "high" : "" });
  progress.setAttribute("aria-label", `${label}${colon}${text}`);
  return make("div", { className: "bar" }, make("span", { textContent: label }), make("span", { textContent: text }), progress);
}

export function addToday() {
  addPane("today", async () => {
    const { budgets } = await status();
    const scopes = budgets.scopes.map(scope => make("div", { className: "card" },
      make("h3", { textContent: scope.user ?? say("all") }),
      bar(say("bytes"), scope.bytes, readable),
      bar(say("links"), scope.links, number),
      scope.requests || scope.requestsRefused
        ? make("p", { textContent: `${say("atOther")}${colon}${number(scope.requests)} · `
            + `${say("refusedOther")}${colon}${number(scope.requestsRefused)}` }) : null,
      scope.refused ? make("p", { className: "warn", textContent: `${say("refused")}${colon}${number(scope.refused)}` }) : null));
    const ends = make("p", { className: "dim" }, ...around(say("begins", "\0"), moment(budgets.ends)));
    return [ends, make("div", { className: "cards" }, ...scopes)];
  });
}

// The sentence with an element where its value stands.
function around(sentence, element) {
  const [before, after] = sentence.split("\0");
  return [before, element, after];
}

function reasonName(reason) {
  return words[`r_${reason.replaceAll("-", "_")}`] || reason;
}

export function addRefusals() {
  addPane("refusals", async () => {
    const { refusals, remoteAuthentication } = await status();
    const rows = counts => Object.entries(counts || {}).filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1])
      .map(([reason, count]) => [reasonName(reason), number(count)]);
    const headings = [say("reason"), say("count")];
    return [
      make("p", { className: "dim", textContent: say("sinceStart") }), grid(headings, rows(refusals)),
      remoteAuthentication?.enabled && grid(headings, rows(remoteAuthentication.requests), say("atOther")),
    ];
  });
}

function stateMark(state) {
  return make("span", { className: `mark ${state}`, textContent: words[state] || state });
}

function place({ place: where, line, column }) {
  return line ? `${where}: ${say("at", line, column ?? 1)}` : where;
}

export function addState() {
  addPane("state", async () => {
    const report = await status();
    const facts = make("dl", {},
      make("div", {}, make("dt", { textContent: say("readiness") }), make("dd", {}, stateMark(report.readiness))),
      make("div", {}, make("dt", { textContent: say("version") }), make("dd", { textContent: report.version.split("+")[0], title: report.version })),
      make("div", {}, make("dt", { textContent: say("running") }), make("dd", {}, moment(report.started))));
    const problems = (report.checks || []).filter(check => check.problem).map(check => make("p", { className: "warn", textContent: check.problem }));
    const mounts = grid([say("path"), say("type"), say("state")], report.mounts.map(mount =>
      [mount.path, mount.type, make("span", {}, stateMark(mount.state), mount.problem ? ` ${mount.problem}` : "")]), say("mounts"));
    const { isInForce, mistakes } = report.configuration;
    const kept = isInForce && !mistakes.length
      ? make("p", { textContent: say("inForce") })
      : make("div", { role: "alert" }, make("p", { textContent: say("keptOut") }),
        make("ul", {}, ...mistakes.map(mistake => make("li", {}, make("code", { textContent: place(mistake) }), ` ${mistake.message}`))));
    return [facts, ...problems, mounts, kept];
  });
}

// Thirty days as a chart and as a table, and who and what cost most.
import { make, readable } from "../elements.js";
import { say } from "../texts.js";
import { addPane, askJson, colon, draw, grid, number } from "./pane.js";

const maxRows = 10;
const nothing = { links: 0, bytes: 0, refused: 0, requests: 0, requestsRefused: 0 };

function daysOf({ from, to, usage }) {
  const days = new Map();
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86400000) days.set(new Date(at).toISOString().slice(0, 10), { ...nothing });
  for (const row of usage) add(days.get(row.day), row);
  return [...days];
}

function add(sum, row) {
  for (const unit of Object.keys(nothing)) sum[unit] += row[unit] || 0;
  return sum;
}

// What 123 asked about: columns only where it ever asks.
function requestsOf(sums) {
  const isAsked = sums.some(sum => sum.requests || sum.requestsRefused);
  return { headings: isAsked ? [say("atOther"), say("refusedOther")] : [], cells: sum => (isAsked ? [number(sum.requests), number(sum.requestsRefused)] : []) };
}

function chart(days) {
  const top = Math.max(1, ...days.map(([, day]) => day.bytes));
  const [most] = days.reduce((best, day) => (day[1].bytes > best[1].bytes ? day : best));
  const sum = days.reduce((all, [, day]) => all + day.bytes, 0);
  const bars = days.map(([name, day], i) => {
    const height = day.bytes ? Math.max(1, (day.bytes / top) * 100) : 0;
    return draw("rect", { x: i * 10 + 1, y: 100 - height, width: 8, height }, draw("title", {}, `${name}: ${readable(day.bytes)}`));
  });
  const width = days.length * 10;
  const label = say("chart", readable(sum), readable(top === 1 ? 0 : top), most);
  const picture = draw("svg", { class: "chart", viewBox: `0 0 ${width} 100`, preserveAspectRatio: "none", role: "img", "aria-label": label },
    draw("path", { d: `M0 99.5H${width}`, class: "axis" }), ...bars);
  return make("figure", {}, make("p", { className: "dim", textContent: readable(top === 1 ? 0 : top) }), picture,
    make("figcaption", { className: "ends" }, make("span", { textContent: days[0][0] }), make("span", { textContent: days[days.length - 1][0] })));
}

export function addMonth() {
  addPane("month", async () => {
    const days = daysOf(await askJson("usage"));
    const sum = days.reduce((all, [, day]) => add(all, day), { ...nothing });
    const requests = requestsOf([sum]);
    const rows = days.filter(([, day]) => Object.values(day).some(Boolean)).reverse()
      .map(([name, day]) => [name, readable(day.bytes), number(day.links), number(day.refused), ...requests.cells(day)]);
    const sums = [readable(sum.bytes), `${say("links")} ${number(sum.links)}`, `${say("refused")} ${number(sum.refused)}`,
      ...requests.cells(sum).map((value, i) => `${requests.headings[i]} ${value}`)];
    return [
      make("p", { textContent: `${say("sum")}${colon}${sums.join(" · ")}` }),
      chart(days),
      make("details", {}, make("summary", { textContent: say("asTable") }),
        grid([say("day"), say("bytes"), say("links"), say("refused"), ...requests.headings], rows)),
    ];
  });
}

export function addMost() {
  addPane("most", async () => {
    const [report, { files }] = await Promise.all([askJson("usage"), askJson("usage/files")]);
    const users = new Map();
    for (const row of report.usage) users.set(row.user, add(users.get(row.user) || { ...nothing }, row));
    const top = [...users].sort((a, b) => b[1].bytes - a[1].bytes || b[1].links - a[1].links).slice(0, maxRows);
    const requests = requestsOf([...users.values()]);
    return [
      grid([say("user"), say("bytes"), say("links"), ...requests.headings],
        top.map(([user, sum]) => [user, readable(sum.bytes), number(sum.links), ...requests.cells(sum)]), say("mostUsers")),
      grid([say("file"), say("bytes"), say("links")],
        files.map(file => [file.path || say("furtherFiles"), readable(file.bytes), number(file.links)]), say("mostFiles")),
    ];
  });
}

// Links that live, files that are passed on, and their end.
import { make, readable } from "../elements.js";
import { say } from "../texts.js";
import { addPane, ask, askJson, button, explainRefusal, grid, moment, number } from "./pane.js";

export function addLive() {
  const note = make("div", { className: "note" });
  const stopper = (path, label) => button("stop", async event => {
    event.target.disabled = true;
    try {
      await ask(path, { method: "DELETE" });
      note.replaceChildren(make("p", { role: "status", textContent: say("stopped") }));
    } catch (refusal) {
      // One that ended by itself meanwhile.
      note.replaceChildren(refusal.status === 404 ? make("p", { role: "status", textContent: say("stopped") }) : explainRefusal(refusal));
    }
    pane.show();
  }, { ariaLabel: label });

  const pane = addPane("live", async () => {
    const [{ links }, { streams }] = await Promise.all([askJson("links"), askJson("streams")]);
    const names = [...new Set(links.map(link => link.user).filter(Boolean))];
    return [
      note,
      make("h3", { textContent: say("liveLinks") }),
      links.length
        ? grid([say("file"), say("user"), say("expires"), say("addresses"), say("requests"), say("refused"), ""], links.map(link => [
          link.path, link.user || null, moment(link.expires), number(link.addresses), number(link.requests), number(link.refused),
          stopper(`links/${link.number}`, `${say("stop")} ${link.path}`)]))
        : make("p", { className: "dim", textContent: say("onlyRemote") }),
      names.length > 0 && make("div", { className: "l" }, ...names.map(name => {
        const all = stopper(`links?user=${encodeURIComponent(name)}`);
        all.textContent = say("stopAll", name);
        return all;
      })),
      make("h3", { textContent: say("streams") }),
      streams.length
        ? grid([say("file"), say("user"), say("started"), say("sent"), ""], streams.map(stream => [
          stream.path, stream.user, moment(stream.started), readable(stream.bytes), stopper(`streams/${stream.id}`, `${say("stop")} ${stream.path}`)]))
        : make("p", { className: "dim", textContent: say("noStreams") }),
    ];
  });

  // They come and go by themselves; nobody's hands are in the pane then.
  setInterval(() => {
    if (!document.hidden && !pane.section.contains(document.activeElement)) pane.show();
  }, 15000);
}

// Plays and shows what lies in the folder, in a dialog, with the browser's own elements. Nothing is fetched before somebody has clicked, and never with crossorigin:
// the hosts that links lead to do not allow other pages to read.
import { body, entryOf, make, openDialog, sayStatus, statusOf } from "./elements.js";
import { playersFor } from "./handon.js";
import { costOf, keepPosition, keepSetting, pay, position, setting } from "./memory.js";
import { fetchText, fillTrack, maxText, subtitlesOf } from "./subtitles.js";
import { say } from "./texts.js";

const types = { mp4: "video/mp4", m4v: "video/mp4", webm: "video/webm", ogv: "video/ogg", avi: "video/x-msvideo", wmv: "video/x-ms-wmv", flv: "video/x-flv", ts: "video/mp2t", m2ts: "video/mp2t", mts: "video/mp2t", mpg: "video/mpeg", mpeg: "video/mpeg", vob: "video/mpeg", rm: "application/vnd.rn-realmedia", rmvb: "application/vnd.rn-realmedia-vbr", ape: "audio/x-ape", wma: "audio/x-ms-wma", dsf: "audio/x-dsf", dff: "audio/x-dff", tta: "audio/x-tta", wv: "audio/x-wavpack", dts: "audio/vnd.dts", ac3: "audio/ac3" };

const maxShown = 1 << 20;

export const playable = "vait";

let current = null;

// Rows that are shown, of the same kind, are the playlist.
export function openPlayer(entry) {
  const rows = [...document.querySelectorAll("tbody tr")].map(entryOf);
  current = { list: rows.filter(other => other.kind === entry.kind && (!other.row.hidden || other.href === entry.href)), all: rows };
  current.view = openDialog("v", entry.title, stop);
  const { dialog, content } = current.view;
  current.stage = make("div", { className: "g", tabIndex: -1 });
  current.notes = make("div", { className: "n", role: "status" });
  const [previous, next] = ["previous", "next"].map(which => make("button", { type: "button", className: which, title: say(which) }, say(which)));
  previous.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  const bar = make("div", { className: "w" }, previous, next);
  if (entry.kind === "a" || entry.kind === "v") bar.append(autoNext());
  current.buttons = [previous, next];
  content.append(current.stage, current.notes, bar);
  dialog.addEventListener("keydown", onPlayerKey);
  load(entry);
}

function autoNext() {
  const box = make("input", { type: "checkbox", checked: setting("next", false) });
  box.addEventListener("change", () => keepSetting("next", box.checked));
  return make("label", {}, box, ` ${say("autoNext")}`);
}

function onPlayerKey(event) {
  const isMedia = event.target instanceof HTMLMediaElement;
  if (event.defaultPrevented || event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "ArrowLeft" && !isMedia) step(-1);
  else if (event.key === "ArrowRight" && !isMedia) step(1);
  else return;
  event.preventDefault();
}

function step(by) {
  if (!current) return;
  const at = current.list.findIndex(entry => entry.href === current.entry.href) + by;
  if (current.list[at]) load(current.list[at]);
}

function stop() {
  release();
  current = null;
  if ("mediaSession" in navigator) navigator.mediaSession.metadata = null;
}

// A new element for each file: tracks cannot be taken from one, and would be shown with the next.
function release() {
  const media = current?.media;
  if (!media) return;
  if (media.duration) keepPosition(current.entry.href, media.currentTime, media.duration);
  // What the element tells from here on, such as that it stands at 0 again, is of no file.
  current.media = null;
  media.pause();
  media.removeAttribute("src");
  media.load();
}

function load(entry) {
  release();
  current.entry = entry;
  current.view.heading.textContent = entry.title;
  current.view.dialog.setAttribute("aria-label", entry.title);
  const at = current.list.findIndex(other => other.href === entry.href);
  const [previous, next] = current.buttons;
  previous.disabled = at <= 0;
  next.disabled = at >= current.list.length - 1;
  // A button that can be pressed no more, or is gone, would take the keys with it.
  if (document.activeElement.disabled || !current.view.dialog.contains(document.activeElement)) current.stage.focus();
  current.stage.replaceChildren();
  current.notes.replaceChildren();
  const type = types[/\.([^.]+)$/.exec(entry.title)?.[1].toLowerCase()];
  if (type && !document.createElement(entry.kind === "a" ? "audio" : "video").canPlayType(type)) return offer("cannotPlay", true);
  ask(entry);
}

function ask(entry) {
  const cost = costOf(entry);
  if (!cost) return begin(entry);
  const go = make("button", { type: "button", className: "b", textContent: say(entry.kind === "v" || entry.kind === "a" ? "play" : "show") });
  go.addEventListener("click", () => {
    current.notes.replaceChildren();
    begin(entry);
  });
  current.notes.replaceChildren(make("p", { textContent: cost }), go);
  go.focus();
}

function begin(entry) {
  pay(entry);
  if (entry.kind === "i") showImage(entry);
  else if (entry.kind === "t") showText(entry);
  else playMedia(entry);
}

function showImage(entry) {
  const image = make("img", { alt: entry.title, src: entry.href });
  image.addEventListener("error", () => explain(entry, "failed"));
  current.stage.replaceChildren(image);
}

async function showText(entry) {
  const text = make("pre", { tabIndex: 0, textContent: say("loading") });
  current.stage.replaceChildren(text);
  try {
    if (entry.size > maxText) throw 413;
    const content = await fetchText(entry.href);
    text.textContent = content.length > maxShown ? `${content.slice(0, maxShown)}…` : content;
    text.focus();
  } catch (status) {
    text.remove();
    if (current?.entry === entry) current.notes.replaceChildren(sayStatus(typeof status === "number" ? status : 500));
  }
}

function playMedia(entry) {
  const media = make(entry.kind === "v" ? "video" : "audio", { controls: true, preload: "none", src: entry.href, playsInline: true });
  media.setAttribute("aria-label", entry.title);
  current.media = media;
  current.stage.replaceChildren(media);
  media.volume = setting("volume", 1, 1);
  media.muted = setting("muted", false);
  media.defaultPlaybackRate = media.playbackRate = Math.max(0.25, setting("rate", 1, 16));
  const on = (event, run) => media.addEventListener(event, () => media === current?.media && run());
  on("volumechange", () => {
    keepSetting("volume", media.volume);
    keepSetting("muted", media.muted);
  });
  on("ratechange", () => keepSetting("rate", media.playbackRate));
  on("loadedmetadata", () => {
    const at = position(entry.href);
    if (at && at < media.duration) media.currentTime = at;
    if (entry.kind === "v" && !media.videoWidth) offer("noPicture");
  });
  let kept = 0;
  on("timeupdate", () => {
    if (Math.abs(media.currentTime - kept) < 10) return;
    kept = media.currentTime;
    keepPosition(entry.href, kept, media.duration);
    if (entry.kind === "v" && (media.mozHasAudio === false || media.webkitAudioDecodedByteCount === 0)) offer("noSound");
  });
  on("ended", () => {
    keepPosition(entry.href, 0, 1);
    if (setting("next", false)) step(1);
  });
  on("error", () => explain(entry, "cannotPlayOrReach"));
  addSubtitles(media, entry);
  tellSystem(media, entry);
  media.play().catch(() => {});
  media.focus();
}

function addSubtitles(media, entry) {
  const subtitles = subtitlesOf(entry, current.all);
  if (!subtitles.length) return;
  const words = entry.kind === "a" ? make("p", { className: "y" }) : null;
  if (words) current.stage.append(words);
  const tracks = subtitles.map(subtitle => ({ subtitle, track: media.addTextTrack("subtitles", subtitle.label, subtitle.language), isRead: false }));
  // What is read late is of no film that was opened since.
  const tell = text => media === current?.media && note(text);
  const read = () => tracks.filter(each => each.track.mode !== "disabled" && !each.isRead).forEach(each => {
    each.isRead = true;
    fillTrack(each.track, each.subtitle).then(() => {
      if (/\.(ass|ssa)$/i.test(each.subtitle.entry.href)) tell(say("plainAss"));
    }, () => tell(say("subtitlesFailed", each.subtitle.label)));
  });
  media.textTracks.addEventListener("change", read);
  tracks.forEach(({ track }, i) => { track.mode = i ? "disabled" : words ? "hidden" : "showing"; });
  if (words) tracks[0].track.addEventListener("cuechange", () => { words.textContent = [...tracks[0].track.activeCues].map(cue => cue.getCueAsHTML().textContent).join("\n"); });
  read();
}

function note(text) {
  current?.notes.append(make("p", { textContent: text }));
}

function tellSystem(media, entry) {
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  session.metadata = new MediaMetadata({ title: entry.title, album: document.title });
  const actions = { previoustrack: () => step(-1), nexttrack: () => step(1), seekto: details => { media.currentTime = details.seekTime; } };
  for (const [name, action] of Object.entries(actions)) {
    try {
      session.setActionHandler(name, action);
    } catch {
      // One that this browser does not know.
    }
  }
}

// Whether the drive refuses, or the browser cannot play it: two different things.
async function explain(entry, otherwise) {
  const status = await statusOf(entry.href);
  if (current?.entry !== entry) return;
  if (status) current.notes.replaceChildren(sayStatus(status));
  else if (entry.kind === "i") note(say(otherwise));
  else offer(otherwise);
}

function offer(reason, mayTry) {
  const { entry } = current;
  const ways = playersFor(entry);
  current.notes.replaceChildren(make("p", { role: "alert", textContent: say(reason) }), ways);
  if (!mayTry) return;
  const go = make("button", { type: "button", className: "b", textContent: say("tryAnyway") });
  go.addEventListener("click", () => {
    current.notes.replaceChildren();
    ask(entry);
  });
  ways.append(go);
}

// Handing a file on: players of this device, a link, a playlist, a code for a phone.
import { copy } from "./copy.js";
import { body, drivePath, make, ofPage, openDialog, sayStatus } from "./elements.js";
import { say } from "./texts.js";

const encode = encodeURIComponent;

function platform() {
  const agent = navigator.userAgent;
  if (/android/i.test(agent)) return "android";
  if (/iphone|ipad|ipod/i.test(agent) || (/macintosh/i.test(agent) && navigator.maxTouchPoints > 1)) return "ios";
  return /macintosh/i.test(agent) ? "mac" : /windows/i.test(agent) ? "windows" : "linux";
}

// Chromium and Firefox take the colon from "scheme://https://…", so such a scheme comes without slashes.
function intent(url, name, extra) {
  return `intent:${url}#Intent;${extra}type=video/*;S.title=${encode(name)};end`;
}

const players = {
  android: [
    ["anyPlayer", (url, name) => intent(url, name, "")],
    ["VLC", (url, name) => intent(url, name, "package=org.videolan.vlc;")],
    ["MX Player", (url, name) => intent(url, name, "package=com.mxtech.videoplayer.ad;")],
  ],
  ios: [
    ["Infuse", (url, name) => `infuse://x-callback-url/play?url=${encode(url)}&filename=${encode(name)}`],
    ["VLC", url => `vlc-x-callback://x-callback-url/stream?url=${encode(url)}`],
    ["nPlayer", url => `nplayer-${url}`],
    ["SenPlayer", url => `SenPlayer://x-callback-url/play?url=${encode(url)}`],
    ["VidHub", url => `open-vidhub://x-callback-url/open?url=${encode(url)}`],
  ],
  mac: [
    ["IINA", url => `iina://weblink?url=${encode(url)}&new_window=1`],
    ["Infuse", (url, name) => `infuse://x-callback-url/play?url=${encode(url)}&filename=${encode(name)}`],
    ["nPlayer", url => `nplayer-mac://weblink?url=${encode(url)}&new_window=1`],
  ],
  windows: [["PotPlayer", url => `potplayer:${url}`]],
  linux: [["mpv", url => `mpv://play/${btoa(url).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`]],
};

// A signed address that needs no sign-in, made when somebody asks. Making it costs nothing.
async function linkTo(entry) {
  const answer = await fetch(`${body.dataset.ui}link?path=${encode(drivePath(entry))}`, { headers: ofPage });
  if (!answer.ok) throw answer.status;
  return answer.json();
}

function button(text, href) {
  return make("a", { className: "b", href, textContent: text, rel: "noreferrer" });
}

function isMedia(entry) {
  return entry.kind === "v" || entry.kind === "a";
}

// The ways on for a film that does not play here.
export function playersFor(entry) {
  const list = make("div", { className: "l" });
  if (isMedia(entry)) list.append(button(say("playlist"), `${entry.href}?m3u`));
  linkTo(entry).then(link => {
    if (isMedia(entry)) list.prepend(...players[platform()].map(([name, form]) => button(name === "anyPlayer" ? say(name) : name, form(link.url, entry.title))));
    const copier = make("button", { className: "b", type: "button", textContent: say("copyLink") });
    copier.addEventListener("click", () => copy(link.url).then(() => { copier.textContent = say("copied"); }));
    list.append(copier);
  }, status => list.append(status === 401 ? sayStatus(status) : make("p", { textContent: say("noLink") })));
  return list;
}

export function openHandOn(entry, here) {
  const { dialog, content } = openDialog("h", entry.title);
  if (entry.kind === "d") {
    content.append(make("div", { className: "l" }, button(say("open"), entry.href), button(say("playlist"), `${entry.href}?m3u`)));
    return;
  }
  const first = make("div", { className: "l" });
  if (here) {
    const play = make("button", { className: "b", type: "button", textContent: say(isMedia(entry) ? "playHere" : "show") });
    play.addEventListener("click", () => {
      dialog.close();
      here();
    });
    first.append(play);
  }
  const download = button(say("download"), entry.href);
  download.download = "";
  first.append(download);
  content.append(first);
  if (isMedia(entry)) content.append(make("h3", { textContent: say("openWith") }));
  content.append(playersFor(entry));
  linkTo(entry).then(link => {
    const image = make("img", { alt: say("qr"), width: 240, height: 240, src: `${body.dataset.ui}qr.svg?path=${encode(drivePath(entry))}` });
    content.append(make("h3", { textContent: say("qr") }), image, make("p", { textContent: say("linkLife", link.hours) }));
  }, () => {});
}

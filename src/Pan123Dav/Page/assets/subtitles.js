// Texts beside a film or a song, read through the gateway and shown by the browser's own track.
import { ofPage } from "./elements.js";
import { isChinese, say } from "./texts.js";

export const maxText = 4 << 20;
const extensions = /\.(srt|vtt|ass|ssa|lrc)$/i;

// Siblings of the same stem: film.srt, film.zh.ass. Encoded names begin alike where names do.
export function subtitlesOf(entry, entries) {
  const stem = entry.href.replace(/\.[^./]*$/, "");
  const found = entries.filter(other => other.href.startsWith(`${stem}.`) && extensions.test(other.href) && !(other.size > maxText)).map(other => ({
    entry: other,
    label: decodeURIComponent(other.href.slice(stem.length + 1)),
    language: /^([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\./i.exec(decodeURIComponent(other.href.slice(stem.length + 1)))?.[1] || "",
  }));
  // The reader's language first, then the one that names none.
  const rank = ({ label, language }) => (isOwn(language) ? 0 : label.includes(".") ? 2 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}

function isOwn(language) {
  return isChinese ? /^(zh|chs|cht|chi|zho|sc|tc)/i.test(language) : /^en/i.test(language);
}

// What the gateway answers for a text; throws the status when it does not.
export async function fetchText(href) {
  const answer = await fetch(`${href}?inline`, { headers: ofPage });
  if (!answer.ok) throw answer.status;
  return decode(new Uint8Array(await answer.arrayBuffer()));
}

const common = "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之后後好没沒吗嗎什么麼";

// UTF-8 and marks are certain; of the old encodings of China and Japan the one that gives the most everyday characters is the likeliest.
export function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // One of the old ones.
  }
  let best = { score: -Infinity, encoding: "gb18030" };
  for (const encoding of ["gb18030", "big5", "shift_jis"]) {
    const score = scoreOf(new TextDecoder(encoding).decode(bytes.subarray(0, 1 << 16)));
    if (score > best.score) best = { score, encoding };
  }
  return new TextDecoder(best.encoding).decode(bytes);
}

function scoreOf(text) {
  let score = 0;
  let count = 1;
  for (const character of text) {
    const code = character.codePointAt(0);
    if (code < 0x80) continue;
    count++;
    if (common.includes(character) || (code >= 0x3041 && code <= 0x30fe)) score += 3;
    else if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) score -= 9;
    else if (code >= 0xff61 && code <= 0xff9f) score -= 2;
    else if ((code >= 0x3000 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff5e)) score += 1;
  }
  return score / count;
}

// No pattern here may look at a character more than a few times: a text of 4 MiB in one line would hold the page up for minutes.
const clock = /(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,3}))?/;

function seconds(text) {
  const parts = clock.exec(text);
  return parts ? (Number(parts[1] || 0) * 60 + Number(parts[2])) * 60 + Number(parts[3]) + Number(`0.${parts[4] || 0}`) : NaN;
}

// [{ start, end, text }] of whatever kind the text is.
export function parse(text, name) {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const cues = /\.(ass|ssa)$/i.test(name) ? parseAss(lines) : /\.lrc$/i.test(name) ? parseLrc(lines) : parseSrt(lines);
  return cues.filter(cue => cue.start >= 0 && cue.end > cue.start && cue.text.trim());
}

function parseSrt(lines) {
  const cues = [];
  for (let i = 0; i < lines.length; i++) {
    const arrow = lines[i].indexOf("-->");
    if (arrow < 0) continue;
    const cue = { start: seconds(lines[i].slice(0, arrow)), end: seconds(lines[i].slice(arrow + 3)), text: "" };
    while (i + 1 < lines.length && lines[i + 1].trim() && !lines[i + 1].includes("-->")) cue.text += `${cue.text && "\n"}${lines[++i]}`;
    cues.push(cue);
  }
  return cues;
}

function parseAss(lines) {
  let format = ["Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text"];
  let isEvent = true;
  const cues = [];
  for (const line of lines) {
    if (line.startsWith("[")) isEvent = /^\[events\]/i.test(line);
    const [, key, value] = /^(\w+):\s*(.*)$/.exec(line) || [];
    if (isEvent && key === "Format") format = value.split(",").map(field => field.trim());
    if (!isEvent || key !== "Dialogue") continue;
    const fields = value.split(",");
    const at = field => fields[format.indexOf(field)] || "";
    // Drawings are no words.
    const words = fields.slice(format.length - 1).join(",");
    if (/\{[^{}]*\\p[1-9]/.test(words)) continue;
    cues.push({ start: seconds(at("Start")), end: seconds(at("End")), text: words.replace(/\\[Nn]/g, "\n").replace(/\\h/g, " ") });
  }
  return cues.sort((a, b) => a.start - b.start);
}

function parseLrc(lines) {
  const cues = [];
  for (const line of lines) {
    const times = line.match(/\[\d+:\d+(?:[.:]\d+)?\]/g) || [];
    for (const time of times) cues.push({ start: seconds(time), end: 0, text: line.replace(/\[[^[\]]*\]/g, "").replace(/<\d[^<>]*>/g, "") });
  }
  cues.sort((a, b) => a.start - b.start);
  cues.forEach((cue, i) => { cue.end = i + 1 < cues.length ? cues[i + 1].start : cue.start + 10; });
  return cues;
}

// Words only: tags of the formats are left out, what remains cannot be markup.
function plain(text) {
  return text.replace(/<br\s*\/?>/gi, "\n").replace(/\{[^{}]*\}/g, "").replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/&nbsp;/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

export async function fillTrack(track, subtitle) {
  const cues = parse(await fetchText(subtitle.entry.href), subtitle.entry.href);
  for (const cue of cues) {
    // Nobody reads more at once, and to lay out more takes the browser seconds.
    const words = plain(cue.text).slice(0, 2000).replace(/&/g, "&amp;").replace(/</g, "&lt;");
    try {
      track.addCue(new VTTCue(cue.start, cue.end, words));
    } catch {
      // A time that the browser cannot take.
    }
  }
  if (!cues.length) throw say("subtitlesFailed", subtitle.label);
}

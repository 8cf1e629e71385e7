// What is remembered on this device, and how much is left of today.
import { body, readable } from "./elements.js";
import { say } from "./texts.js";

const store = "pan123dav";
const maxPositions = 200;

function readStore() {
  try {
    const kept = JSON.parse(localStorage.getItem(store));
    return kept instanceof Object ? kept : {};
  } catch {
    return {};
  }
}

function writeStore(change) {
  try {
    localStorage.setItem(store, JSON.stringify({ ...readStore(), ...change }));
  } catch {
    // A browser that keeps nothing plays all the same.
  }
}

// What stands there may be anybody's: only what is of the same kind is taken, a number only from 0 to max.
export function setting(name, otherwise, max) {
  const kept = readStore()[name];
  return typeof kept === typeof otherwise && !(kept < 0 || kept > max) ? kept : otherwise;
}

export function keepSetting(name, value) {
  writeStore({ [name]: value });
}

// Paths are not kept, only what tells them apart.
function keyOf(href) {
  let hash = 0xcbf29ce484222325n;
  for (const unit of href) hash = BigInt.asUintN(64, (hash ^ BigInt(unit.codePointAt(0))) * 0x100000001b3n);
  return hash.toString(36);
}

function positions() {
  const { at } = readStore();
  return at instanceof Object ? at : {};
}

export function position(href) {
  return Number(positions()[keyOf(href)]) || 0;
}

export function keepPosition(href, seconds, duration) {
  const at = positions();
  const key = keyOf(href);
  delete at[key];
  if (seconds > 30 && seconds < duration * 0.95) at[key] = Math.floor(seconds);
  const keys = Object.keys(at);
  for (const old of keys.slice(0, Math.max(0, keys.length - maxPositions))) delete at[old];
  writeStore({ at });
}

const paid = new Set();
let left = body.dataset.left === undefined ? null : Number(body.dataset.left);

// What to say before a file is fetched; null when it is not worth a word.
export function costOf(entry) {
  const cost = entry.size ?? Number(body.dataset.unknown);
  return left === null || paid.has(entry.href) || cost <= left / 10
    ? null
    : say(entry.size === null ? "costUnknown" : "cost", readable(cost), readable(left));
}

export function pay(entry) {
  if (left !== null && !paid.has(entry.href)) left = Math.max(0, left - (entry.size ?? Number(body.dataset.unknown)));
  paid.add(entry.href);
}

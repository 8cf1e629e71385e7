// Small things that everything else is made of. Text is only ever put in as text, so no name becomes markup.
import { say } from "./texts.js";
export const body = document.body;

export function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

export function readable(bytes) {
  let unit = 0;
  for (; bytes >= 1024 && unit < 6; unit++) bytes /= 1024;
  return `${unit ? bytes.toFixed(1) : bytes} ${units[unit]}`;
}

// One row of the list as the rest of the page knows it.
export function entryOf(row) {
  const link = row.cells[0].firstChild;
  const size = row.querySelector("data");
  const name = link.textContent;
  return {
    row, link, kind: row.className, href: link.getAttribute("href"), url: link.href, name,
    title: name.slice(name.lastIndexOf("/", name.length - 2) + 1), size: size ? Number(size.value) : null,
  };
}

// A path as the drive knows it, decoded, from its root.
export function drivePath(entry) {
  return `/${decodeURIComponent(entry.href.slice(body.dataset.drive.length))}`;
}


// A dialog with a heading and a close button; everything in it goes with it.
export function openDialog(name, title, closed) {
  const dialog = make("dialog", { className: name });
  dialog.setAttribute("aria-label", title);
  const heading = make("h2", { textContent: title });
  const content = make("div", { className: "c" });
  const close = make("button", { className: "x", type: "button", title: say("close") });
  close.setAttribute("aria-label", say("close"));
  close.addEventListener("click", () => dialog.close());
  dialog.append(make("header", {}, heading, close), content);
  // Beside it: pressed there too, since a selection that is drawn out of a field ends there, and closing would lose what was typed.
  let pressed = null;
  dialog.addEventListener("pointerdown", event => { pressed = event.target; });
  dialog.addEventListener("click", event => event.target === dialog && pressed === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    closed?.();
    dialog.remove();
  });
  body.append(dialog);
  dialog.showModal();
  return { dialog, heading, content };
}

// Once the session has ended, the page says so itself: without this header the browser would ask for a password in a window of its own.
// Who came with such a password has no form to sign out by, and needs that the browser is asked.
export const ofPage = document.querySelector("form.u") ? { "X-Requested-With": "XMLHttpRequest" } : {};

// The status that the gateway answers a file's request with: 0 when it leads to the file.
export async function statusOf(url) {
  const stop = new AbortController();
  try {
    const answer = await fetch(url, { redirect: "manual", headers: { Range: "bytes=0-0", ...ofPage }, signal: stop.signal });
    return answer.type === "opaqueredirect" || answer.ok ? 0 : answer.status;
  } catch {
    return 500;
  } finally {
    stop.abort();
  }
}

export function sayStatus(status) {
  const known = [401, 403, 404, 413, 415, 429].includes(status) ? status : 500;
  const text = make("p", { role: "alert", textContent: say(`status${known}`) });
  if (status === 401) text.append(" ", make("a", { href: `${body.dataset.ui.slice(0, -3)}login?to=${encodeURIComponent(location.pathname + location.search)}`, textContent: say("reload") }));
  return text;
}

// A text into the clipboard.
import { body, make } from "./elements.js";

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not to be had over plain HTTP.
    const area = make("textarea", { value: text });
    (document.querySelector("dialog[open]") || body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

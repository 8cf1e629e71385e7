// Uses the page at the host's root, and behind a proxy that cuts a prefix off, and prints what it saw:
// {"complaints":[…],"foreign":[…],"places":[{"root","cost","cues":{…},"tooLong","steppedBackTo",
// "link","playlist","found":[…],"code","administration"}]}.
import { createServer, request } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { chromium } = await import(pathToFileURL(join(process.cwd(), "node_modules/playwright-core/index.mjs")));
const [executablePath, origin] = process.argv.slice(2);
const gateway = new URL(process.env.ROOT);
const prefix = "/my%20films";
const proxy = createServer((incoming, outgoing) => {
  if (!incoming.url.startsWith(`${prefix}/`)) {
    outgoing.writeHead(404).end();
    return;
  }
  const headers = { ...incoming.headers, "x-forwarded-prefix": prefix, "x-forwarded-for": "203.0.113.7" };
  const onward = request({ host: gateway.hostname, port: gateway.port, path: incoming.url.slice(prefix.length), method: incoming.method, headers }, answer => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
});
await new Promise(resolve => proxy.listen(0, "127.0.0.1", resolve));

// Cookies know no ports: under its own name, as anywhere else, the gateway shares none with the link host.
const roots = [`http://localhost:${gateway.port}/`, `http://localhost:${proxy.address().port}${prefix}/`];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"] });
const seen = { complaints: [], foreign: [], places: [] };

async function visit(root) {
  const page = await (await browser.newContext({ locale: "en-US" })).newPage();
  page.setDefaultTimeout(20000);
  // What a refused text leaves in the console is the browser's own line.
  page.on("console", message => /status of 413/.test(message.text()) || seen.complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`));
  page.on("pageerror", error => seen.complaints.push(String(error)));
  page.on("dialog", dialog => seen.complaints.push(`dialog: ${dialog.message()}`));
  page.on("request", sent => {
    const host = new URL(sent.url()).origin;
    if (host === new URL(root).origin ? !sent.url().startsWith(root) : host !== new URL(origin).origin) seen.foreign.push(sent.url());
  });
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", event => console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`)));
  await page.goto(`${root}films/`);
  await page.fill("[name=username]", process.env.USER_NAME);
  await page.fill("[name=password]", process.env.PASSWORD);
  await Promise.all([page.waitForNavigation(), page.click("button")]);
  const place = { root };

  await page.click("tbody a:text-is('film.mp4')");
  place.cost = await page.locator("dialog .n p").first().innerText();
  await page.locator("dialog .n button").click();
  await page.waitForFunction(() => document.querySelector("video")?.currentTime > 0);
  await page.evaluate(() => { for (const track of document.querySelector("video").textTracks) track.mode = "hidden"; });
  await page.waitForFunction(() => [...document.querySelector("video").textTracks].filter(track => track.cues?.length).length === 5);
  place.cues = await page.evaluate(() => Object.fromEntries([...document.querySelector("video").textTracks]
    .filter(track => track.cues?.length).map(track => [track.label, track.cues[0].getCueAsHTML().textContent]).sort()));
  await page.keyboard.press("Escape");

  await page.click("tbody a:text-is('film.huge.srt')");
  await page.waitForFunction(() => document.querySelector("dialog .n button, dialog [role=alert]"));
  if (await page.locator("dialog .n button").count()) await page.locator("dialog .n button").click();
  place.tooLong = await page.locator("dialog [role=alert]").innerText();
  await page.keyboard.press("Escape");

  await page.click("tbody a:text-is('p1.gif')");
  await page.locator("dialog button.next").click();
  // A browser takes the focus from a disabled button a moment later.
  await page.evaluate(() => new Promise(done => setTimeout(done, 300)));
  await page.keyboard.press("ArrowLeft");
  place.steppedBackTo = await page.locator("dialog h2").innerText();
  await page.keyboard.press("Escape");

  await page.locator("tr", { has: page.locator("a:text-is('film.mp4')") }).locator("button.m").click();
  await page.waitForFunction(() => document.querySelector("dialog img")?.naturalWidth > 0);
  place.code = await page.evaluate(() => document.querySelector("dialog img").naturalWidth);
  const ui = await page.evaluate(() => document.body.dataset.ui);
  place.link = (await (await page.request.get(new URL(`${ui}link?path=/films/film.mp4`, root).href)).json()).url;
  const playlist = await page.locator("dialog a", { hasText: "m3u" }).getAttribute("href");
  [place.playlist] = (await (await page.request.get(new URL(playlist, page.url()).href)).text()).split("\n");
  await page.keyboard.press("Escape");

  await page.goto(root);
  await page.fill("input[type=search]", "FILM.mp");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  place.found = (await page.locator("tbody a").allTextContents()).map(name => name.split("/").pop());

  await Promise.all([page.waitForNavigation(), page.locator("header a.b").click()]);
  await page.waitForFunction(() => document.querySelectorAll("section").length > 5 && !document.querySelector("[aria-busy]"));
  place.administration = await page.evaluate(() => document.querySelector("#month svg rect") !== null && document.querySelector(".editor textarea").value.startsWith("films:"));
  seen.places.push(place);
}

try {
  for (const root of roots) await visit(root);
} finally {
  await browser.close();
  proxy.close();
}
console.log(JSON.stringify(seen));

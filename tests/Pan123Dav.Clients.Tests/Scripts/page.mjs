// Uses the page as a person does, with and without script, in both languages, wide and on a phone, and prints what it saw:
// {"complaints":[…],"foreign":[…],"axe":[…],"small":[…],"sideways":[…],"video":{…},"remembered":[61],"last":true,
// "hand":[…],"filtered":1,"afterSignOut":"…","afterGoingBack":"…","withoutScript":[…],"screenshots":[…]}.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { chromium } = await import(pathToFileURL(join(process.cwd(), "node_modules/playwright-core/index.mjs")));
const axe = await readFile(join(process.cwd(), "node_modules/axe-core/axe.min.js"), "utf8");
const [executablePath, origin, folder, shots] = process.argv.slice(2);
// Cookies know no ports: under its own name, as anywhere else, the gateway shares none with the link host.
const root = process.env.ROOT.replace("127.0.0.1", "localhost");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"] });
const seen = { complaints: [], foreign: [], axe: [], small: [], sideways: [], screenshots: [] };

async function open(options) {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20000);
  page.on("console", message => seen.complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", error => seen.complaints.push(String(error)));
  page.on("request", request => {
    const host = new URL(request.url()).origin;
    if (host !== new URL(root).origin && host !== new URL(origin).origin) seen.foreign.push(request.url());
  });
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", event => console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`)));
  // What the system's keys for media would call.
  await page.addInitScript(() => {
    const { setActionHandler } = MediaSession.prototype;
    MediaSession.prototype.setActionHandler = function (name, action) {
      (window.actions ??= {})[name] = action;
      return setActionHandler.call(this, name, action);
    };
  });
  await page.goto(new URL(folder, root).href);
  await page.fill("[name=username]", process.env.USER_NAME);
  await page.fill("[name=password]", process.env.PASSWORD);
  await Promise.all([page.waitForNavigation(), page.click("button")]);
  return page;
}

async function look(page, name) {
  await page.evaluate(`${axe};0`);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  seen.axe.push(...violations.filter(each => ["serious", "critical"].includes(each.impact)).map(each => `${name}: ${each.id} ${each.nodes[0].html}`));
  seen.screenshots.push(`${name}.png`);
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

try {
  const phone = await open({ locale: "zh-CN", viewport: { width: 390, height: 800 }, colorScheme: "dark" });
  for (const path of [folder, "names/"]) {
    await phone.goto(new URL(path, root).href);
    if (await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth)) seen.sideways.push(path);
    seen.small.push(...await phone.evaluate(() => [...document.querySelectorAll("a,button,input")].filter(element => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.width < 40 || box.height < 40);
    }).map(element => element.outerHTML)));
    await look(phone, `phone-${path.replace("/", "")}`);
  }

  const page = await open({ locale: "en-US" });
  await look(page, "folder");
  // What another page of this host, or an earlier version, may have left there.
  await page.evaluate(() => localStorage.setItem("pan123dav", JSON.stringify({ volume: "loud", rate: 1e9, muted: 0, at: 5 })));
  await page.click("tbody a:text-is('film.mp4')");
  await page.waitForFunction(() => document.querySelector("video")?.currentTime > 0.2 && [...document.querySelector("video").textTracks].some(track => track.cues?.length));
  seen.video = await page.evaluate(() => {
    const video = document.querySelector("video");
    const offersPlayers = document.querySelectorAll(".n a").length > 0;
    return { width: video.videoWidth, offersPlayers, crossOrigin: video.crossOrigin, preload: video.preload, autoplay: video.autoplay, cue: video.textTracks[0].cues[0].text };
  });
  await look(page, "film");

  // As after a minute of a longer film; the element stands at 0 again once its address is taken away.
  await page.evaluate(() => {
    const video = document.querySelector("video");
    Object.defineProperty(video, "currentTime", { get: () => (video.hasAttribute("src") ? 61 : 0) });
    Object.defineProperty(video, "duration", { get: () => (video.hasAttribute("src") ? 300 : NaN) });
  });
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog"));
  await page.evaluate(() => new Promise(done => setTimeout(done, 300)));
  seen.remembered = await page.evaluate(() => Object.values(JSON.parse(localStorage.pan123dav).at));
  await page.evaluate(() => {
    window.actions.nexttrack({});
    document.activeElement.blur();
  });
  await page.keyboard.press("End");
  seen.last = await page.evaluate(() => document.activeElement.closest("tr") === [...document.querySelectorAll("tbody tr")].pop());
  await page.locator("tr", { has: page.locator("a:text-is('film.mp4')") }).locator("button.m").click();
  await page.locator("dialog img").waitFor();
  seen.hand = await page.locator("dialog a").evaluateAll(all => all.map(a => a.getAttribute("href")));
  await look(page, "handon");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
  seen.focusAfterClose = await page.evaluate(() => document.activeElement.className);
  await page.keyboard.press("/");
  await page.keyboard.type("mkv");
  await page.waitForFunction(() => [...document.querySelectorAll("tbody tr")].filter(row => !row.hidden).length === 1);
  await page.goto(root);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("input[type=search]").value === "mkv");
  await page.evaluate(() => new Promise(done => setTimeout(done, 300)));
  seen.filtered = await page.locator("tbody tr:visible").count();
  await Promise.all([page.waitForNavigation(), page.locator(".u button").click()]);
  seen.afterSignOut = new URL(page.url()).pathname;
  await page.goBack();
  seen.afterGoingBack = new URL(page.url()).pathname;

  const plain = await open({ javaScriptEnabled: false, locale: "zh-CN" });
  await Promise.all([plain.waitForNavigation(), plain.click("th a >> nth=1")]);
  seen.withoutScript = await plain.locator("tbody a").allTextContents();
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));

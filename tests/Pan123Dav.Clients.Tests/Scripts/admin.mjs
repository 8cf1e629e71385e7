// Uses the administration as an owner does, in both languages, wide and on a phone, and prints what it saw:
// {"complaints":[…],"foreign":[…],"axe":[…],"small":[…],"sideways":[…],"alerts":[…],"asGuest":404,"dearest":[…],"asked":["served","refused"],"days":30,"spent":"…","mistake":"…","marked":"…",
// "afterMistake":[…],"afterSave":[…],"afterConflict":"…","afterGoingBack":[…],"linksAfterStop":0,"withoutScript":[…],
// "weak":"…","added":"…","checks":[…],"asNewUser":[…],"ofOutsider":404}.
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { chromium } = await import(pathToFileURL(join(process.cwd(), "node_modules/playwright-core/index.mjs")));
const axe = await readFile(join(process.cwd(), "node_modules/axe-core/axe.min.js"), "utf8");
const [executablePath, guest, treeFile, shots] = process.argv.slice(2);
const drive = process.env.ROOT.replace("127.0.0.1", "localhost");
const admin = new URL("/ui/admin", drive).href;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const seen = { complaints: [], foreign: [], axe: [], small: [], sideways: [], alerts: [] };

async function open(options, user = process.env.USER_NAME) {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20000);
  // What a refused call leaves in the console is the browser's own line.
  page.on("console", message => /status of (404|412|422)/.test(message.text()) || seen.complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`));
  page.on("pageerror", error => seen.complaints.push(String(error)));
  page.on("request", request => new URL(request.url()).origin === new URL(drive).origin || seen.foreign.push(request.url()));
  page.on("dialog", dialog => dialog.accept());
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", event => console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`)));
  await page.goto(admin);
  await page.fill("[name=username]", user);
  await page.fill("[name=password]", process.env.PASSWORD);
  const [answer] = await Promise.all([page.waitForNavigation(), page.click("button")]);
  page.first = answer.status();
  return page;
}

const settled = page => page.waitForFunction(() => document.querySelectorAll("section").length >= 10 && !document.querySelector("[aria-busy]"));

async function look(page, name) {
  await settled(page);
  seen.alerts.push(...(await page.locator("section [role=alert]").allInnerTexts()).map(text => `${name}: ${text}`));
  await page.evaluate(`${axe};0`);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  seen.axe.push(...violations.filter(each => ["serious", "critical"].includes(each.impact)).map(each => `${name}: ${each.id} ${each.nodes[0].html}`));
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) seen.sideways.push(name);
  seen.small.push(...await page.evaluate(() => [...document.querySelectorAll("a,button,input,select,textarea,summary")].filter(element => {
    const box = (element.closest("label") || element).getBoundingClientRect();
    return box.width > 0 && (box.width < 40 || box.height < 40);
  }).map(element => element.outerHTML)));
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

const names = async page => (await (await page.request.get(`${drive}films/?format=json`)).json()).map(member => member.name);
const button = (page, pane, text) => page.locator(`#${pane} button`, { hasText: new RegExp(`^${text}$`) });
const note = (page, text) => page.locator("#trees .note", { hasText: text }).waitFor();

async function write(page, lines) {
  await page.locator(".editor textarea").press("Control+End");
  await page.keyboard.insertText(lines);
}

async function steer(page) {
  await settled(page);
  seen.days = await page.locator("#month svg rect").count();
  seen.dearest = await page.locator("#most table >> nth=1").locator("tbody th").allInnerTexts();
  const asked = heading => page.locator(`#most td[data-of="${heading}"]`).first().innerText();
  seen.asked = [await asked("Requests at 123"), await asked("Refused at 123")];
  seen.spent = await page.locator("#today progress").first().getAttribute("aria-label");

  await write(page, "  📼 broken\n");
  await page.locator(".mistakes button.error").first().click();
  seen.mistake = await page.locator(".mistakes button.error").first().innerText();
  const marked = await page.evaluate(() => {
    const area = document.querySelector(".editor textarea");
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });
  seen.marked = marked.includes("broken") ? "broken" : marked;
  await button(page, "trees", "Save").click();
  await note(page, "Not saved");
  seen.afterMistake = await names(page);

  await page.locator(".editor textarea").fill((await page.inputValue(".editor textarea")).replace("  📼 broken\n", "  新片.mkv:5::https://vip.example/13/new.mkv\n"));
  await page.locator("#trees .verdict", { hasText: "Files: 2" }).waitFor();
  await page.keyboard.press("Control+S");
  await note(page, "in force. Files: 2");
  seen.afterSave = await names(page);

  await appendFile(treeFile, "# By hand.\n");
  await write(page, "# Mine.\n");
  await button(page, "trees", "Save").click();
  await note(page, "changed by somebody else");
  seen.afterConflict = (await page.inputValue(".editor textarea")).endsWith("# Mine.\n") && !(await readFile(treeFile, "utf8")).includes("# Mine.") ? "kept" : "lost";
  await button(page, "trees", "Save mine over it").click();
  await note(page, "in force. Files: 2");

  await page.locator("#trees .pc > details > summary").last().click();
  await page.locator("#trees .versions button").last().click();
  await note(page, "Save it to go back");
  await button(page, "trees", "Save").click();
  await note(page, "in force. Files: 1");
  seen.afterGoingBack = await names(page);

  await button(page, "users", "Add a user").click();
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("新人");
  // Selected to its beginning and beyond the window that it stands in.
  const field = await name.boundingBox();
  await page.mouse.move(field.x + 40, field.y + 20);
  await page.mouse.down();
  await page.mouse.move(2, field.y + 20, { steps: 4 });
  await page.mouse.up();
  await page.getByLabel("Password").fill("weak");
  await page.getByLabel("Bytes a day").fill("2 GiB");
  await page.locator("dialog form button", { hasText: "Save" }).click();
  await page.waitForFunction(() => document.querySelector("dialog [aria-invalid]") !== null);
  seen.weak = await page.locator("dialog small.bad >> text=/./").first().innerText();
  await page.getByLabel("Password").fill(process.env.PASSWORD);
  await page.locator("dialog form button", { hasText: "Save" }).click();
  await page.locator("#users .card", { hasText: "新人" }).waitFor();
  seen.added = await page.locator("#users .card", { hasText: "新人" }).innerText();

  await button(page, "access", "Add a rule").click();
  await page.locator("#access").getByLabel("Path").fill("/films");
  await page.locator("#access").getByLabel("Users").fill(`${process.env.USER_NAME}, 新人`);
  await button(page, "access", "Save").click();
  await page.locator("#access .note", { hasText: "in force" }).waitFor();

  await button(page, "doctor", "Run").click();
  await page.locator("#doctor", { hasText: "Done:" }).waitFor({ timeout: 60000 });
  seen.checks = await page.locator("#doctor code").allInnerTexts();

  await button(page, "live", "Stop").first().click();
  await page.waitForFunction(() => document.querySelectorAll("#live tbody tr").length === 0);
  seen.linksAfterStop = (await (await page.request.get(new URL("/api/v1/links", drive).href)).json()).links.length;
}

try {
  const stranger = await open({ locale: "zh-CN" }, guest);
  seen.asGuest = stranger.first;
  await look(await open({ locale: "zh-CN", viewport: { width: 390, height: 800 }, colorScheme: "dark" }), "phone-admin");
  const page = await open({ locale: "en-US" });
  await look(page, "admin");
  await steer(page);
  seen.asNewUser = await names(await open({ locale: "en-US" }, "新人"));
  const outsider = await open({ locale: "en-US" }, guest);
  seen.ofOutsider = (await outsider.request.get(`${drive}films/?format=json`)).status();
  await look(page, "admin-steered");
  const plain = await open({ locale: "zh-CN", javaScriptEnabled: false });
  seen.withoutScript = (await plain.locator("noscript").allInnerTexts()).map(text => (text.includes("需要 JavaScript") ? "中文" : text));
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));

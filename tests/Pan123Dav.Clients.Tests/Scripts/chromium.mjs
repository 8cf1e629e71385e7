// Walks through the HTML listing with headless Chromium and prints what it saw:
// {"pages":[{"path","links":[…]}],"downloads":[{"path","sha256"}],"complaints":[…]}.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { chromium } = await import(pathToFileURL(join(process.cwd(), "node_modules/playwright-core/index.mjs")));
const [executablePath, pagesFile] = process.argv.slice(2);
const { pages, downloads } = JSON.parse(await readFile(pagesFile));
// Cookies know no ports: under its own name, as anywhere else, the gateway shares none with the link host.
const named = address => address.replace("127.0.0.1", "localhost");
const root = named(process.env.ROOT);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const seen = { pages: [], downloads: [], complaints: [] };
try {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  page.on("console", message => seen.complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", error => seen.complaints.push(String(error)));
  await page.goto(root);
  await page.fill("[name=username]", process.env.USER_NAME);
  await page.fill("[name=password]", process.env.PASSWORD);
  await Promise.all([page.waitForNavigation(), page.click("button")]);
  for (const path of pages) {
    const response = await page.goto(named(new URL(path, root).href));
    const links = await page.$$eval("tbody a", all => all.map(a => ({ href: a.getAttribute("href"), text: a.textContent })));
    const styled = await page.evaluate(() => getComputedStyle(document.querySelector("body")).maxWidth !== "none");
    seen.pages.push({ path, status: response.status(), links, styled });
  }
  // As a person does it: click through the folders to the file, and on it.
  for (const { folder, name } of downloads) {
    await page.goto(root);
    for (const step of folder) await Promise.all([page.waitForNavigation(), page.locator("tbody a", { hasText: `${step}/` }).first().click()]);
    const link = page.locator("tbody").getByText(name, { exact: true });
    // A type that the browser shows itself would open in place of a download.
    await link.evaluate(a => a.setAttribute("download", ""));
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const sha256 = createHash("sha256").update(await readFile(await download.path())).digest("hex");
    seen.downloads.push({ path: `/${[...folder, name].join("/")}`, sha256 });
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));

// Reads the whole tree with the npm package "webdav" and prints what it saw: {"entries":[…],"part":…}.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { createClient } = await import(pathToFileURL(join(process.cwd(), "node_modules/webdav/dist/node/index.js")));
const [big, skip] = process.argv.slice(2);
const client = createClient(process.env.ROOT, { username: process.env.USER_NAME, password: process.env.PASSWORD });

const entries = [];
const folders = ["/"];
while (folders.length > 0) {
  for (const entry of await client.getDirectoryContents(folders.shift())) {
    const file = entry.type === "file";
    if (!file) folders.push(entry.filename);
    const wanted = file && !(entry.filename.startsWith(skip) && !entry.filename.endsWith("00.txt"));
    const sha256 = wanted ? createHash("sha256").update(await client.getFileContents(entry.filename)).digest("hex") : null;
    entries.push({ path: entry.filename + (file ? "" : "/"), size: file ? entry.size : 0, sha256 });
  }
}

const part = createHash("sha256");
for await (const chunk of client.createReadStream(big, { range: { start: 1000, end: 1999 } })) part.update(chunk);
console.log(JSON.stringify({ entries, part: part.digest("hex") }));

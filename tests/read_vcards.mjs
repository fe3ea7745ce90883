// Read vCards on standard input with ical.js (Mozilla's parser) and print them as JSON, property by property.
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
let text = "";
process.stdin.setEncoding("utf8");
for await (const piece of process.stdin) text += piece;
const parsed = ICAL.parse(text);
const cards = Array.isArray(parsed[0]) ? parsed : [parsed];
process.stdout.write(JSON.stringify(cards));

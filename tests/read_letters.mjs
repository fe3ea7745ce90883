// Read .eml files with postal-mime, as a JSON list of base64 texts on standard input, and print what it finds as JSON.
import { pathToFileURL } from "node:url";

const { default: PostalMime } = await import(pathToFileURL(process.argv[2]).href);
let text = "";
process.stdin.setEncoding("utf8");
for await (const piece of process.stdin) text += piece;
const found = [];
for (const one of JSON.parse(text)) {
  const { headers, to, from, cc, bcc, subject, text: body, attachments } = await PostalMime.parse(Buffer.from(one, "base64"));
  found.push({ names: headers.map(({ key }) => key), to, from, cc, bcc, subject, body, attachments });
}
process.stdout.write(JSON.stringify(found));

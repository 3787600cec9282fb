// With wikiapi and its own methods.
"use strict";
const Wikiapi = require("wikiapi");
const { PASSWORD } = require("./story.js");

const url = process.argv[2];
const refusal = (promise) => promise.then((came) => `no error: ${JSON.stringify(came)}`, (error) => error.error?.code ?? error.code ?? (error.from_string || error.message || String(error)));
// It tells what it does on the console.
const told = console.log.bind(console);
console.log = console.info = console.trace = () => {};

(async () => {
  const say = (step, came) => told(`${step}: ${came}`);
  const wiki = new Wikiapi(url);
  await wiki.login("Robo", PASSWORD("Robo"), url);

  say("read", (await wiki.page("Known")).wikitext);
  say("read_missing", "missing" in (await wiki.page("Unknown")) ? "(missing)" : "there");
  const options = { summary: "made", bot: 1 };
  say("create", (await wiki.edit_page("New page", "Hello ✓ &=+%", options)).title);
  say("append", (await wiki.edit_page("New page", (page) => `${page.wikitext}\n\nworld`, options)).title);
  say("minor_and_bot", (await wiki.edit_page("Known", () => "What is known now", { minor: 1, bot: 1 })).title);
  say("protected", await refusal(wiki.edit_page("Guarded", "unsafe", options)));
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

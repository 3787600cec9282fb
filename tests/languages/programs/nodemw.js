// With nodemw and its own methods.
"use strict";
const { promisify } = require("node:util");
const Bot = require("nodemw");
const { PASSWORD } = require("./story.js");

const { protocol, hostname, port, pathname } = new URL(process.argv[2]);
const made = (username) => new Bot({ protocol: protocol.slice(0, -1), server: hostname, port, path: pathname.replace(/\/api\.php$/, ""), username, password: PASSWORD(username) });
const method = (bot, name) => promisify(bot[name].bind(bot));
// Of an error it tells the text alone.
const refusal = (promise) => promise.then((came) => `no error: ${JSON.stringify(came)}`, (error) => /protected|blocked/.exec(error.message)?.[0] ?? error.message);

(async () => {
  const say = (step, came) => console.log(`${step}: ${came}`);
  const robo = made("Robo"), bob = made("Bob");
  for (const bot of [robo, bob]) await method(bot, "logIn")();

  say("log_in", (await method(robo, "whoami")()).name);
  say("read", await method(robo, "getArticle")("Known"));
  say("read_missing", (await method(robo, "getArticle")("Unknown")) ?? "(missing)");
  say("create", (await method(robo, "edit")("New page", "Hello ✓ &=+%", "made", false)).result);
  say("append", (await method(robo, "append")("New page", "\n\nworld", "more")).result);
  say("minor_and_bot", (await method(robo, "edit")("Known", "What is known now", "", true)).result);
  say("protected", await refusal(method(robo, "edit")("Guarded", "unsafe", "")));
  say("blocked", await refusal(method(bob, "edit")("Known", "spam", "")));
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

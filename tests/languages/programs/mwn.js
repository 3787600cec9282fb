// With mwn and its own methods.
"use strict";
const { Mwn } = require("mwn");
const { PASSWORD } = require("./story.js");

const apiUrl = process.argv[2];
const made = (username, password = PASSWORD(username)) =>
  new Mwn({ apiUrl, username, password, userAgent: "a test of pytest-mwedit", silent: true, suppressAPIWarnings: true, defaultParams: {} });
const refusal = (promise) => promise.then((came) => `no error: ${JSON.stringify(came)}`, (error) => error.code ?? String(error));

(async () => {
  const say = (step, came) => console.log(`${step}: ${came}`);
  const robo = made("Robo"), alice = made("Alice"), bob = made("Bob");
  for (const bot of [robo, alice, bob]) await bot.login();

  say("log_in", (await robo.userinfo()).name);
  say("read", (await robo.read("Known")).revisions[0].content);
  say("read_missing", (await robo.read("Unknown")).missing ? "(missing)" : "there");
  say("create", (await robo.create("New page", "Hello ✓ &=+%", "made")).result);
  say("append", (await robo.edit("New page", (revision) => `${revision.content}\n\nworld`)).result);
  say("section", (await robo.save("Sections", "== One ==\nuno", "", { section: 1 })).result);
  say("new_section", (await robo.newSection("Sections", "Three", "3")).result);
  say("minor_and_bot", (await robo.edit("Known", () => ({ text: "What is known now", minor: true, bot: true }))).result);
  const contested = robo.edit("Contested", async () => {
    await alice.save("Contested", "Alice's");
    return "mine";
  }, { conflictRetries: 0 });
  say("conflict", await refusal(contested));
  say("protected", await refusal(robo.save("Guarded", "unsafe")));
  say("blocked", await refusal(bob.save("Known", "spam")));
  say("nocreate", await refusal(robo.edit("Unknown", () => "x")));
  say("createonly", await refusal(robo.create("Known", "x")));
  robo.csrfToken = `${"0".repeat(40)}+\\`;
  say("bad_token", (await robo.save("Known", "What is known now")).result);
  // It waits as long as the reply says, and then tries again.
  robo.options.maxRetries = 0;
  say("maxlag", await refusal(robo.request({ action: "query", maxlag: -2 })));
  say("assert", await refusal(robo.request({ action: "query", assertuser: "Alice" })));
  const stash = { action: "stashedit", title: "Sections", text: "Stashed", contentmodel: "wikitext", contentformat: "text/x-wiki" };
  const [{ revisions: [{ revid }] }] = (await alice.query({ prop: "revisions", titles: "Sections", rvprop: "ids" })).query.pages;
  const { stashedit } = await alice.request({ ...stash, baserevid: revid, token: alice.csrfToken });
  say("stash", `${stashedit.status} ${stashedit.texthash}`);
  say("stash_then_edit", (await alice.save("Sections", "Stashed")).result);
  const parts = await robo.query({ titles: "Known|Sections|New page", prop: "info" });
  say("query", parts.query.pages.length);
  await robo.logout();
  say("log_out", (await robo.request({ action: "query", meta: "userinfo", assert: "anon" })).query.userinfo.name);
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

// With mw.Api, the module that MediaWiki gives its own pages; its source is read from a MediaWiki that is there.
"use strict";
const { page } = require("./page.js");
const { PASSWORD } = require("./story.js");

const [, , url, mediawiki] = process.argv;

const settled = (promise) => new Promise((resolve, reject) => promise.then(resolve, (code, more) => reject(Object.assign(new Error(code), { code, more }))));
const refusal = (promise) => settled(promise).then((came) => `no error: ${JSON.stringify(came)}`, (error) => error.code);

async function person(name) {
  const { mw } = page(url, mediawiki);
  const api = new mw.Api({ parameters: { formatversion: 2 } });
  await settled(api.login(name, PASSWORD(name)));
  // As on a page that is loaded anew: there are other tokens then.
  mw.config.set("wgUserName", name);
  return { api: new mw.Api({ parameters: { formatversion: 2 } }), mw };
}

(async () => {
  const say = (step, came) => console.log(`${step}: ${came}`);
  const { api, mw } = await person("Robo"), alice = (await person("Alice")).api, bob = (await person("Bob")).api;
  const name = async () => (await settled(api.get({ meta: "userinfo" }))).query.userinfo.name;
  const edit = (who, parameters) => who.postWithToken("csrf", { action: "edit", ...parameters });
  const read = async (titles) => (await settled(api.get({ prop: "revisions", titles, rvprop: "ids|content", rvslots: "main" }))).query.pages[0];

  say("log_in", await name());
  say("read", (await read("Known")).revisions[0].slots.main.content);
  say("read_missing", (await read("Unknown")).missing ? "(missing)" : "there");
  say("create", (await settled(api.create("New page", { summary: "made" }, "Hello ✓ &=+%"))).result);
  say("append", (await settled(edit(api, { title: "New page", appendtext: "\n\nworld" }))).edit.result);
  say("section", (await settled(edit(api, { title: "Sections", section: 1, text: "== One ==\nuno" }))).edit.result);
  say("new_section", (await settled(api.newSection("Sections", "Three", "3"))).edit.result);
  say("minor_and_bot", (await settled(api.edit("Known", () => ({ text: "What is known now", minor: true, bot: true })))).result);
  const contested = api.edit("Contested", () => edit(alice, { title: "Contested", text: "Alice's" }).then(() => "mine"));
  say("conflict", await refusal(contested));
  say("protected", await refusal(edit(api, { title: "Guarded", text: "unsafe" })));
  say("blocked", await refusal(edit(bob, { title: "Known", text: "spam" })));
  say("nocreate", await refusal(edit(api, { title: "Unknown", text: "x", nocreate: true })));
  say("createonly", await refusal(api.create("Known", {}, "x")));
  api.badToken("csrf");
  mw.user.tokens.set("csrfToken", `${"0".repeat(40)}+\\`);
  say("bad_token", (await settled(edit(api, { title: "Known", text: "What is known now" }))).edit.result);
  say("maxlag", await refusal(api.get({ maxlag: -2 })));
  say("assert", await refusal(api.get({ assertuser: "Alice" })));
  const stash = { action: "stashedit", title: "Sections", text: "Stashed", contentmodel: "wikitext", contentformat: "text/x-wiki" };
  const { stashedit } = await settled(alice.postWithToken("csrf", { ...stash, baserevid: (await read("Sections")).revisions[0].revid }));
  say("stash", `${stashedit.status} ${stashedit.texthash}`);
  say("stash_then_edit", (await settled(edit(alice, { title: "Sections", text: "Stashed" }))).edit.result);
  await settled(api.postWithToken("csrf", { action: "logout" }));
  say("log_out", await name());
})().catch((error) => {
  console.error(error, JSON.stringify(error.more));
  process.exitCode = 1;
});

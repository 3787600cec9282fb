// The story of a client that sends what it is given: `call(method, parameters)` resolves to the reply.
"use strict";

const PASSWORD = (name) => `${name}Passw0rd!x`;

class Person {
  constructor(client) {
    this.call = client;
  }

  query(parameters) {
    return this.call("GET", { action: "query", format: "json", formatversion: 2, ...parameters });
  }

  post(parameters) {
    return this.call("POST", { format: "json", formatversion: 2, ...parameters });
  }

  async token(type) {
    return (await this.query({ meta: "tokens", type })).query.tokens[`${type}token`];
  }

  async logIn(name) {
    const lgtoken = await this.token("login");
    await this.post({ action: "login", lgname: name, lgpassword: PASSWORD(name), lgtoken });
    return this;
  }

  async name() {
    return (await this.query({ meta: "userinfo" })).query.userinfo.name;
  }

  async read(titles) {
    const reply = await this.query({ prop: "revisions", titles, rvprop: "ids|content", rvslots: "main" });
    const revision = reply.query.pages[0].revisions?.[0];
    return { revid: revision?.revid, text: revision?.slots.main.content ?? "(missing)" };
  }

  async edit(parameters) {
    const reply = await this.post({ action: "edit", token: await this.token("csrf"), ...parameters });
    return outcome(reply, (told) => told.edit.result);
  }
}

const outcome = (reply, told) => (reply.error ? reply.error.code : told(reply));

/** Tell the story with clients that `make` makes, each with cookies of its own. */
async function tell(make) {
  const say = (step, came) => console.log(`${step}: ${came}`);
  const robo = new Person(await make());
  const alice = await new Person(await make()).logIn("Alice");
  const bob = await new Person(await make()).logIn("Bob");

  say("log_in", await (await robo.logIn("Robo")).name());
  say("read", (await robo.read("Known")).text);
  say("read_missing", (await robo.read("Unknown")).text);
  say("create", await robo.edit({ title: "New page", text: "Hello ✓ &=+%", summary: "made", createonly: 1 }));
  say("append", await robo.edit({ title: "New page", appendtext: "\n\nworld" }));
  say("section", await robo.edit({ title: "Sections", section: 1, text: "== One ==\nuno" }));
  say("new_section", await robo.edit({ title: "Sections", section: "new", sectiontitle: "Three", text: "3" }));
  say("minor_and_bot", await robo.edit({ title: "Known", text: "What is known now", minor: 1, bot: 1 }));
  const baserevid = (await robo.read("Contested")).revid;
  await alice.edit({ title: "Contested", text: "Alice's" });
  say("conflict", await robo.edit({ title: "Contested", text: "mine", baserevid }));
  say("protected", await robo.edit({ title: "Guarded", text: "unsafe" }));
  say("blocked", await bob.edit({ title: "Known", text: "spam" }));
  say("nocreate", await robo.edit({ title: "Unknown", text: "x", nocreate: 1 }));
  say("createonly", await robo.edit({ title: "Known", text: "x", createonly: 1 }));
  say("bad_token", await robo.edit({ title: "Known", text: "x", token: `${"0".repeat(40)}+\\` }));
  say("maxlag", outcome(await robo.query({ maxlag: -2 }), () => "none"));
  say("assert", outcome(await robo.query({ assertuser: "Alice" }), () => "none"));
  const stash = { title: "Sections", text: "Stashed", contentmodel: "wikitext", contentformat: "text/x-wiki" };
  const stashed = await alice.post({
    ...{ action: "stashedit", ...stash, baserevid: (await alice.read("Sections")).revid },
    token: await alice.token("csrf"),
  });
  say("stash", outcome(stashed, (told) => `${told.stashedit.status} ${told.stashedit.texthash}`));
  say("stash_then_edit", await alice.edit({ title: "Sections", text: "Stashed" }));
  await robo.post({ action: "logout", token: await robo.token("csrf") });
  say("log_out", await robo.name());
}

function run(make) {
  tell(make).catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}

module.exports = { PASSWORD, run };

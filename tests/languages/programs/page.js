// A page of the wiki in jsdom, with jQuery and as much of `mw` as programs in it look at.
"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { JSDOM, VirtualConsole } = require("jsdom");

const SOURCES = ["index.js", "edit.js", "login.js", "user.js"];

/** Load a page; `mw.Api` is there if its source is: in the directory of a MediaWiki. */
function page(url, mediawiki) {
  const virtualConsole = new VirtualConsole();
  for (const kind of ["log", "info", "warn", "error"]) virtualConsole.on(kind, (...told) => console.log(...told.map((each) => (typeof each === "string" ? each : JSON.stringify(each)))));
  const { window } = new JSDOM("<!DOCTYPE html>", { url: new URL(".", url).href, runScripts: "outside-only", virtualConsole });
  const nothing = () => {};
  window.mw = window.mediaWiki = {
    config: new Map([["wgUserName", null]]),
    user: { tokens: new Map() },
    util: { wikiScript: () => url },
    log: Object.assign((...told) => window.console.log(...told), { warn: nothing, deprecate: nothing }),
    Rest: nothing,
    Title: nothing,
    ...{ deprecate: nothing, track: nothing, notify: nothing, message: (key) => ({ text: () => key, parse: () => key }) },
  };
  if (mediawiki) {
    window.eval(readFileSync(join(mediawiki, "resources/lib/jquery/jquery.js"), "utf8"));
    for (const name of SOURCES) window.eval(readFileSync(join(mediawiki, "resources/src/mediawiki.api", name), "utf8"));
  } else {
    window.$ = window.jQuery = require("jquery/factory").jQueryFactory(window);
  }
  return window;
}

module.exports = { page };

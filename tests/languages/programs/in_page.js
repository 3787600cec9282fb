// Run a program in a page of the wiki: `node in_page.js API PROGRAM PAGE_NAME CALL [MEDIAWIKI]`.
"use strict";
const { readFileSync } = require("node:fs");
const { page } = require("./page.js");

const [, , url, program, pageName, call, mediawiki] = process.argv;
const window = page(url, mediawiki);
window.mw.config.set("wgPageName", pageName);
window.alert = (text) => console.log(text);
window.eval(`${readFileSync(program, "utf8")}\n${call}`);

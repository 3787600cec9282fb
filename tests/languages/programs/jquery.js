// With jQuery's $.ajax, in a page of the wiki.
"use strict";
const { page } = require("./page.js");
const { run } = require("./story.js");

const url = process.argv[2];

run(() => {
  const { $ } = page(url);
  return (type, data) => new Promise((resolve, reject) => {
    $.ajax({ url, type, data, dataType: "json" }).then(resolve, (reply, status, error) => reject(new Error(`${status}: ${error}`)));
  });
});

// With the library `request`, as the sample programs of mediawiki.org use it.
"use strict";
const request = require("request");
const { run } = require("./story.js");

const url = process.argv[2];

run(() => {
  const jar = request.jar();
  return (method, parameters) =>
    new Promise((resolve, reject) => {
      const sent = method === "GET" ? { qs: parameters } : { form: parameters };
      request({ url, method, jar, gzip: true, forever: true, ...sent }, (error, reply, body) => (error ? reject(error) : resolve(JSON.parse(body))));
    });
});

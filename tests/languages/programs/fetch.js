// With what node brings along: fetch, which keeps no cookies by itself, and sends forms of many parts.
"use strict";
const { run } = require("./story.js");

const url = process.argv[2];

run(() => {
  const jar = new Map();
  return async (method, parameters) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(parameters)) form.append(name, value);
    const address = method === "GET" ? `${url}?${new URLSearchParams(parameters)}` : url;
    const headers = jar.size ? { Cookie: [...jar].map((pair) => pair.join("=")).join("; ") } : {};
    const reply = await fetch(address, { method, headers, body: method === "GET" ? undefined : form });
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]*)=([^;]*)/.exec(cookie);
      if (value === "deleted") jar.delete(name);
      else jar.set(name, value);
    }
    return reply.json();
  };
});

// Keeps the scan page and its files for when there is no network; touches nothing else of the hub.
"use strict";
const CACHE = "turnout-scan-1";
const PATIENCE_MS = 4000; // a network that answers later than this is none, to somebody at a door
const isPage = (url) => /^\/events\/[^/]+\/scan(\/at\/[^/]+)?$/.test(url.pathname);
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
async function keep(request, answer) {
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(CACHE), { pathname } = new URL(request.url);
  for (const old of await cache.keys()) if (new URL(old.url).pathname === pathname) await cache.delete(old);
  await cache.put(request, answer);
}
async function fresh(request) {
  const answer = await fetch(request);
  await keep(request, answer.clone());
  return answer;
}
async function freshFirst(request) {
  const cached = await caches.match(request, { cacheName: CACHE });
  if (!cached) return fresh(request);
  const late = new Promise((answer) => setTimeout(answer, PATIENCE_MS, cached));
  return Promise.race([fresh(request).catch(() => cached), late]);
}
async function cachedFirst(request) {
  return (await caches.match(request, { cacheName: CACHE })) ?? fresh(request);
}
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (isPage(url)) event.respondWith(freshFirst(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(url.search ? cachedFirst(request) : freshFirst(request));
});

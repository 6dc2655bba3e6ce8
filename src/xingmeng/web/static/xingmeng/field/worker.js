// The page of the service log without a network: the last page seen and what it loads, nothing else.
const CACHE = "xingmeng-field-1";
const PAGE = new URL("./", self.location).pathname;
const isKept = (url) => url.origin === location.origin && (url.pathname === PAGE || url.pathname.startsWith("/static/"));

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) =>
      Promise.all(names.filter((name) => name.startsWith("xingmeng-field-") && name !== CACHE).map((name) => caches.delete(name))),
    ).then(() => self.clients.claim()),
  );
});

// The network first. What it answers replaces what is kept; who is no longer signed in keeps no page here.
const answer = async (request, path) => {
  const kept = await caches.open(CACHE);
  try {
    const fresh = await fetch(request);
    if (path === PAGE && (fresh.redirected || fresh.type === "opaqueredirect" || fresh.status === 403)) await kept.delete(PAGE);
    else if (fresh.ok) await kept.put(path, fresh.clone());
    return fresh;
  } catch (error) {
    const found = await kept.match(path);
    if (found) return found;
    throw error;
  }
};
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !isKept(url)) return;
  event.respondWith(answer(event.request, url.pathname));
});

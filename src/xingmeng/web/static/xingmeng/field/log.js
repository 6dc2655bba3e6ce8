// The page of the service log: what is written is kept on the device first, and sent when it can be.
(() => {
  const xm = window.xingmeng;
  const { say, element, button, meta, field } = xm;
  const form = document.querySelector("form[data-field-log]");
  const list = document.querySelector("[data-field-queue]");
  if (!form || !list || !("indexedDB" in window)) return;
  const owner = meta("actor")?.content ?? "";
  const LONGEST_SIDE = 1600;
  const state = document.querySelector("[data-field-state]");

  // Today as the platform counts it, and the days that have passed on this device since it said so.
  const DAY = 86400000;
  const noon = (day) => Date.parse(`${day}T12:00:00Z`);
  const onDevice = () => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };
  const said = form.dataset.today;
  if (xm.store.get("xingmeng-field-day")?.said !== said) xm.store.set("xingmeng-field-day", { said, seen: onDevice() });
  const today = () => {
    const seen = xm.store.get("xingmeng-field-day")?.seen ?? onDevice();
    return new Date(noon(said) + Math.max(0, Math.round((noon(onDevice()) - noon(seen)) / DAY)) * DAY).toISOString().slice(0, 10);
  };

  // --- photographs: smaller, and without the exact place that a camera writes into them ---------
  const smaller = async (file) => {
    try {
      const image = await createImageBitmap(file);
      const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
      const canvas = element("canvas", "");
      canvas.width = Math.max(1, Math.round(image.width * scale));
      canvas.height = Math.max(1, Math.round(image.height * scale));
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
      const name = `${file.name.replace(/\.[^.]*$/, "") || "photo"}.jpg`;
      return blob ? { name, blob } : { name: file.name, blob: file };
    } catch { return { name: file.name, blob: file }; }
  };

  // --- the position, if the writer wants it: to a hundredth of a degree --------------------------
  const place = form.querySelector("[data-field-place]");
  const spot = form.querySelector("[data-field-spot]");
  const setPlace = (latitude, longitude) => {
    form.elements.latitude.value = latitude;
    form.elements.longitude.value = longitude;
    spot.textContent = latitude === "" ? "" : `${(latitude / 100).toFixed(2)}, ${(longitude / 100).toFixed(2)}`;
  };
  if (place && "geolocation" in navigator) {
    place.hidden = false;
    place.addEventListener("click", () => {
      if (form.elements.latitude.value) { setPlace("", ""); return; }
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => setPlace(Math.round(coords.latitude * 100), Math.round(coords.longitude * 100)),
        () => { spot.textContent = say("没有取得位置，可以不填。", "No position; it may stay empty."); },
        { enableHighAccuracy: false, timeout: 10000, maximumAge: 600000 },
      );
    });
  }

  // --- what waits --------------------------------------------------------------------------------
  const line = (entry) => {
    const told = Object.fromEntries(entry.pairs);
    const photos = entry.photos.length ? say(`，照片 ${entry.photos.length} 张`, `, ${entry.photos.length} photographs`) : "";
    const row = element("li", "", element("span", "", `${told.served_on} · ${told.place}${photos}`));
    if (!entry.errors) return row;
    row.append(element("span", "field-errors", entry.errors.join(" ")));
    const forget = button(say("不要了，删除", "Delete it"), async () => { await field.drop(entry.key); show(); }, "btn btn-sm btn-ghost");
    const again = button(say("取回修改", "Mend it"), async () => {
      for (const [name, value] of entry.pairs) if (form.elements[name]) form.elements[name].value = value;
      setPlace(told.latitude ?? "", told.longitude ?? "");
      kept = entry.photos;
      await field.drop(entry.key);
      await show();
      form.elements.served_on.focus();
    });
    row.append(again, forget);
    return row;
  };
  let kept = [];
  const show = async () => {
    const entries = await field.all(owner);
    list.replaceChildren(...entries.map(line));
    list.closest("section").hidden = !entries.length;
    return entries;
  };
  const tell = (words) => { state.textContent = words; xm.announce(words); };

  // --- sending: one at a time, each under its own key; the server knows a key it has had ----------
  const freshToken = async () => {
    const answer = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("meta[name=actor]")?.content !== owner) return "";
    return page.querySelector("meta[name=csrf-token]")?.content ?? "";
  };
  const send = async (entry, token) => {
    const body = new FormData();
    for (const [name, value] of entry.pairs) body.append(name, value);
    for (const photo of entry.photos) body.append("photo", photo.blob, photo.name);
    body.set("client_key", entry.key);
    return fetch(location.pathname, {
      method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json", "X-CSRFToken": token },
    });
  };
  const sendAll = async () => {
    const waiting = (await field.all(owner)).filter((entry) => !entry.errors);
    if (!waiting.length) return;
    const token = await freshToken();
    if (!token) { tell(say("请重新登录，登录后自动发送。", "Sign in again; then they are sent.")); return; }
    let sent = 0;
    for (const entry of waiting) {
      const answer = await send(entry, token);
      if (answer.ok) { await field.drop(entry.key); sent += 1; }
      else if (answer.status === 409) await field.put({ ...entry, errors: (await answer.json()).errors });
      else break;
    }
    await show();
    if (sent) tell(say(`已发送 ${sent} 条。`, `Sent: ${sent}.`));
  };
  const sync = async () => {
    if (!navigator.onLine) { tell(say("没有网络，已留在本机，有网时自动发送。", "No network: kept on this device, sent when there is one.")); return; }
    try {
      if (navigator.locks) await navigator.locks.request("xingmeng-field", { ifAvailable: true }, (lock) => (lock ? sendAll() : null));
      else await sendAll();
    } catch { tell(say("没有连上，已留在本机，稍后再发。", "Not reached: kept on this device, tried again later.")); }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "client_key");
    const photos = [...kept, ...(await Promise.all([...form.elements.photo.files].map(smaller)))];
    await field.put({ key: field.newKey(), owner, at: Date.now(), pairs, photos });
    kept = [];
    form.reset();
    setPlace("", "");
    form.elements.served_on.value = today();
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true })); // its count of characters
    tell(say("已保存在本机。", "Kept on this device."));
    await show();
    await sync();
  });
  addEventListener("online", sync);
  const retry = document.querySelector("[data-field-retry]");
  retry?.addEventListener("click", sync);

  // --- the page opens without a network ---------------------------------------------------------
  const keepPage = async () => {
    if (!("serviceWorker" in navigator)) return;
    try {
      await navigator.serviceWorker.register(form.dataset.fieldLog);
      await navigator.serviceWorker.ready;
      const own = performance.getEntriesByType("resource").map((entry) => new URL(entry.name)).filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/"));
      const cache = await caches.open("xingmeng-field-1");
      await cache.addAll([location.pathname, ...new Set(own.map((url) => url.pathname))]);
      document.documentElement.dataset.fieldReady = "";
    } catch { /* not served securely: entries are kept all the same */ }
  };
  if (!form.querySelector(".is-invalid")) form.elements.served_on.value = today();
  show().then(sync);
  keepPage();
})();

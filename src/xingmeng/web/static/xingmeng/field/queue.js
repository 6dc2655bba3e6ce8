// Entries of the service log that have not arrived yet: kept on this device, in the order written.
(() => {
  const NAME = "xingmeng-field";
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  let opened = null;
  const open = () => {
    opened ??= new Promise((done, failed) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "key" });
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    return opened;
  };
  const store = async (mode) => (await open()).transaction("entries", mode).objectStore("entries");
  const put = async (entry) => asked((await store("readwrite")).put(entry));
  const drop = async (key) => asked((await store("readwrite")).delete(key));
  const all = async (owner) => {
    const found = await asked((await store("readonly")).getAll());
    return found.filter((entry) => entry.owner === owner).sort((one, other) => one.at - other.at);
  };
  // A UUID also where the page is not served securely, as the server asks for it.
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
  window.xingmeng.field = { put, drop, all, newKey };
})();

// Checks a package in the browser, off line: seals by Ed25519, files by SHA-256.
"use strict";
(() => {
  const { manifest, signatures, papers } = JSON.parse(document.getElementById("package").textContent);
  const box = document.getElementById("checks");
  const words = box.dataset;
  const list = document.getElementById("found");
  const bytes = (text) => new TextEncoder().encode(text);
  const hex = (buffer) => [...new Uint8Array(buffer)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const sha256 = async (content) => hex(await crypto.subtle.digest("SHA-256", content));
  const decoded = (base64) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

  // The same bytes for equal values, as the platform writes them: keys sorted, no spaces.
  const canonical = (value) => {
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    const keys = Object.keys(value).sort();
    return "{" + keys.map((key) => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
  };

  const isSealed = async (sealed) => {
    const der = decoded(sealed.public_key.replace(/-----[^-]+-----|\s/g, ""));
    const named = (await sha256(der.slice(-32))).slice(0, 16) === sealed.key_id;
    const key = await crypto.subtle.importKey("spki", der, { name: "Ed25519" }, false, ["verify"]);
    const signature = decoded(sealed.signature);
    return named && crypto.subtle.verify({ name: "Ed25519" }, key, signature, bytes(canonical(sealed.body)));
  };

  const tell = (text, good) => {
    const line = document.createElement("li");
    line.className = good ? "good" : "bad";
    line.textContent = (good ? "✓ " : "✗ ") + text;
    list.append(line);
  };

  const checkSeals = async () => {
    let good = true;
    try {
      good = await isSealed(manifest);
      tell(good ? words.sealed.replace("%", manifest.key_id) : words.unsealed, good);
    } catch {
      tell(words.unable, false);
      return;
    }
    const digests = new Map(papers.map((one) => [one.number, one.digest]));
    let valid = 0;
    for (const { code, service, document: sealed } of signatures) {
      if (service !== "local") {
        tell(words.elsewhere.replace("%", code), false);
        continue;
      }
      const about = digests.get(sealed.body.number) === sealed.body.digest;
      if (about && (await isSealed(sealed))) valid += 1;
      else tell(words.unsigned.replace("%", code), false);
    }
    if (valid) tell(words.signed.replace("%", valid), true);
    const held = papers.filter((one) => manifest.body.files[one.data] === one.digest).length;
    tell((held === papers.length ? words.papers : words.unlike).replace("%", held), held === papers.length);
  };

  const checkFiles = async (picked) => {
    list.replaceChildren();
    await checkSeals();
    const found = new Map();
    for (const one of picked) {
      const path = one.webkitRelativePath.split("/").slice(1).join("/") || one.name;
      found.set(path, one);
    }
    let whole = 0;
    for (const [path, digest] of Object.entries(manifest.body.files)) {
      const file = found.get(path);
      if (!file) tell(words.missing.replace("%", path), false);
      else if ((await sha256(await file.arrayBuffer())) !== digest) tell(words.altered.replace("%", path), false);
      else whole += 1;
    }
    for (const path of found.keys()) {
      const own = path === "index.html" || path === "manifest.json";
      if (!own && !(path in manifest.body.files)) tell(words.added.replace("%", path), false);
    }
    tell(words.whole.replace("%", whole), whole === Object.keys(manifest.body.files).length);
  };

  let last = checkSeals(); // one check after the other: each begins with an empty list
  document.getElementById("folder").addEventListener("change", (event) => {
    const picked = [...event.target.files];
    last = last.then(() => checkFiles(picked));
  });
})();

// What the platform has not confirmed yet is kept on this device: per account, form, tab and question.
(() => {
  const xm = window.xingmeng;
  const { say, element, meta } = xm;
  const HEAD = "xingmeng-form";
  const actor = meta("actor")?.content ?? "";
  const tab = Math.random().toString(36).slice(2, 10);
  const keyOf = (path, field, from = tab) => [HEAD, actor, path, from, field].join(" ");
  const put = (path, field, entry) => xm.store.set(keyOf(path, field), { ...entry, at: entry.at ?? Date.now() });
  const drop = (path, field, from = tab) => xm.store.drop(keyOf(path, field, from));

  // Everything kept for this account, oldest first.
  const all = (path = null) => {
    const found = [];
    for (let place = 0; place < localStorage.length; place += 1) {
      const [head, owner, where, from, field] = localStorage.key(place).split(" ");
      if (head !== HEAD || owner !== actor || (path && where !== path)) continue;
      const entry = xm.store.get(localStorage.key(place));
      if (entry?.pairs) found.push({ ...entry, path: where, tab: from, field });
    }
    return found.sort((one, other) => one.at - other.at);
  };

  // --- which other tabs are still open: only what a closed one left is taken over -----------
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(HEAD) : null;
  const open = new Set();
  const heard = [];
  channel?.addEventListener("message", ({ data }) => {
    if (data.ask) channel.postMessage({ here: tab });
    if (data.here) open.add(data.here);
    for (const act of heard) act(data);
  });
  const tell = (data) => channel?.postMessage(data);
  const others = async () => {
    open.clear();
    tell({ ask: true });
    await new Promise((done) => { setTimeout(done, 200); });
    return open;
  };
  const left = async (path = null) => {
    const kept = all(path).filter((entry) => entry.tab !== tab);
    if (!kept.length) return [];
    const alive = await others();
    return kept.filter((entry) => !alive.has(entry.tab));
  };

  // --- on any other page: say that something waits, and where; hand it back if it cannot be sent
  const words = (entry) => {
    const said = entry.pairs.filter(([name, value]) => value && !name.endsWith("-rows")).map(([, value]) => value);
    return said.join(" · ");
  };
  const handBack = (entries) => {
    const list = element("div", "kept-texts");
    for (const entry of entries) {
      const text = element("textarea", "form-control");
      Object.assign(text, { value: words(entry), readOnly: true, rows: 3, ariaLabel: entry.label ?? entry.field });
      const copy = xm.button(say("复制", "Copy"), async () => {
        text.select();
        try { await navigator.clipboard.writeText(text.value); xm.announce(say("已复制", "Copied")); } catch { document.execCommand("copy"); }
      });
      list.append(element("div", "kept-text", element("p", "", element("strong", "", entry.label ?? entry.field)), text, copy));
    }
    return list;
  };
  const remind = async () => {
    const main = document.querySelector("main");
    if (!actor || !main || document.querySelector("[data-autosave]")) return;
    const entries = await left();
    const forms = Map.groupBy ? [...Map.groupBy(entries, (entry) => entry.path)] : grouped(entries);
    for (const [path, kept] of forms) main.prepend(reminder(path, kept));
  };
  const grouped = (entries) => {
    const found = new Map();
    for (const entry of entries) found.set(entry.path, [...(found.get(entry.path) ?? []), entry]);
    return [...found];
  };
  const reminder = (path, kept) => {
    const box = element("div", "container-xl leftover");
    const link = element("a", "btn btn-sm btn-primary", say("打开表单并保存", "Open the form and save them"));
    link.href = path;
    const forget = xm.button(say("不要了，从本机删除", "Delete them from this device"), () => {
      for (const entry of kept) drop(path, entry.field, entry.tab);
      box.remove();
    }, "btn btn-sm btn-ghost");
    const said = say(
      `有 ${kept.length} 项回答还没有存到平台，留在本机。`,
      `${kept.length} answers have not reached the platform; they are kept on this device.`,
    );
    const closed = path !== location.pathname && path.startsWith(location.pathname);
    const texts = element("details", "", element("summary", "", say("看内容", "Show them")), handBack(kept));
    texts.open = closed; // sent back from the form to its record: it takes nothing any more
    const line = element("p", "", said, closed ? "" : link, forget);
    box.append(element("div", "message message-warning", line, texts));
    return box;
  };
  xm.keep = { actor, tab, put, drop, all, left, handBack, tell, hear: (act) => heard.push(act) };
  remind();
})();

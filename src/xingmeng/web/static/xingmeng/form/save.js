// Each question saves itself: soon after one rests, at once when one leaves it, never twice at a time.
(() => {
  const xm = window.xingmeng;
  const { all, say, keep, answers, announce } = xm;
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const url = form.dataset.autosave;
  const path = location.pathname;
  const REST = 1000;
  const LONGEST = 2000; // nobody who types on is without a copy for longer, while the platform is quick
  const states = new Map();
  const link = { mood: "fine", timer: 0, tries: 0, saved: "", since: 0, pace: 200 };

  const stateOf = (field) => {
    if (!states.has(field)) {
      states.set(field, {
        base: Number(field.dataset.version || 0),
        known: JSON.stringify(answers.brought(field)), // what the platform holds
        phase: "still", // still, typed, sending, refused
        first: 0, timer: 0, settle: "", clash: null, incoming: null, saved: "",
      });
    }
    return states.get(field);
  };
  const now = (field) => JSON.stringify(answers.pairs(field));
  const hasFiles = (field) => answers.inputsOf(field).some((input) => input.type === "file" && input.files.length);
  const waiting = () => [...states].filter(([, state]) => state.phase !== "still");
  const label = answers.labelOf;

  // --- what the reader is told -------------------------------------------------------------
  const tell = (field, words, mood) => {
    const place = field.querySelector("[data-save-status]");
    if (!place) return;
    place.textContent = words;
    place.className = `save-status ${mood}`;
  };
  const MOODS = {
    away: ["is-away", (n) => say(`离线：${n} 项回答等待保存，已留在本机`, `Offline: ${n} answers wait, kept on this device`)],
    busy: ["is-away", (n) => say(`平台繁忙：${n} 项回答等待保存，已留在本机`, `The platform is busy: ${n} answers wait, kept on this device`)],
    out: ["is-failed", () => say("登录已过期：请在新标签页登录，回来后自动保存，内容不会丢失", "Signed out: sign in in another tab; nothing is lost and saving goes on")],
    other: ["is-failed", () => say("已换成另一个账号登录：内容留在本机，原账号登录后继续保存", "Another account is signed in: your text is kept here until you sign in again")],
    closed: ["is-failed", () => say("本表已不能修改：请看上方说明", "This form takes no more changes: see above")],
  };
  const line = document.querySelector("[data-save-line]");
  let lastMood = "";
  const showLine = () => {
    const left = waiting();
    const clashes = [...states.values()].filter((state) => state.clash).length;
    const refused = left.filter(([, state]) => state.phase === "refused").length;
    let [look, words] = ["", ""];
    if (link.mood !== "fine") [look, words] = [MOODS[link.mood][0], MOODS[link.mood][1](left.length)];
    else if (clashes) [look, words] = ["is-failed", say(`${clashes} 项与他人的修改冲突，请选择`, `${clashes} answers clash with another's: choose`)];
    else if (refused) [look, words] = ["is-failed", say(`${refused} 项未能保存，请看该处说明`, `${refused} answers were not saved; see there`)];
    else if (left.length) words = say("保存中…", "Saving…");
    else if (link.saved) [look, words] = ["is-saved", say("已保存 ", "Saved ") + xm.clock(link.saved)];
    else words = say("填写时自动保存", "Saved as you write");
    if (!line) return;
    line.querySelector("[data-words]").textContent = words;
    line.className = `save-line ${look}`;
    line.querySelector("[data-sign-in]").hidden = link.mood !== "out";
    const mood = `${link.mood} ${clashes} ${refused}`;
    if (mood !== lastMood && (lastMood || look === "is-failed")) announce(words || say("已保存", "Saved"));
    if (left.length === 0 || mood !== lastMood) lastMood = mood;
  };

  // --- typing --------------------------------------------------------------------------------
  const touched = (field, delay = REST) => {
    const state = stateOf(field);
    if (link.mood === "closed") return;
    if (now(field) === state.known && !hasFiles(field) && state.phase !== "sending") {
      calm(field, state);
      showLine();
      return;
    }
    if (state.phase !== "sending") state.phase = "typed";
    state.first ||= Date.now();
    keep.put(path, field.dataset.field, { pairs: answers.pairs(field), base: state.base, label: label(field) });
    const room = Math.max(LONGEST, 10 * link.pace) - (Date.now() - state.first);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => send(field), Math.max(0, Math.min(delay, room)));
    showLine();
  };
  const calm = (field, state) => {
    clearTimeout(state.timer);
    Object.assign(state, { phase: "still", first: 0 });
    keep.drop(path, field.dataset.field);
    if (state.saved && !state.clash) tell(field, say("已保存 ", "Saved ") + xm.clock(state.saved), "is-saved");
  };

  // --- sending ---------------------------------------------------------------------------------
  const body = (field, state) => {
    const data = new FormData();
    for (const [name, value] of answers.pairs(field)) data.append(name, value);
    for (const input of answers.inputsOf(field)) {
      if (input.type === "file") for (const file of input.files) data.append(input.name, file);
    }
    data.append("_field", field.dataset.field);
    data.append("_base", state.base);
    data.append("_tab", keep.tab);
    if (state.settle) data.append("_settle", state.settle);
    return data;
  };
  const small = (field) => !hasFiles(field) && JSON.stringify(answers.pairs(field)).length < 20000;
  const post = async (field, state) => {
    const started = performance.now();
    const response = await fetch(url, {
      method: "POST",
      body: body(field, state),
      headers: { "X-CSRFToken": xm.token(), Accept: "application/json", "X-Requested-With": "fetch" },
      credentials: "same-origin",
      keepalive: small(field), // a tab that closes still sends its last words
    });
    link.pace = performance.now() - started;
    return response;
  };
  const signedOut = (response) =>
    response.status === 401 || (response.redirected && new URL(response.url).pathname.startsWith("/accounts/"));
  const send = async (field) => {
    const state = stateOf(field);
    if (state.phase === "sending" || state.phase === "still" || link.mood === "closed") return;
    if (link.mood === "out" || link.mood === "other") return;
    clearTimeout(state.timer);
    const sent = now(field);
    state.phase = "sending";
    tell(field, say("保存中…", "Saving…"), "");
    showLine();
    let response = null;
    let answer = null;
    try {
      response = await post(field, state);
      if (response.headers.get("content-type")?.includes("json")) answer = await response.json();
    } catch { response = null; }
    state.phase = "typed";
    arrived(field, state, sent, response, answer);
    showLine();
  };
  const arrived = (field, state, sent, response, answer) => {
    const status = response?.status ?? 0;
    if (!response) return lost("away");
    if (signedOut(response)) return lost("out");
    if (status === 403) return recover(field, state);
    if (status === 429 || status === 408 || status >= 500) return lost("busy");
    if (answer?.kept || status === 404 || response.redirected) return close(answer, response);
    if (status === 200 && answer?.saved_at) return saved(field, state, sent, answer);
    return refused(field, state, sent, answer);
  };
  const saved = (field, state, sent, answer) => {
    const settled = state.settle;
    mood("fine");
    Object.assign(state, { known: sent, first: 0, settle: "", refresh: 0, saved: answer.saved_at });
    if (!answer.clash) Object.assign(state, { base: answer.version ?? state.base, clash: null });
    field.dataset.version = state.base;
    link.saved = answer.saved_at;
    takeFiles(field);
    if (settled && !answer.clash) {
      xm.merge?.settled(field, settled, answer);
      if (settled === "theirs") state.known = now(field);
    }
    if (now(field) === state.known) {
      calm(field, state);
      if (Array.isArray(answer.errors)) answers.showErrors(field, answer.errors);
    } else {
      state.phase = "typed";
      touched(field);
    }
    if (answer.clash) clashed(field, state, answer.clash);
    around(answer);
    if (answer.filled || field.querySelector("[data-cell]")) xm.merge?.look();
    keep.tell({ saved: path, field: field.dataset.field });
    adopt();
    return true;
  };
  const takeFiles = (field) => {
    for (const input of answers.inputsOf(field)) {
      if (input.type !== "file" || !input.files.length) continue;
      const names = [...input.files].map((file) => file.name).join("、");
      input.before(xm.element("p", "file-now", names));
      input.value = "";
    }
  };
  // What one answer changes elsewhere: counts, computed values, questions now asked.
  const around = (answer) => {
    if (answer.progress) xm.page?.progress(answer.progress);
    for (const [name, text] of Object.entries(answer.computed ?? {})) {
      for (const place of all(`[data-computed="${CSS.escape(name)}"]`)) place.textContent = text || "—";
    }
    if (answer.asked) answers.askAgain(answer.asked);
    document.dispatchEvent(new Event("answered"));
    if (answer.saved_at) xm.page?.heard(answer.saved_at);
  };
  const refused = (field, state, sent, answer) => {
    mood("fine");
    if (now(field) !== sent) { touched(field, 300); return false; }
    state.phase = "refused";
    for (const input of answers.inputsOf(field)) if (input.type === "file") input.value = "";
    if (now(field) === state.known) calm(field, state);
    if (answer?.errors) answers.showErrors(field, answer.errors);
    tell(field, say("未能保存，请看下面的原因", "Not saved; see the reasons below"), "is-failed");
    return false;
  };
  // Both versions are kept by the platform; going on writing changes one's own.
  const clashed = (field, state, found) => {
    state.clash = found;
    tell(field, say("与他人的修改冲突，两份都在", "Clashes with another's change; both are kept"), "is-failed");
    xm.merge?.clash(field, found);
    showLine();
  };
  const settle = async (field, which) => {
    const state = stateOf(field);
    if (state.phase === "typed") await send(field);
    Object.assign(state, { base: state.clash?.version ?? state.base, settle: which, phase: "typed" });
    return send(field);
  };

  // --- when the platform is out of reach ------------------------------------------------------
  const mood = (next) => {
    if (link.mood === next) return;
    link.mood = next;
    if (next === "fine") {
      clearTimeout(link.timer);
      link.tries = 0;
      pump();
    }
    showLine();
  };
  const lost = (why) => {
    mood(why);
    link.tries += 1;
    for (const [field, state] of waiting()) {
      if (state.phase === "typed") tell(field, say("等待保存，已留在本机", "Waits to be saved; kept on this device"), "is-away");
    }
    clearTimeout(link.timer);
    const wait = why === "out" ? 5000 : Math.min(30000, 1000 * 2 ** Math.min(link.tries, 5));
    link.timer = setTimeout(tryAgain, wait * (0.8 + Math.random() * 0.4));
    return false;
  };
  const tryAgain = async () => {
    if (link.mood === "out" || link.mood === "other") return signedInAgain();
    const [first] = waiting().filter(([, state]) => state.phase === "typed");
    if (first) return send(first[0]);
    return xm.merge?.look();
  };
  // After signing in again the page's token is old; the page itself brings the new one.
  const freshPage = async () => {
    const response = await fetch(path, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (signedOut(response)) return "out";
    if (response.redirected) return "closed";
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (page.querySelector("meta[name=actor]")?.content !== keep.actor) return "other";
    const fresh = page.querySelector("meta[name=csrf-token]")?.content ?? "";
    xm.meta("csrf-token").content = fresh;
    for (const input of all("input[name=csrfmiddlewaretoken]")) input.value = fresh;
    return "fine";
  };
  const signedInAgain = async () => {
    let found = "away";
    try { found = await freshPage(); } catch { /* still out of reach */ }
    if (found === "closed") return close(null, null);
    if (found === "fine") return mood("fine");
    return lost(found);
  };
  const recover = async (field, state) => {
    state.refresh = (state.refresh ?? 0) + 1;
    if (state.refresh > 2) return refused(field, state, now(field), null);
    return signedInAgain().then(() => { if (link.mood === "fine") send(field); });
  };
  const pump = async () => {
    const due = waiting().filter(([, state]) => state.phase === "typed");
    due.sort(([, one], [, other]) => one.first - other.first);
    for (const [field] of due) {
      await send(field);
      if (link.mood !== "fine") return;
    }
  };
  const flush = async () => {
    await pump();
    const until = Date.now() + 4000;
    while (Date.now() < until && link.mood === "fine" && [...states.values()].some((s) => s.phase === "sending")) {
      await new Promise((done) => { setTimeout(done, 50); });
    }
    return waiting().length === 0;
  };

  // --- the form was closed meanwhile: every unsaved word is handed back ------------------------
  const close = (answer, response) => {
    const left = waiting();
    link.mood = "closed";
    clearTimeout(link.timer);
    const kept = left.map(([field]) => ({
      field: field.dataset.field, label: label(field), pairs: answers.pairs(field),
    }));
    for (const [field, state] of left) {
      clearTimeout(state.timer);
      if (answer?.kept) keep.drop(path, field.dataset.field);
    }
    for (const input of all("input, select, textarea", form)) input.disabled = true;
    states.clear();
    xm.merge?.closed(answer, kept, response?.redirected ? response.url : "");
    return false;
  };

  // --- what a closed tab left on this device -----------------------------------------------------
  let adopting = null;
  const adopt = async () => {
    adopting ??= keep.left(path).finally(() => { adopting = null; });
    let taken = 0;
    for (const entry of await adopting) {
      const field = answers.fieldNamed(entry.field);
      if (!field || !form.contains(field)) continue;
      const state = stateOf(field);
      if (state.phase !== "still") continue;
      keep.drop(path, entry.field, entry.tab);
      if (JSON.stringify(entry.pairs) === state.known) continue;
      answers.fill(field, entry.pairs);
      if (now(field) === state.known) continue;
      state.base = entry.base;
      touched(field, 0);
      taken += 1;
    }
    if (taken) announce(say(`${taken} 项留在本机的回答已放回并保存`, `${taken} answers kept on this device were put back and saved`));
  };

  // --- events --------------------------------------------------------------------------------------
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-field]");
    if (field && form.contains(field)) touched(field, hasFiles(field) ? 0 : REST);
  });
  document.addEventListener("focusout", (event) => {
    const field = event.target.closest?.("[data-field]");
    if (!field || !form.contains(field) || field.contains(event.relatedTarget)) return;
    const state = states.get(field);
    const found = answers.faults(field);
    if (found.length) answers.showErrors(field, found);
    if (state?.phase === "typed") send(field);
    xm.merge?.left(field);
  });
  addEventListener("online", () => { if (link.mood !== "closed") tryAgain(); });
  addEventListener("offline", () => { if (waiting().length) lost("away"); });
  addEventListener("focus", () => { if (link.mood !== "fine" && link.mood !== "closed") tryAgain(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") pump();
    else if (link.mood !== "fine" && link.mood !== "closed") tryAgain();
  });
  addEventListener("pagehide", () => { for (const [field, state] of waiting()) if (state.phase === "typed") send(field); });
  addEventListener("beforeunload", (event) => { if (waiting().length) event.preventDefault(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const field of all("[data-field]", form)) if (hasFiles(field)) touched(field, 0);
    if (await flush()) announce(say("全部已保存", "Everything is saved"));
    showLine();
  });
  // A click away first lets the last words arrive.
  document.addEventListener("click", async (event) => {
    const away = event.target.closest?.("a[href]");
    if (!away || away.target || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (away.origin !== location.origin || (away.pathname === path && !away.search)) return;
    if (!waiting().length || link.mood !== "fine") return;
    event.preventDefault();
    await flush();
    location.assign(away.href);
  });

  xm.save = { form, url, path, link, stateOf, states, waiting, touched, settle, flush, tell, showLine, lost, mood, around, close, clashed, signedOut, now, adopt };
  for (const field of all("[data-field]", form)) {
    if (now(field) !== stateOf(field).known) touched(field, 0);
  }
  showLine();
  adopt();
})();

// Two tabs, two people: others' answers come in where nothing is touched here; a clash shows both.
(() => {
  const xm = window.xingmeng;
  const { all, say, element, button, keep, answers, save, announce } = xm;
  if (!save) return;
  const { form, url, link, stateOf } = save;
  const QUICK = 4000; // while somebody else writes
  const USUAL = 15000;
  const IDLE = 60000; // when nobody has touched this page for ten minutes
  let since = Number(form.dataset.since || 0);
  let timer = 0;
  let touchedAt = Date.now();
  let here = [];
  let speaks = true; // the address answers with changes

  // --- asking what others changed --------------------------------------------------------------
  const look = async () => {
    clearTimeout(timer);
    if (!speaks || link.mood === "closed") return;
    let response = null;
    try {
      const asked = `${url}?since=${since}&format=json&_tab=${keep.tab}`;
      response = await fetch(asked, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (save.signedOut(response)) save.lost("out");
      else if (response.redirected || response.status === 404) save.close(null, response);
      else if (response.status === 409) save.close(await response.json(), response);
      else if (response.status >= 500 || response.status === 429) save.lost("busy");
      else if (!response.headers.get("content-type")?.includes("json")) speaks = false;
      else heard(await response.json());
    } catch { if (!response) save.lost("away"); }
    later();
  };
  const later = () => {
    clearTimeout(timer);
    if (!speaks || document.visibilityState === "hidden" || link.mood === "closed") return;
    const idle = Date.now() - touchedAt > 600000;
    const pause = idle ? IDLE : here.length ? QUICK : USUAL;
    timer = setTimeout(look, pause * (0.9 + Math.random() * 0.2));
  };
  const heard = (answer) => {
    if (link.mood === "away" || link.mood === "busy") save.mood("fine");
    since = answer.version ?? since;
    for (const item of answer.fields ?? []) take(item);
    save.around(answer);
    if (Array.isArray(answer.here)) showHere(answer.here);
  };

  // --- merging what came -------------------------------------------------------------------------
  const take = (item) => {
    const field = answers.fieldNamed(item.name);
    if (!field || !form.contains(field)) return;
    const state = stateOf(field);
    if (item.clash) { save.clashed(field, state, item.clash); return; }
    if (state.clash) unclash(field, state);
    if (item.version === state.base) compute(field, item.value);
    if (item.version <= state.base) return;
    if (state.phase !== "still") return; // the next save finds out whether it is a clash
    if (field.contains(document.activeElement)) {
      state.incoming = item;
      save.tell(field, say(`${item.by} 刚改了此项，您离开后显示`, `${item.by} changed this; shown when you leave it`), "is-away");
      return;
    }
    put(field, state, item);
  };
  const put = (field, state, item) => {
    state.incoming = null;
    answers.show(field, item.value);
    Object.assign(state, { base: item.version, known: save.now(field) });
    field.dataset.version = item.version;
    answers.showErrors(field, answers.faults(field));
    save.tell(field, say(`${item.by} 改于 ${xm.clock(item.at)}`, `Changed by ${item.by} at ${xm.clock(item.at)}`), "is-theirs");
    field.classList.remove("just-changed");
    requestAnimationFrame(() => field.classList.add("just-changed"));
    announce(say(`${item.by} 修改了“${answers.labelOf(field)}”`, `${item.by} changed “${answers.labelOf(field)}”`));
  };
  // Computed cells of one's own rows come back with the next look.
  const compute = (field, rows) => {
    const cells = all("[data-cell]", field);
    if (!cells.length || !Array.isArray(rows)) return;
    xm.rows.of(field.querySelector("[data-rows]")).forEach((row, index) => {
      for (const cell of all("[data-cell]", row)) cell.textContent = rows[index]?.[cell.dataset.cell] ?? "";
    });
  };
  const left = (field) => {
    const state = save.states.get(field);
    if (state?.incoming && state.phase === "still") put(field, state, state.incoming);
  };
  const showHere = (names) => {
    here = names;
    const place = document.querySelector("[data-here]");
    if (!place) return;
    const said = names.join(say("、", ", "));
    const words = names.length ? say(`${said} 也在填写`, `${said} also writing`) : "";
    if (place.textContent !== words) {
      place.textContent = words;
      if (words) announce(words);
    }
  };

  // --- a true clash: both versions, by whom and when -------------------------------------------------
  // The part that differs is marked, between what both begin and end with.
  const marked = (text, beside) => {
    const [one, other] = [[...text], [...beside]];
    let head = 0;
    while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
    let tail = 0;
    while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
    const middle = one.slice(head, one.length - tail).join("");
    return [one.slice(0, head).join(""), middle ? element("mark", "", middle) : "", tail ? one.slice(one.length - tail).join("") : ""];
  };
  const side = (title, text, beside, choose) =>
    element("div", "clash-side", element("p", "clash-title", title), element("div", "clash-text", ...marked(text, beside)), choose);
  const clash = (field, found) => {
    const before = field.querySelector(".clash");
    const mine = answers.readable(field);
    const when = xm.clock(found.at);
    const own = button(say("用我的", "Use mine"), () => save.settle(field, "mine"), "btn btn-sm btn-primary");
    const other = button(say("用对方的", "Use theirs"), () => save.settle(field, "theirs"), "btn btn-sm");
    const box = element("div", "clash",
      element("p", "clash-head", say(`${found.by} 在 ${when} 也改了这一项。两份都保留着，请选一份；也可以在上面的框里改好，再用您的。`, `${found.by} also changed this, at ${when}. Both are kept: choose one, or edit above and then use yours.`)),
      element("div", "clash-two", side(say("您写的", "Yours"), mine, found.theirs, own), side(say(`${found.by} 写的，${when}`, `By ${found.by}, ${when}`), found.theirs, mine, other)),
    );
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", say("两份不同的回答", "Two different answers"));
    if (before) before.replaceWith(box);
    else field.append(box);
    if (!before) announce(say(`“${answers.labelOf(field)}”与 ${found.by} 的修改冲突，两份都保留着，请选择`, `“${answers.labelOf(field)}” clashes with what ${found.by} wrote; both are kept: choose`));
  };
  const unclash = (field, state) => {
    state.clash = null;
    field.querySelector(".clash")?.remove();
    save.tell(field, "", "");
    save.showLine();
  };
  const settled = (field, which, answer) => {
    field.querySelector(".clash")?.remove();
    if (which === "theirs" && "value" in answer) answers.show(field, answer.value);
    answers.inputsOf(field).find((input) => input.type !== "hidden")?.focus();
  };

  // --- closed meanwhile: what was not saved is handed back to its author -------------------------------
  const closed = (answer, kept, record) => {
    clearTimeout(timer);
    const box = element("div", "error-summary handed-back");
    box.tabIndex = -1;
    box.append(element("h2", "", say("本表已不能修改", "This form takes no more changes")));
    for (const words of answer?.errors ?? []) box.append(element("p", "", words));
    const what = kept.length
      ? say("下面是还没有存入的内容，请复制备用。", "Here is what was not saved; copy it.")
      : say("您的回答都已保存。", "All your answers had been saved.");
    const where = answer?.kept ? say("平台也已替您另存，可在记录页查到。", "The platform keeps it for you too, on the record's page.") : "";
    box.append(element("p", "", `${what}${where}`), keep.handBack(kept));
    const link_ = element("a", "btn btn-primary", say("打开记录页", "Open the record"));
    link_.href = record || form.dataset.back || "/desk/";
    box.append(link_);
    form.before(box);
    box.focus();
    save.showLine();
  };

  for (const kind of ["input", "focusin", "pointerdown"]) document.addEventListener(kind, () => { touchedAt = Date.now(); });
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
  keep.hear(({ saved }) => { if (saved === save.path) look(); });
  xm.merge = { look, clash, settled, closed, left };
  timer = setTimeout(look, 1500);
})();

// What pages do beyond plain HTML. Everything here also works, more slowly, without it.
(() => {
  const english = document.documentElement.lang === "en";
  const say = (zh, en) => (english ? en : zh);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or barred */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* barred */ } },
  };
  const token = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

  // --- menus, navigation, theme ---------------------------------------------------------
  const showTheme = () => {
    const choice = document.documentElement.dataset.themeChoice || "auto";
    for (const button of all("[data-theme-choice]", document.body)) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  };
  const closeMenus = (but) => {
    for (const menu of all("details[data-menu][open]")) if (menu !== but) menu.open = false;
  };
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-nav-toggle]");
    if (toggle) {
      const open = toggle.getAttribute("aria-expanded") !== "true";
      toggle.setAttribute("aria-expanded", String(open));
      document.getElementById(toggle.getAttribute("aria-controls")).classList.toggle("is-open", open);
    }
    const theme = event.target.closest("button[data-theme-choice]");
    if (theme) {
      try { localStorage.setItem("xingmeng-theme", theme.dataset.themeChoice); } catch { /* barred */ }
      dispatchEvent(new Event("theme-chosen"));
      // --- a form that asks before what was typed is left behind ----------------------------
  for (const form of all("form[data-guard]")) {
    let typed = false;
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", () => { typed = false; });
    addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  }

  showTheme();
    }
    closeMenus(event.target.closest("details[data-menu]"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest("details[data-menu][open]");
    closeMenus();
    menu?.querySelector("summary").focus();
  });
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = token();
  });

  // --- counters -------------------------------------------------------------------------
  const count = (input) => {
    const counter = document.querySelector(`[data-counter-for="${CSS.escape(input.id)}"]`);
    if (!counter) return;
    const length = [...input.value].length;
    counter.textContent = `${length} / ${counter.dataset.max}`;
    counter.classList.toggle("is-over", length > Number(counter.dataset.max));
  };

  // --- tables of rows -------------------------------------------------------------------
  const rowsOf = (table) => all("tr[data-row]", table).filter((row) => !row.closest("template"));
  const number = (table) => {
    const rows = rowsOf(table);
    rows.forEach((row, index) => {
      row.querySelector("[data-row-number]").textContent = index + 1;
      for (const input of all("[name]", row)) {
        for (const which of ["name", "id"]) {
          input[which] = input[which].replace(/-(?:\d+|__row__)-([^-]*)$/, `-${index}-$1`);
        }
      }
      const remove = row.querySelector("[data-remove-row]");
      remove.hidden = rows.length <= Math.max(1, Number(table.dataset.minRows));
    });
    table.querySelector("[data-row-count]").value = rows.length;
    table.querySelector("[data-add-row]").hidden = rows.length >= Number(table.dataset.maxRows);
  };
  const addRow = (table) => {
    const row = table.querySelector("template").content.firstElementChild.cloneNode(true);
    table.querySelector("tbody").append(row);
    number(table);
    return row;
  };
  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-row]");
    if (add) addRow(add.closest("[data-rows]")).querySelector("input, select, textarea")?.focus();
    const remove = event.target.closest("[data-remove-row]");
    if (!remove) return;
    const table = remove.closest("[data-rows]");
    const row = remove.closest("tr");
    const near = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    number(table);
    (near?.querySelector("input, select, textarea") || table.querySelector("[data-add-row]")).focus();
    table.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // --- saving as one writes -------------------------------------------------------------
  const waits = new Map(); // field wrapper -> {timer, tries, saving, again}
  const urlOf = (field) => field.closest("[data-autosave]")?.dataset.autosave;
  const keyOf = (field) => `xingmeng-unsaved:${location.pathname}:${field.dataset.field}`;
  const inputsOf = (field) => all("input[name], select[name], textarea[name]", field);
  const pairs = (field) => {
    const found = [];
    for (const input of inputsOf(field)) {
      if (input.type === "file") continue;
      if ((input.type === "checkbox" || input.type === "radio") && !input.checked) continue;
      if (input.multiple) for (const o of input.selectedOptions) found.push([input.name, o.value]);
      else found.push([input.name, input.value]);
    }
    return found;
  };
  const body = (field) => {
    const data = new FormData();
    for (const [name, value] of pairs(field)) data.append(name, value);
    for (const input of inputsOf(field)) {
      if (input.type === "file") for (const file of input.files) data.append(input.name, file);
    }
    data.append("_field", field.dataset.field);
    return data;
  };
  const tell = (field, words, mood) => {
    const status = field.querySelector("[data-save-status]");
    if (!status) return;
    status.textContent = words;
    status.className = `save-status ${mood}`;
  };
  const showErrors = (field, errors) => {
    const list = field.querySelector(".field-errors");
    if (!list) return;
    list.replaceChildren(...errors.map((words) => {
      const line = document.createElement("li");
      line.textContent = words;
      return line;
    }));
    for (const input of inputsOf(field)) {
      if (input.type === "hidden" || input.closest("[data-rows]")) continue;
      input.classList.toggle("is-invalid", errors.length > 0 && !input.matches(".form-check-input"));
      if (errors.length) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  };
  const later = (field, delay) => {
    const state = waits.get(field);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(field), delay);
  };
  const changed = (field) => {
    const state = waits.get(field) || { tries: 0, saving: false, again: false };
    state.tries = 0;
    waits.set(field, state);
    store.set(keyOf(field), pairs(field));
    if (state.saving) state.again = true;
    else later(field, 1000);
  };
  const save = async (field) => {
    const state = waits.get(field);
    if (!state || state.saving) return;
    state.saving = true;
    state.again = false;
    tell(field, say("保存中…", "Saving…"), "");
    let answer = null;
    let status = 0;
    try {
      const response = await fetch(urlOf(field), {
        method: "POST",
        body: body(field),
        headers: { "X-CSRFToken": token(), Accept: "application/json", "X-Requested-With": "fetch" },
        credentials: "same-origin",
      });
      status = response.redirected ? 401 : response.status; // sent to the sign-in page
      if (status !== 401) answer = await response.json();
    } catch { /* offline, or not our answer: tried again below */ }
    state.saving = false;
    if (answer && Array.isArray(answer.errors)) showErrors(field, answer.errors);
    if (answer?.progress) showProgress(answer.progress);
    if (status === 200 && answer?.saved_at) saved(field, state, answer.saved_at);
    else if (status >= 400 && status < 500 && status !== 408 && status !== 429) refused(field, state, status);
    else retry(field, state);
  };
  const showProgress = (sections) => {
    const done = sections.reduce((sum, section) => sum + section.done, 0);
    const asked = sections.reduce((sum, section) => sum + section.asked, 0);
    const bar = document.getElementById("form-progress");
    if (bar) bar.value = done;
    const label = document.querySelector("label[for=form-progress]");
    if (label) label.textContent = say(`已填 ${done} / ${asked}`, `${done} of ${asked} answered`);
    for (const { name, done: own, asked: all_ } of sections) {
      const counter = document.querySelector(`a[href="#section-${CSS.escape(name)}"] .toc-count`);
      if (!counter) continue;
      counter.textContent = `${own}/${all_}`;
      counter.classList.toggle("is-done", own === all_);
    }
  };
  const saved = (field, state, at) => {
    if (state.again) { later(field, 300); return; }
    waits.delete(field);
    store.drop(keyOf(field));
    tell(field, say("已保存 ", "Saved ") + clock(at), "is-saved");
  };
  const clock = (iso) =>
    new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const refused = (field, state, status) => {
    if (state.again) { later(field, 300); return; }
    const words = status === 409
      ? say("未能保存，请看下面的原因", "Not saved; see the reasons below")
      : say("未能保存，请重新登录或刷新页面", "Not saved; sign in again or reload the page");
    tell(field, words, "is-failed");
  };
  const retry = (field, state) => {
    state.tries += 1;
    tell(field, say("未能保存，将重试", "Not saved; will try again"), "is-failed");
    later(field, Math.min(60000, 2000 * 2 ** Math.min(state.tries, 5)));
  };
  addEventListener("online", () => { for (const field of waits.keys()) later(field, 200); });
  addEventListener("beforeunload", (event) => {
    if (waits.size) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    for (const field of [...waits.keys()]) {
      if (event.target.contains(field)) { clearTimeout(waits.get(field).timer); waits.delete(field); }
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.id) count(event.target);
    const field = event.target.closest("[data-field]");
    if (field && urlOf(field)) changed(field);
  });

  // --- offering back what was not saved -------------------------------------------------
  const fill = (field, kept) => {
    const table = field.querySelector("[data-rows]");
    if (table) {
      const wanted = Number(kept.find(([name]) => name === `${table.dataset.rows}-rows`)?.[1] ?? 0);
      while (rowsOf(table).length < wanted) addRow(table);
      while (rowsOf(table).length > Math.max(1, wanted)) rowsOf(table).at(-1).remove();
      number(table);
    }
    for (const input of inputsOf(field)) {
      const values = kept.filter(([name]) => name === input.name).map(([, value]) => value);
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (input.multiple) for (const o of input.options) o.selected = values.includes(o.value);
      else if (input.type !== "file" && input.type !== "hidden" && values.length) input.value = values[0];
      if (input.id) count(input);
    }
  };
  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };
  const offer = (field) => {
    const kept = store.get(keyOf(field));
    if (!Array.isArray(kept)) return;
    if (JSON.stringify(kept) === JSON.stringify(pairs(field))) { store.drop(keyOf(field)); return; }
    const box = document.createElement("div");
    box.className = "restore";
    box.append(
      say("上次有没保存的内容。", "Something written last time was not saved."),
      button(say("恢复", "Put it back"), () => { fill(field, kept); box.remove(); changed(field); }),
      button(say("丢弃", "Discard"), () => { store.drop(keyOf(field)); box.remove(); }),
    );
    field.append(box);
  };

  // --- the table of contents follows the reader -----------------------------------------
  const follow = () => {
    const links = new Map(all("a[data-toc]").map((link) => [link.hash.slice(1), link]));
    if (!links.size) return;
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const [id, link] of links) {
          if (id === entry.target.id) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
    }, { rootMargin: "-10% 0px -75% 0px" });
    for (const section of all("[data-section]")) seen.observe(section);
  };

  showTheme();
  for (const table of all("[data-rows]")) number(table);
  for (const field of all("[data-autosave] [data-field]")) offer(field);
  document.querySelector("[data-focus]")?.focus();
  follow();
})();

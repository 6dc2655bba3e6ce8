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
  const meta = (name) => document.querySelector(`meta[name=${name}]`);
  const token = () => meta("csrf-token")?.content ?? "";
  const button = (words, act, look = "btn btn-sm") => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = look;
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };
  const element = (tag, look, ...inside) => {
    const made = document.createElement(tag);
    made.className = look;
    made.append(...inside);
    return made;
  };
  const clock = (iso) =>
    new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  // --- what a screen reader hears without losing its place ---------------------------------
  const hearing = document.body.appendChild(element("p", "visually-hidden"));
  hearing.setAttribute("role", "status");
  hearing.dataset.hearing = "";
  const announce = (words) => {
    hearing.textContent = "";
    setTimeout(() => { hearing.textContent = words; }, 50);
  };
  window.xingmeng = { english, say, all, store, meta, token, button, element, clock, announce };

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

  // --- a form that asks before what was typed is left behind ----------------------------
  for (const form of all("form[data-guard]")) {
    let typed = false;
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", () => { typed = false; });
    addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  }

  showTheme();
  document.querySelector("[data-focus]")?.focus();
})();

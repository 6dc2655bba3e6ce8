// The page around the questions: contents, one section at a time on a phone, the deadline, known answers.
(() => {
  const xm = window.xingmeng;
  const { all, say, announce, answers } = xm;
  const form = document.querySelector("form.answers");
  if (!form) return;
  const sections = all("[data-section]", form);
  const links = new Map(all("a[data-toc]").map((link) => [link.hash.slice(1), link]));

  // --- how far one is ------------------------------------------------------------------------
  const progress = (counted) => {
    const done = counted.reduce((sum, section) => sum + section.done, 0);
    const asked = counted.reduce((sum, section) => sum + section.asked, 0);
    for (const bar of all("[data-progress]")) { bar.max = asked; bar.value = done; }
    for (const label of all("[data-progress-words]")) label.textContent = say(`已填 ${done} / ${asked}`, `${done} of ${asked} answered`);
    for (const { name, done: own, asked: needed } of counted) {
      const counter = links.get(`section-${name}`)?.querySelector(".toc-count");
      if (!counter) continue;
      counter.textContent = needed ? `${own}/${needed}` : "";
      counter.classList.toggle("is-done", own === needed);
    }
  };

  // --- the contents follow the reader ------------------------------------------------------------
  const mark = (id) => {
    for (const [own, link] of links) {
      if (own === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const at = sections.findIndex((section) => section.id === id);
    const place = document.querySelector("[data-toc-now]");
    if (place && at >= 0) place.textContent = say(`第 ${at + 1} / ${sections.length} 部分：`, `Part ${at + 1} of ${sections.length}: `) + links.get(id)?.querySelector(".toc-name").textContent;
  };
  const seen = new IntersectionObserver((entries) => {
    if (narrow.matches) return;
    for (const entry of entries) if (entry.isIntersecting) mark(entry.target.id);
  }, { rootMargin: "-10% 0px -75% 0px" });
  for (const section of sections) seen.observe(section);

  // --- on a phone one section is in view, with ways on and back ------------------------------------
  const narrow = matchMedia("(max-width: 47.99rem)");
  const fold = document.querySelector("[data-toc-fold]");
  const turn = (section, quietly = false) => {
    for (const one of sections) one.classList.toggle("is-current", one === section);
    mark(section.id);
    if (quietly || !narrow.matches) return;
    section.querySelector("h2").focus({ preventScroll: true });
    document.querySelector(".answers-columns").scrollIntoView({ block: "start" });
  };
  const pager = (section, index) => {
    const line = xm.element("div", "section-pager");
    const to = (step, words) => {
      const near = sections[index + step];
      if (near) line.append(xm.button(words, () => turn(near), step > 0 ? "btn btn-primary" : "btn"));
    };
    to(-1, say("上一部分", "Back"));
    to(1, say("下一部分", "Next part"));
    section.querySelector("h2").tabIndex = -1;
    section.append(line);
  };
  const fit = () => {
    form.classList.toggle("is-paged", narrow.matches && sections.length > 1);
    if (fold) fold.open = !narrow.matches;
  };
  const open = (id) => {
    const target = id && document.getElementById(id);
    const section = target?.closest("[data-section]");
    if (!section) return;
    for (const folded of [target.closest("details"), ...all("details", target)]) if (folded && target !== section) folded.open = true;
    turn(section, target !== section);
    if (target === section) return;
    target.scrollIntoView({ block: "center" });
    answers.inputsOf(target).find((input) => input.type !== "hidden" && !input.disabled)?.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='#']");
    if (!link || link.pathname !== location.pathname || !link.hash) return;
    const target = document.getElementById(link.hash.slice(1));
    if (!target?.closest("[data-section]")) return;
    if (narrow.matches || !target.matches("[data-section]")) {
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      open(link.hash.slice(1));
    }
    if (narrow.matches && fold) fold.open = false;
  });
  addEventListener("hashchange", () => open(location.hash.slice(1)));

  // --- the deadline, by the platform's clock and in the reader's zone ---------------------------------
  const line = document.querySelector("[data-closes]");
  const closes = line ? Date.parse(line.dataset.closes) : NaN;
  let ahead = line ? Date.parse(line.dataset.now) - Date.now() : 0; // of this device's clock
  const heard = (iso) => { ahead = Date.parse(iso) - Date.now(); };
  let warned = Infinity;
  const spell = (seconds) => {
    const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
    if (days) return say(`${days} 天 ${hours} 小时`, `${days} d ${hours} h`);
    if (hours) return say(`${hours} 小时 ${minutes} 分`, `${hours} h ${minutes} min`);
    return say(`${minutes} 分 ${seconds % 60} 秒`, `${minutes} min ${seconds % 60} s`);
  };
  const tick = () => {
    const seconds = Math.floor((closes - Date.now() - ahead) / 1000);
    const place = line.querySelector("[data-countdown]");
    place.textContent = seconds > 0 ? say(`还有 ${spell(seconds)}`, `${spell(seconds)} left`) : say("已到截止时间", "The closing time has come");
    line.classList.toggle("is-near", seconds < 86400);
    for (const limit of [3600, 600, 60]) {
      if (seconds > 0 && seconds <= limit && warned > limit) {
        warned = limit;
        announce(say(`距截止还有 ${spell(seconds)}`, `${spell(seconds)} until it closes`));
      }
    }
    if (seconds > 0) setTimeout(tick, seconds > 3600 ? 30000 : 1000);
  };
  const local = () => {
    const style = { dateStyle: "medium", timeStyle: "short" };
    const own = new Intl.DateTimeFormat(document.documentElement.lang, style).format(closes);
    const zone = -new Date(closes).getTimezoneOffset();
    if (zone === Number(line.dataset.zone)) return;
    const sign = zone < 0 ? "−" : "+";
    line.querySelector("[data-own-zone]").textContent = say(
      `（您所在时区 ${own}，UTC${sign}${Math.abs(zone) / 60}）`,
      ` (${own} where you are, UTC${sign}${Math.abs(zone) / 60})`,
    );
  };

  // --- known answers are corrected with a reason, and everything folded opens for the printer ----------
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("details.correct") || !event.target.open) return;
    answers.inputsOf(event.target).find((input) => input.type !== "hidden")?.focus();
  }, true);
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details.known:not([open])", form);
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of folded) one.open = false; });

  xm.page = { progress, heard, open };
  sections.forEach(pager);
  narrow.addEventListener("change", fit);
  fit();
  if (sections.length) turn(sections[0], true);
  if (location.hash) open(location.hash.slice(1));
  if (line) { local(); tick(); }
})();

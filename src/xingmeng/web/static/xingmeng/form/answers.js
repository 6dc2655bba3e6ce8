// What a question holds on the page: reading, filling, counting and judging its inputs.
(() => {
  const xm = window.xingmeng;
  const { all, say, element, announce } = xm;
  const inputsOf = (field) => all("input[name]:not([data-base]), select[name], textarea[name]", field);
  const boxed = (input) => input.type === "checkbox" || input.type === "radio";
  const fieldNamed = (name) => document.querySelector(`[data-field="${CSS.escape(name)}"]`);
  const labelOf = (field) =>
    (field.querySelector("legend, .form-label, .option span")?.firstChild?.textContent ?? field.dataset.field).trim();

  // --- reading and filling --------------------------------------------------------------
  const pairs = (field) => {
    const found = [];
    for (const input of inputsOf(field)) {
      if (input.type === "file" || (boxed(input) && !input.checked)) continue;
      if (input.multiple) for (const option of input.selectedOptions) found.push([input.name, option.value]);
      else found.push([input.name, input.value]);
    }
    return found;
  };
  // What the page brought, however much was written before this script was read.
  const brought = (field) => {
    const page = document.createElement("template");
    page.innerHTML = field.outerHTML;
    return pairs(page.content);
  };
  const put = (input, values) => {
    if (boxed(input)) input.checked = values.includes(input.value);
    else if (input.multiple) for (const option of input.options) option.selected = values.includes(option.value);
    else if (input.type !== "file" && !("rowCount" in input.dataset)) input.value = values[0] ?? "";
  };
  const fill = (field, kept) => {
    const table = field.querySelector("[data-rows]");
    if (table) xm.rows.resize(table, Number(kept.find(([name]) => name === `${table.dataset.rows}-rows`)?.[1] ?? 0));
    for (const input of inputsOf(field)) {
      put(input, kept.filter(([name]) => name === input.name).map(([, value]) => value));
    }
    refresh(field);
  };
  // The same from a server's value: text, a list of codes, true or false, a list of rows.
  const show = (field, value) => {
    const table = field.querySelector("[data-rows]");
    if (table) {
      xm.rows.show(table, Array.isArray(value) ? value : []);
    } else {
      const given = Array.isArray(value) ? value.map(String) : [String(value ?? "")];
      for (const input of inputsOf(field)) if (!("why" in input.dataset)) put(input, given);
    }
    refresh(field);
  };
  // What one reads where two versions stand side by side.
  const readable = (field) => {
    const table = field.querySelector("[data-rows]");
    const words = (input) => {
      if (boxed(input)) return input.checked ? input.closest("label")?.innerText.trim() || "✓" : "";
      if (input.tagName === "SELECT") return [...input.selectedOptions].filter((o) => o.value).map((o) => o.text).join("、");
      return input.value.trim();
    };
    const seen = (root) => inputsOf(root).filter((i) => i.type !== "hidden" && i.type !== "file").map(words).filter(Boolean);
    if (!table) return seen(field).join("、");
    return xm.rows.of(table).map((row) => seen(row).join(" · ")).filter(Boolean).join("\n");
  };

  // --- counting as people do, and as engines/characters.py does on the server ---------------
  const segmenter = "Segmenter" in Intl ? new Intl.Segmenter() : null;
  const characters = (text) => (segmenter ? [...segmenter.segment(text)].map((one) => one.segment) : [...text]);
  const count = (text) => characters(text.replaceAll("\r\n", "\n").trim()).length;
  const showCount = (input) => {
    const counter = document.querySelector(`[data-counter-for="${CSS.escape(input.id)}"]`);
    if (!counter) return;
    const length = count(input.value);
    const most = Number(counter.dataset.max);
    counter.textContent = `${length} / ${most}`;
    counter.classList.toggle("is-over", length > most);
    counter.classList.toggle("is-near", length <= most && length >= most * 0.9);
  };
  // Nothing beyond the limit stays in the input; what was cut is handed back to copy.
  const hold = (input) => {
    const most = Number(input.dataset.maxChars);
    const over = most ? count(input.value) - most : 0;
    if (over <= 0) return;
    const caret = input.selectionStart ?? input.value.length;
    const before = characters(input.value.slice(0, caret));
    const cut = before.splice(Math.max(0, before.length - over)).join("");
    input.value = before.join("") + input.value.slice(caret);
    input.setSelectionRange?.(before.join("").length, before.join("").length);
    if (count(cut) > 1) handBack(input, cut, most);
    else announce(say(`最多 ${most} 字`, `At most ${most} characters`));
  };
  const handBack = (input, cut, most) => {
    const field = input.closest("[data-field]");
    field.querySelector(".cut-off")?.remove();
    const words = say(
      `最多 ${most} 字，放不下的 ${count(cut)} 字在这里，可以复制：`,
      `At most ${most} characters; ${count(cut)} did not fit. They are here to copy:`,
    );
    const kept = element("textarea", "form-control");
    Object.assign(kept, { value: cut, readOnly: true, rows: 2, ariaLabel: words });
    const box = element("div", "cut-off", element("p", "", words), kept);
    box.append(xm.button(say("知道了", "All right"), () => { box.remove(); input.focus(); }));
    field.append(box);
    announce(words);
  };

  // --- judging at once what needs no server -----------------------------------------------
  const number = (text) => /^[+-]?\d{1,15}(\.\d{1,9})?$/.test(text.normalize("NFKC").replaceAll(",", "").trim());
  const rules = {
    integer: (text) => /^[+-]?\d{1,19}$/.test(text),
    decimal: (text) => number(text),
    percent: (text) => number(text.replace(/%$/, "")),
    money: (text) => /^\d{1,11}(\.\d{1,6})?$/.test(text.replaceAll(/[,，]/g, "")),
  };
  const judge = (input) => {
    const text = input.value.trim();
    if (!input.dataset.check) return "";
    if (input.validity?.badInput) return input.dataset.unread;
    if (!text) return "";
    if (rules[input.dataset.check] && !rules[input.dataset.check](text)) return input.dataset.unread;
    const value = Number(text.normalize("NFKC").replaceAll(/[,%]/g, ""));
    if (input.dataset.min && value < Number(input.dataset.min)) return input.dataset.tooSmall;
    if (input.dataset.max && value > Number(input.dataset.max)) return input.dataset.tooBig;
    return "";
  };
  const faults = (field) => {
    const found = [];
    for (const input of inputsOf(field)) {
      const words = judge(input);
      const row = input.closest("[data-row]");
      if (row) mark(input, Boolean(words));
      const at = row ? xm.rows.of(input.closest("[data-rows]")).indexOf(row) + 1 : 0;
      if (words) found.push(at ? say(`第 ${at} 行：${words}`, `Row ${at}: ${words}`) : words);
    }
    return found;
  };
  const mark = (input, wrong) => {
    input.classList.toggle("is-invalid", wrong && !boxed(input));
    if (wrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  const showErrors = (field, errors) => {
    const list = field.querySelector(":scope .field-errors");
    if (!list) return;
    list.replaceChildren(...errors.map((words) => element("li", "", words)));
    for (const input of inputsOf(field)) {
      if (input.type !== "hidden" && !input.closest("[data-rows]")) mark(input, errors.length > 0);
    }
    field.classList.toggle("has-errors", errors.length > 0);
  };

  // --- questions that are asked only after certain answers --------------------------------
  const conditional = all("[data-only-if]").filter((field) => field.dataset.field);
  const valuesOf = (name) => {
    const field = fieldNamed(name);
    if (!field || field.hidden) return [];
    return pairs(field).filter(([key, value]) => key === name && value).map(([, value]) => value);
  };
  const ask = (names) => {
    const opened = [];
    for (const field of conditional) {
      const asked = names
        ? names.includes(field.dataset.field)
        : valuesOf(field.dataset.onlyIf).some((one) => field.dataset.onlyValues.split("|").includes(one));
      if (field.hidden && asked) opened.push(labelOf(field));
      field.hidden = !asked;
    }
    return opened;
  };
  const askAgain = (names) => {
    const opened = ask(names);
    if (opened.length) announce(say("请继续回答：", "Now asked: ") + opened.join(say("、", ", ")));
  };

  const refresh = (field) => {
    const shown = field.querySelector("[data-shown]");
    if (shown) shown.textContent = readable(field);
    for (const input of inputsOf(field)) if (input.id) showCount(input);
    const table = field.querySelector("[data-rows]");
    if (table) xm.rows.total(table);
    askAgain();
  };
  let composing = false;
  document.addEventListener("compositionstart", () => { composing = true; });
  document.addEventListener("compositionend", (event) => { composing = false; hold(event.target); showCount(event.target); });
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.name) return;
    if (!composing) hold(input);
    if (input.id) showCount(input);
    const field = input.closest("[data-field]");
    if (field?.classList.contains("has-errors")) showErrors(field, faults(field));
  }, true);
  document.addEventListener("change", () => askAgain());

  xm.answers = {
    inputsOf, fieldNamed, labelOf, pairs, brought, fill, show, readable, characters, count, faults, showErrors, mark, askAgain,
    start: () => { ask(); },
  };
})();

// Tables of rows: add, remove, move, sum up; all of it on the keyboard, and undone if wished.
(() => {
  const xm = window.xingmeng;
  const { all, say, announce } = xm;
  const of = (table) => all("tr[data-row]", table);
  const boxes = (row) => all("input:not([type=hidden]), select, textarea", row);
  const changed = (table) => table.dispatchEvent(new Event("input", { bubbles: true }));

  // --- numbering, adding, removing ----------------------------------------------------------
  const number = (table) => {
    const rows = of(table);
    rows.forEach((row, index) => {
      row.querySelector("[data-row-number]").textContent = index + 1;
      for (const input of all("[name]", row)) {
        for (const which of ["name", "id"]) {
          input[which] = input[which].replace(/-(?:\d+|__row__)-([^-]*)$/, `-${index}-$1`);
        }
      }
      row.querySelector("[data-remove-row]").hidden = rows.length <= Math.max(1, Number(table.dataset.minRows));
      for (const mover of all("[data-move-row]", row)) {
        mover.hidden = false;
        mover.disabled = mover.dataset.moveRow === "up" ? index === 0 : index === rows.length - 1;
      }
    });
    table.querySelector("[data-row-count]").value = rows.length;
    table.querySelector("[data-add-row]").hidden = full(table);
    total(table);
    layBeside(table);
  };
  const full = (table) => of(table).length >= Number(table.dataset.maxRows);
  const pattern = (table) => table.querySelector("template").content.firstElementChild.cloneNode(true);
  const add = (table, after = null) => {
    if (full(table)) return null;
    const row = pattern(table);
    if (after) after.after(row);
    else table.querySelector("tbody").append(row);
    number(table);
    return row;
  };
  const resize = (table, wanted) => {
    while (of(table).length < wanted && !full(table)) table.querySelector("tbody").append(pattern(table));
    while (of(table).length > Math.max(1, wanted)) of(table).at(-1).remove();
    number(table);
  };
  const show = (table, rows) => {
    resize(table, rows.length);
    of(table).forEach((row, index) => {
      for (const input of boxes(row)) {
        const value = rows[index]?.[input.dataset.column];
        const given = Array.isArray(value) ? value.map(String) : [String(value ?? "")];
        if (input.type === "checkbox") input.checked = given.includes("true");
        else if (input.multiple) for (const option of input.options) option.selected = given.includes(option.value);
        else if (input.type !== "file") [input.value] = given;
      }
    });
    total(table);
  };

  // --- going back one step -------------------------------------------------------------------
  const remember = (table) => {
    const kept = xm.answers.pairs(table);
    return () => {
      xm.answers.fill(table.closest("[data-field]") ?? table.parentElement, kept);
      changed(table);
      report(table, [say("已恢复。", "Put back.")]);
    };
  };
  const report = (table, lines, undo = null) => {
    const place = table.querySelector("[data-table-report]");
    place.replaceChildren(...lines.map((line) => xm.element("p", "", line)));
    if (undo) place.append(xm.button(say("撤销", "Undo"), undo));
    announce(lines.join(" "));
  };
  const remove = (row) => {
    const table = row.closest("[data-rows]");
    const at = of(table).indexOf(row);
    const column = columnOf(document.activeElement);
    const undo = remember(table);
    if (of(table).length <= 1) for (const input of boxes(row)) input.value = "";
    else row.remove();
    number(table);
    changed(table);
    report(table, [say(`已删除第 ${at + 1} 行。`, `Row ${at + 1} removed.`)], undo);
    go(of(table)[Math.min(at, of(table).length - 1)], column);
  };
  const move = (row, way) => {
    const near = way === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!near) return;
    const table = row.closest("[data-rows]");
    const held = document.activeElement;
    if (way === "up") near.before(row);
    else near.after(row);
    number(table);
    changed(table);
    held?.focus();
    announce(say(`已移到第 ${of(table).indexOf(row) + 1} 行`, `Now row ${of(table).indexOf(row) + 1}`));
  };

  // --- on the keyboard -----------------------------------------------------------------------
  const columnOf = (input) => Math.max(0, boxes(input?.closest("tr[data-row]") ?? document.body).indexOf(input));
  const go = (row, column) => {
    const target = row && boxes(row)[Math.min(column, boxes(row).length - 1)];
    target?.focus();
    if (target?.select && target.type !== "file") target.select();
  };
  const step = (input, row, way) => {
    const table = row.closest("[data-rows]");
    const near = way < 0 ? row.previousElementSibling : row.nextElementSibling;
    const column = columnOf(input);
    if (near) go(near, column);
    else if (way > 0 && filled(row)) go(add(table), 0);
  };
  const filled = (row) => boxes(row).some((input) => (input.type === "checkbox" ? input.checked : input.value));
  const arrows = (input) => input.tagName === "INPUT" && !["date", "number", "radio"].includes(input.type);
  const keys = (event, input, row) => {
    const table = row.closest("[data-rows]");
    const plain = !event.ctrlKey && !event.metaKey;
    if (event.altKey && event.key === "ArrowUp" && input.tagName !== "SELECT") move(row, "up");
    else if (event.altKey && event.key === "ArrowDown" && input.tagName !== "SELECT") move(row, "down");
    else if (event.altKey && event.key === "Delete") remove(row);
    else if (event.altKey && event.key === "Enter") go(add(table, row), 0);
    else if (event.altKey) return false;
    else if (event.key === "Enter" && plain && input.tagName !== "TEXTAREA") step(input, row, event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.ctrlKey) step(input, row, 1);
    else if (event.key === "ArrowDown" && plain && !event.shiftKey && arrows(input) && row.nextElementSibling) step(input, row, 1);
    else if (event.key === "ArrowUp" && plain && !event.shiftKey && arrows(input) && row.previousElementSibling) step(input, row, -1);
    else return false;
    return true;
  };
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("tr[data-row]");
    if (!row || event.isComposing || !event.target.matches("input, select, textarea")) return;
    if (keys(event, event.target, row)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const press = event.target.closest("[data-add-row], [data-remove-row], [data-move-row]");
    if (!press) return;
    const row = press.closest("tr[data-row]");
    if ("addRow" in press.dataset) go(add(press.closest("[data-rows]")), 0);
    else if ("removeRow" in press.dataset) remove(row);
    else move(row, press.dataset.moveRow);
  });

  // --- sums under the columns, in whole millionths so that nothing is rounded on the way ------
  const millionths = (text) => {
    const found = /^(\d{1,11})(?:\.(\d{1,6}))?$/.exec(text.trim().replaceAll(/[,，]/g, ""));
    return found ? BigInt(found[1]) * 1000000n + BigInt((found[2] ?? "").padEnd(6, "0")) : 0n;
  };
  const plainly = (sum) => {
    const rest = String(sum % 1000000n).padStart(6, "0").replace(/0+$/, "");
    return (sum / 1000000n).toLocaleString("en-US") + (rest ? `.${rest}` : "");
  };
  const total = (table) => {
    for (const place of all("[data-total]", table)) {
      const cells = all(`tbody [data-column="${CSS.escape(place.dataset.total)}"]`, table);
      const sum = cells.reduce((before, cell) => before + millionths(cell.value), 0n);
      place.textContent = cells.some((input) => input.value) ? plainly(sum) : "";
      const wanted = place.dataset.wanted;
      place.classList.toggle("is-off", Boolean(wanted) && sum > 0n && sum !== millionths(wanted));
    }
  };
  // A budget: each line, each source and the whole.
  const amount = (cell) => millionths(cell.querySelector("input:not([type=hidden]), output")?.value ?? "");
  const balance = (budget) => {
    const sums = { fiscal: 0n, self: 0n };
    for (const line of all("[data-budget-line]", budget)) {
      let own = 0n;
      for (const cell of all("[data-source]", line)) {
        own += amount(cell);
        sums[cell.dataset.source] += amount(cell);
      }
      line.querySelector("[data-line-sum]").textContent = plainly(own);
    }
    for (const place of all("[data-source-sum]", budget)) place.textContent = plainly(sums[place.dataset.sourceSum]);
    budget.querySelector("[data-budget-sum]").textContent = plainly(sums.fiscal + sums.self);
  };
  const addUp = () => { for (const budget of all("[data-budget]")) balance(budget); };
  document.addEventListener("input", (event) => {
    const table = event.target.closest?.("[data-rows]");
    if (table) { total(table); layBeside(table); }
    if (event.target.closest?.("[data-budget]")) addUp();
  });
  document.addEventListener("answered", addUp);

  // --- what the rows of a table answer, by name or in turn ---------------------------------------
  const besideOf = (table) => { try { return JSON.parse(table.dataset.beside); } catch { return []; } };
  const layBeside = (table) => {
    if (!table.dataset.beside) return;
    const wanted = besideOf(table);
    of(table).forEach((row, index) => {
      const named = boxes(row)[0].value.trim();
      const one = named ? wanted.find((each) => each.name === named) : wanted[index];
      const words = one ? [named ? "" : one.name, one.value, one.unit].filter(Boolean).join(" ") : "";
      row.querySelector("[data-beside-cell]").textContent = words;
    });
    const fill = table.querySelector("[data-beside-fill]");
    fill.hidden = of(table).some(filled);
  };
  document.addEventListener("click", (event) => {
    const press = event.target.closest?.("[data-beside-fill]");
    if (!press) return;
    const table = press.closest("[data-rows]");
    show(table, besideOf(table).slice(0, Number(table.dataset.maxRows)).map(({ name, unit }) => ({ name, unit })));
    number(table);
    changed(table);
    boxes(of(table)[0])[1]?.focus();
  });

  xm.rows = { of, boxes, add, resize, show, number, total, full, report, remember, changed, millionths, plainly };
  xm.answers.start();
  for (const table of all("[data-rows]")) number(table);
  addUp();
})();

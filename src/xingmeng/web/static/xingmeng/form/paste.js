// A block copied from a spreadsheet fills cells and rows; what did not fit is said, and undone if wished.
(() => {
  const xm = window.xingmeng;
  const { say } = xm;

  // Tab-separated cells; a cell in quotes may hold tabs, breaks and doubled quotes.
  const parse = (text) => {
    const rows = [[""]];
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const sign = text[at];
      const row = rows.at(-1);
      if (quoted && sign === '"' && text[at + 1] === '"') { row[row.length - 1] += '"'; at += 1; }
      else if (quoted && sign === '"') quoted = false;
      else if (quoted) row[row.length - 1] += sign;
      else if (sign === '"' && row.at(-1) === "") quoted = true;
      else if (sign === "\t") row.push("");
      else if (sign === "\n") rows.push([""]);
      else if (sign !== "\r") row[row.length - 1] += sign;
    }
    while (rows.length && rows.at(-1).every((cell) => cell === "")) rows.pop();
    return rows;
  };
  const day = (text) => {
    const found = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text);
    return found ? `${found[1]}-${found[2].padStart(2, "0")}-${found[3].padStart(2, "0")}` : text;
  };
  const same = (one, other) => one.trim().toLowerCase() === other.trim().toLowerCase();

  // Puts one cell in; returns what did not fit, "" if all did.
  const put = (input, text) => {
    const given = input.tagName === "TEXTAREA" ? text.trim() : text.trim().replaceAll(/\s*\n\s*/g, " ");
    if (input.tagName === "SELECT") {
      const parts = input.multiple ? given.split(/[、,，;；]/).filter(Boolean) : [given];
      const found = parts.map((part) => [...input.options].find((o) => same(o.text, part) || same(o.value, part)));
      if (found.some((option) => !option)) return given;
      if (input.multiple) for (const option of input.options) option.selected = found.includes(option);
      else input.value = found[0].value;
      return "";
    }
    if (input.type === "checkbox") {
      input.checked = ["true", "1", "yes", "是", "√", "✓", "x"].includes(given.toLowerCase());
      return "";
    }
    if (input.type === "file") return given;
    if (input.type === "date") {
      input.value = day(given);
      return input.value || !given ? "" : given;
    }
    const numeric = ["money", "integer", "decimal", "percent"].includes(input.dataset.check);
    const most = Number(input.dataset.maxChars) || Infinity;
    const signs = xm.answers.characters(numeric ? given.replaceAll(/[,，\s¥￥]/g, "") : given);
    input.value = signs.slice(0, most).join("");
    return signs.slice(most).join("");
  };
  const isHead = (table, cells, first) => {
    const heads = [...table.querySelectorAll("thead [data-head]")].slice(first).map((head) => head.dataset.head);
    const known = cells.map((cell, index) => same(cell, heads[index] ?? "") && cell.trim() !== "");
    return known.filter(Boolean).length * 2 > cells.filter((cell) => cell.trim()).length;
  };

  const spread = (table, start, column, block) => {
    const before = xm.rows.of(table).length;
    const lost = [];
    let done = 0;
    block.forEach((cells, down) => {
      const row = xm.rows.of(table)[start + down] ?? xm.rows.add(table);
      if (!row) { lost.push([start + down + 1, cells.join(" · ")]); return; }
      const boxes = xm.rows.boxes(row);
      cells.forEach((text, right) => {
        const input = boxes[column + right];
        const rest = input ? put(input, text) : text.trim();
        if (rest) lost.push([start + down + 1, rest]);
        else if (text.trim()) done += 1;
        if (input) xm.answers.mark(input, Boolean(rest));
      });
    });
    return { done, added: xm.rows.of(table).length - before, lost };
  };
  const told = ({ done, added, lost }) => {
    const lines = [say(`已填 ${done} 格，新增 ${added} 行。`, `${done} cells filled, ${added} rows added.`)];
    if (lost.length) lines.push(say(`${lost.length} 处放不下：`, `${lost.length} did not fit:`));
    for (const [row, text] of lost.slice(0, 20)) {
      lines.push(say(`第 ${row} 行：“${text}”`, `Row ${row}: “${text}”`));
    }
    if (lost.length > 20) lines.push(say(`另有 ${lost.length - 20} 处`, `and ${lost.length - 20} more`));
    return lines;
  };

  document.addEventListener("paste", (event) => {
    const row = event.target.closest?.("tr[data-row]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const long = event.target.tagName === "TEXTAREA";
    if (!row || !(text.includes("\t") || (!long && text.trim().includes("\n")))) return;
    event.preventDefault();
    const table = row.closest("[data-rows]");
    const column = Math.max(0, xm.rows.boxes(row).indexOf(event.target));
    let block = parse(text);
    if (block.length && isHead(table, block[0], column)) block = block.slice(1);
    const undo = xm.rows.remember(table);
    const outcome = spread(table, xm.rows.of(table).indexOf(row), column, block);
    xm.rows.number(table);
    xm.rows.changed(table);
    xm.rows.report(table, told(outcome), undo);
  });
})();

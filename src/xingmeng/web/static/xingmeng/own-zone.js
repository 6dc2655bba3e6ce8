// A deadline in the reader's own zone, where that is not the region's.
(() => {
  const lang = document.documentElement.lang;
  for (const line of document.querySelectorAll("[data-closes]")) {
    const place = line.querySelector("[data-own-zone]");
    const closes = Date.parse(line.dataset.closes);
    const zone = -new Date(closes).getTimezoneOffset();
    if (!place || zone === Number(line.dataset.zone)) continue;
    const own = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }).format(closes);
    const from = `UTC${zone < 0 ? "−" : "+"}${Math.abs(zone) / 60}`;
    place.textContent = lang.startsWith("en") ? ` (${own} where you are, ${from})` : `（您所在时区 ${own}，${from}）`;
  }
})();

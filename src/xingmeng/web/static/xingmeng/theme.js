// Before the first paint: the reader's theme, and the sign that scripts run.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try { return localStorage.getItem("xingmeng-theme") || "auto"; } catch { return "auto"; }
  };
  const apply = () => {
    const choice = chosen();
    root.dataset.themeChoice = choice;
    root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  };
  root.classList.add("js");
  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", (event) => { if (event.key === "xingmeng-theme") apply(); });
  addEventListener("theme-chosen", apply);
})();

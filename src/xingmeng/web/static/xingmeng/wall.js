// The wall brings itself up to date every few minutes, unless somebody paused it.
(() => {
  document.documentElement.classList.add("js");
  const button = document.querySelector("[data-pause]");
  const parts = ["wall", "wall-day"];
  let paused = false;
  button.addEventListener("click", () => {
    paused = !paused;
    button.setAttribute("aria-pressed", String(paused));
    for (const words of button.querySelectorAll("[data-when]")) {
      words.hidden = (words.dataset.when === "off") !== paused;
    }
  });
  const renew = async () => {
    if (paused || document.hidden || document.querySelector("main :focus")) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of parts) {
        const fresh = page.getElementById(id);
        if (fresh && !paused) document.getElementById(id).replaceWith(document.adoptNode(fresh));
      }
    } catch { /* offline: what stands there stays, and is tried again */ }
  };
  setInterval(renew, Number(button.dataset.seconds) * 1000);
})();

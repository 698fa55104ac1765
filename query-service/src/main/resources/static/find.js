// In a dialog over whatever page is open: the page /find, by / or Ctrl-K to look for something, by ? for the keys;
// and Today's list by the bell, which says how long it is.
// Keys of one letter do nothing while somebody types, and nothing at all where they were turned off.
(() => {
  const entry = document.getElementById("find");
  if (!entry) return;
  const OFF = "yardstick.keys.off";
  const off = () => localStorage.getItem(OFF) === "yes";
  const types = at => at && (at.isContentEditable || at.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
  let places = null;
  let asked = 0;
  let waiting = 0;
  let shown = ""; // what stands below is found for this

  const page = async (query, path = "/find") => {
    const answer = await fetch(path + query, { headers: { Accept: "text/html" } });
    return answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  };
  const dialog = document.createElement("dialog");
  dialog.className = "palette";
  dialog.setAttribute("aria-label", entry.textContent);
  const box = document.createElement("article");
  dialog.append(box);
  dialog.addEventListener("click", e => { if (e.target === dialog) dialog.close(); });
  // It may be open again by the time it says so.
  dialog.addEventListener("close", () => { if (!dialog.open) { clearTimeout(waiting); box.replaceChildren(); } });

  const set = (root) => root.querySelectorAll("[data-keys]").forEach(button => {
    button.hidden = (button.dataset.keys === "off") === off();
    button.addEventListener("click", () => {
      if (off()) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "yes");
      root.querySelectorAll("[data-keys]").forEach(b => { b.hidden = (b.dataset.keys === "off") === off(); });
      root.querySelector("[data-keys]:not([hidden])").focus();
    });
  });
  set(document);

  const look = async (field, into) => {
    const mine = ++asked;
    const fresh = await page("?q=" + encodeURIComponent(field.value)).catch(() => null);
    if (mine !== asked || !fresh || !dialog.open) return;
    into.replaceChildren(...fresh.getElementById("found").childNodes);
    shown = field.value;
  };
  const element = (name, values, ...within) => {
    const made = Object.assign(document.createElement(name), values);
    made.append(...within);
    return made;
  };
  const show = (...parts) => {
    if (dialog.open) dialog.close();
    const close = element("button", { type: "button", className: "link shut" }, entry.dataset.close);
    close.addEventListener("click", () => dialog.close());
    box.replaceChildren(close, ...parts);
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
    return close;
  };
  // At once, so that nothing that is typed is lost; what there is to choose from follows.
  const find = () => {
    const field = element("input", { type: "search", name: "q", autocomplete: "off" });
    const found = element("div", { id: "found", className: "found" });
    const form = element("form", { action: "/find", className: "search" }, element("label", {}, element("span", {}, entry.dataset.what), field));
    shown = "";
    show(element("search", {}, form), found);
    field.focus();
    look(field, found);
    field.addEventListener("input", () => { asked++; clearTimeout(waiting); waiting = setTimeout(() => look(field, found), 200); });
    // Enter opens the first of them; what was not looked for yet is looked for on the page.
    form.addEventListener("submit", e => {
      const first = found.querySelector("a");
      if (first && field.value && field.value === shown) { e.preventDefault(); location.assign(first.href); }
    });
  };
  const help = async () => {
    const fresh = await page("").catch(() => null);
    if (!fresh) { location.assign("/find"); return; }
    const keys = fresh.getElementById("keys");
    const close = show(keys);
    set(keys);
    close.focus();
  };
  dialog.addEventListener("keydown", e => {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    const stops = [...dialog.querySelectorAll("input, #found a, #keys a")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[(at + (e.key === "ArrowDown" ? 1 : stops.length - 1)) % stops.length];
    if (next) { e.preventDefault(); next.focus(); }
  });

  let went = 0;
  addEventListener("keydown", async e => {
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") { e.preventDefault(); find(); return; }
    if (e.ctrlKey || e.metaKey || e.altKey || off() || types(e.target) || dialog.open) return;
    if (e.key === "/") { e.preventDefault(); find(); return; }
    if (e.key === "?") { e.preventDefault(); help(); return; }
    if (e.key === "g") { went = performance.now(); return; }
    if (went && performance.now() - went < 1500 && /^[a-z]$/.test(e.key)) {
      went = 0;
      places ??= page("").then(fresh => fresh && new Map([...fresh.querySelectorAll("#keys tr:has(a)")].map(row => [row.querySelector("kbd:last-of-type").textContent, row.querySelector("a").getAttribute("href")])));
      const to = (await places)?.get(e.key);
      if (to) location.assign(to);
    }
    went = 0;
  });
  const bell = document.getElementById("bell");
  if (bell) {
    fetch("/today/bell").then(answer => answer.ok && !answer.redirected ? answer.json() : null).then(waits => {
      if (!waits) return;
      bell.querySelector("span").textContent = bell.title = waits.said;
      bell.querySelector("b").textContent = waits.count || "";
    }).catch(() => {});
    bell.addEventListener("click", async e => {
      if (e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      const fresh = await page("", "/today").catch(() => null);
      const list = fresh?.querySelector("main section:has(> #due, > #waits)");
      if (!list) { location.assign(bell.href); return; }
      const today = element("a", { href: bell.href }, bell.dataset.today);
      show(...fresh.querySelectorAll("main > link"), list, element("p", {}, today)).focus();
    });
  }
  entry.addEventListener("click", e => { if (!e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); find(); } });
})();

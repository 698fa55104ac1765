// A menu closes as one goes elsewhere; it opens and closes without this.
addEventListener("click", e => document.querySelectorAll("details.menu[open]").forEach(menu => { if (!menu.contains(e.target)) menu.open = false; }));
addEventListener("keydown", e => { if (e.key === "Escape") document.querySelectorAll("details.menu[open]").forEach(menu => { menu.open = false; menu.querySelector("summary").focus(); }); });
// Asks the server to say when what a page shows has moved on, and draws the page's main anew:
// without loss of focus, of what is open or typed, or of the place on the page. <main data-live="rep=robin">
// Scripts that set something up do so again at the main's event "redrawn".
(() => {
  const main = document.querySelector("main[data-live]");
  if (!main || !window.EventSource) return;
  const query = new URLSearchParams(location.search);
  if (query.has("knownAt")) return; // what was known then does not move
  let waiting = false;
  const typed = (field) => field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  const busy = () => {
    const at = document.activeElement;
    return (at && main.contains(at) && at.matches("input, textarea, select")) || [...main.querySelectorAll("input, textarea")].some(typed);
  };
  const key = (element) => element && (element.id ? "#" + CSS.escape(element.id) : element.getAttribute("href") && `a[href="${CSS.escape(element.getAttribute("href"))}"]`);
  const redraw = async () => {
    if (busy() || document.hidden) { waiting = true; return; }
    waiting = false;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || busy()) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (!fresh) return;
    const focused = main.contains(document.activeElement) ? key(document.activeElement) : null;
    const open = [...main.querySelectorAll("details")].map((details) => details.open);
    const scrolled = [...main.querySelectorAll(".wide")].map((box) => [box.scrollLeft, box.scrollTop]);
    main.replaceChildren(...fresh.childNodes);
    main.querySelectorAll("details").forEach((details, i) => { if (i < open.length) details.open = open[i]; });
    main.querySelectorAll(".wide").forEach((box, i) => { if (scrolled[i]) [box.scrollLeft, box.scrollTop] = scrolled[i]; });
    if (focused) main.querySelector(focused)?.focus({ preventScroll: true });
    main.dispatchEvent(new Event("redrawn"));
  };
  const source = new EventSource("/live?" + main.dataset.live);
  // After a silence it is drawn at once, else once a second; the dearer, the less often: at most a tenth of the time.
  let next = 0;
  let timer = 0;
  let more = false;
  const draw = async () => {
    more = false;
    const begun = performance.now();
    await redraw().catch(() => {});
    next = begun + Math.max(1000, 10 * (performance.now() - begun));
    timer = 0;
    if (more) moved();
  };
  const moved = () => {
    more = true;
    timer ||= setTimeout(draw, Math.max(0, next - performance.now()));
  };
  source.addEventListener("moved", moved);
  // What moves without an event, such as a rebuild, asks for it: data-again is in seconds.
  let again = 0;
  const wait = () => {
    clearTimeout(again);
    const asked = main.querySelector("[data-again]");
    if (asked) again = setTimeout(() => redraw().catch(() => {}).finally(wait), 1000 * asked.dataset.again);
  };
  wait();
  document.addEventListener("visibilitychange", () => { if (waiting) redraw(); });
  main.addEventListener("focusout", () => setTimeout(() => { if (waiting) redraw(); }, 200));
})();

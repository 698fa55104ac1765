// Redraws the replay in place where a link or the slider leads, and plays it on, one step after
// the other. Without it the same links and the form load pages.
(() => {
  const main = document.getElementById("main");
  const region = () => document.getElementById("replayed");
  if (!region()) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = false;
  let timer = 0;
  let asked = 0;

  const label = () => {
    const button = document.getElementById("play");
    button.textContent = playing ? button.dataset.pause : button.dataset.play;
    button.hidden = !playing && !document.getElementById("forward");
  };
  const pause = () => {
    playing = false;
    clearTimeout(timer);
    label();
  };
  const go = async (address) => {
    const turn = ++asked;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("replayed");
    if (turn !== asked) return;
    if (!fresh) { location.assign(address); return; }
    const focused = region().contains(document.activeElement) ? document.activeElement.id : null;
    const said = region().querySelector("[role=status]");
    const says = fresh.querySelector("[role=status]");
    // The same element goes on, so that it is heard.
    if (said && says) {
      said.textContent = says.textContent;
      says.replaceWith(said);
    }
    region().replaceChildren(...fresh.childNodes);
    history.replaceState(null, "", answer.url);
    if (focused) (document.getElementById(focused) ?? document.getElementById("step")).focus({ preventScroll: true });
    label();
  };
  const next = async () => {
    await go(document.getElementById("forward").href);
    if (!playing) return;
    if (document.getElementById("forward")) timer = setTimeout(next, calm.matches ? 2500 : 700);
    else pause();
  };
  main.addEventListener("click", (event) => {
    const target = event.target.closest("#play, #replayed .slide a");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.id === "play") {
      if (playing) pause(); else { playing = true; label(); next(); }
      return;
    }
    event.preventDefault();
    pause();
    go(target.href);
  });
  main.addEventListener("pointerdown", (event) => { if (event.target.id === "step") pause(); });
  main.addEventListener("change", (event) => {
    const form = event.target.closest(".slide");
    if (!form) return;
    pause();
    go(form.action + "?" + new URLSearchParams(new FormData(form)));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") pause(); });
  label();
})();

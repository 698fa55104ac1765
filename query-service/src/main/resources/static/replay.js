// Redraws the replay in place where a link or the slider leads, as one drags it, and plays it on, one
// step after the other. Without it the same links and forms load pages.
(() => {
  const main = document.getElementById("main");
  const slider = document.getElementById("step");
  if (!slider) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const speed = document.getElementById("speed");
  let playing = false;
  let timer = 0;
  let asked = 0;
  let dragged = false;

  const ahead = () => main.querySelector("a#forward");
  const label = () => {
    const button = document.getElementById("play");
    button.textContent = playing ? button.dataset.pause : button.dataset.play;
    button.hidden = !playing && !ahead();
  };
  const pause = () => {
    playing = false;
    clearTimeout(timer);
    label();
  };
  // The same element goes on, so that it is heard.
  const keep = (old, fresh) => {
    const said = old.querySelector("[role=status]");
    const says = fresh.querySelector("[role=status]");
    if (said && says) {
      said.replaceChildren(...says.childNodes);
      says.replaceWith(said);
    }
    const open = old.querySelector("details[open]");
    if (open && fresh.querySelector("details")) fresh.querySelector("details").open = true;
  };
  const draw = (page) => {
    const focused = document.activeElement?.id;
    main.querySelectorAll("[data-drawn]").forEach((old) => {
      const fresh = page.getElementById(old.id);
      if (!fresh) return old.replaceChildren();
      keep(old, fresh);
      old.replaceWith(fresh);
    });
    const moved = page.getElementById("step");
    ["min", "max", "aria-valuetext"].forEach((name) => { if (moved.hasAttribute(name)) slider.setAttribute(name, moved.getAttribute(name)); });
    if (!dragged) slider.value = moved.getAttribute("value");
    if (focused && document.activeElement?.id !== focused) (document.getElementById(focused)?.matches("a, button, input, select, summary") ? document.getElementById(focused) : slider).focus({ preventScroll: true });
    label();
  };
  const go = async (address) => {
    const turn = ++asked;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return;
    if (!page || !page.getElementById("step")) { location.assign(address); return; }
    draw(page);
    history.replaceState(null, "", page.getElementById("step").dataset.here ?? answer.url);
  };
  const next = async () => {
    await go(ahead().href);
    if (!playing) return;
    if (ahead()) timer = setTimeout(next, (calm.matches ? 2500 : 700) / (speed?.value ?? 1));
    else pause();
  };
  const send = (form) => go(form.action + "?" + new URLSearchParams(new FormData(form)));
  // What is dragged over while an answer is on its way is left out.
  let drawing = false;
  let again = false;
  const follow = async () => {
    if (drawing) { again = true; return; }
    drawing = true;
    await send(slider.form).catch(() => {});
    drawing = false;
    if (again) { again = false; follow(); }
  };
  main.addEventListener("click", (event) => {
    const target = event.target.closest("#play, a.goes, .track a, #marks a");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.id === "play") {
      if (playing) pause(); else { playing = true; label(); next(); }
      return;
    }
    event.preventDefault();
    pause();
    go(target.getAttribute("href"));
  });
  slider.addEventListener("pointerdown", () => { dragged = true; pause(); });
  addEventListener("pointerup", () => { dragged = false; });
  slider.addEventListener("input", () => { pause(); follow(); });
  main.addEventListener("change", (event) => {
    if (event.target === slider || event.target === speed) return;
    const form = event.target.closest(".slide, .slide form");
    if (!form || !form.checkValidity()) return;
    pause();
    send(form);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") pause(); });
  label();
})();

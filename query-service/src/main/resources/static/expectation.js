// Two things that the exercise does also without: it looks at last year whenever something was
// typed, and it keeps what was typed in this tab until it was sent, over a session that ended too.
(() => {
  const form = document.querySelector("form.exercise");
  const sent = "yardstick:sent";
  if (!form) {
    if (/[?&]done=(set|set-many|revised|template-set)\b/.test(location.search)) {
      sessionStorage.removeItem(sessionStorage.getItem(sent));
      sessionStorage.removeItem(sent);
    }
    return;
  }
  const key = "yardstick:" + location.pathname + "?rep=" + form.dataset.of;
  const typed = () => new URLSearchParams(new FormData(form)).toString();
  const begun = typed();

  const look = async () => {
    const data = new FormData(form);
    data.set("do", "look");
    const asked = typed();
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), headers: { Accept: "text/html" } });
    } catch { return; }
    if ((answer.status !== 200 && answer.status !== 422) || typed() !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const parts = [...form.querySelectorAll(".tried, .read, .choices")].filter((part) => !part.contains(document.activeElement)).map((part) => part.id).concat("guide", "difference", "quota-only");
    for (const id of parts) {
      const old = document.getElementById(id);
      const now = fresh.getElementById(id);
      if (!old || !now || (old.className === "tried" && answer.status === 422)) continue;
      old.replaceChildren(...now.childNodes);
      old.className = now.className;
    }
    form.dataset.looked = String(Number(form.dataset.looked ?? 0) + 1);
  };

  let waiting;
  form.addEventListener("input", () => {
    sessionStorage.setItem(key, typed());
    clearTimeout(waiting);
    waiting = setTimeout(look, 700);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    sessionStorage.setItem(key, typed());
    if (event.submitter?.value === "send") sessionStorage.setItem(sent, key);
  });

  // A form that begins anew while another was being typed: what was typed is offered, not forced.
  if (form.dataset.typed === "true") sessionStorage.setItem(key, begun);
  const kept = sessionStorage.getItem(key);
  const offer = document.getElementById("kept");
  if (kept && kept !== begun && offer) {
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => {
      const back = document.createElement("form");
      back.method = "post";
      back.action = form.action;
      for (const [name, value] of new URLSearchParams(kept)) {
        if (name === "do") continue;
        const field = document.createElement("input");
        field.type = "hidden";
        field.name = name;
        field.value = value;
        back.append(field);
      }
      document.body.append(back);
      back.submit();
    });
  }
})();

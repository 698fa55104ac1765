// Reads a chart out: what was delivered and expected by a day, under a pointer or a finger, and day by
// day with the arrow keys. All of it stands in the chart, as titles of its stretches, and in its table.
(() => {
  const main = document.querySelector("main");
  const svg = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const readings = (box) => [...box.querySelectorAll(".points > *")];
  // A title would be shown once more by the browser.
  const says = (reading) => {
    const title = reading.querySelector("title");
    if (title) { reading.dataset.says = title.textContent; title.remove(); }
    return reading.dataset.says.split("\n");
  };
  const at = new WeakMap(); // by chart, the reading that is shown
  const clear = (box) => {
    if (!at.delete(box)) return;
    box.querySelectorAll(".readout, .cross, .at").forEach((element) => element.remove());
    box.querySelector(".chart").classList.remove("read");
  };
  const show = (box, index, how) => {
    const all = readings(box);
    const reading = all[Math.max(0, Math.min(index, all.length - 1))];
    if (!reading) return;
    if (at.get(box) === reading) return;
    clear(box);
    at.set(box, reading);
    const chart = box.querySelector(".chart");
    const x = reading.dataset.x + "%";
    chart.classList.add("read");
    const group = chart.querySelector("g");
    group.append(svg("line", { class: "cross", x1: x, x2: x, y1: "14%", y2: "82%" }));
    reading.dataset.y.split(" ").forEach((y) => group.append(svg("circle", { class: "at", cx: x, cy: y + "%", r: 4 })));
    const card = document.createElement("div");
    card.className = "readout" + (reading.dataset.x < 50 ? " right" : "");
    const [day, ...figures] = says(reading);
    const line = (name, text) => {
      const element = card.appendChild(document.createElement(name));
      element.textContent = text;
      return element;
    };
    line("b", day);
    figures.forEach((figure) => line("span", figure));
    if (how === "touch" && reading.matches("a")) line("a", box.dataset.opens).href = reading.getAttribute("href");
    if (how === "keys") {
      box.querySelector("[aria-live]").textContent = [day, ...figures].join(", ");
      card.setAttribute("aria-hidden", "true");
    }
    box.append(card);
  };
  const nearest = (box, x) => {
    const area = box.querySelector(".chart").getBoundingClientRect();
    const share = (100 * (x - area.left)) / area.width;
    let best = 0;
    readings(box).forEach((reading, i, all) => {
      if (Math.abs(reading.dataset.x - share) < Math.abs(all[best].dataset.x - share)) best = i;
    });
    return best;
  };
  const instrument = (event) => event.target.closest?.(".instrument");
  const point = (event) => {
    const box = instrument(event);
    if (box && !event.target.closest(".readout")) show(box, nearest(box, event.clientX), event.pointerType);
  };
  main.addEventListener("pointermove", point);
  main.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") document.querySelectorAll(".instrument").forEach((box) => { if (box !== instrument(event)) clear(box); });
    point(event);
  });
  main.addEventListener("pointerout", (event) => {
    const box = instrument(event);
    if (box && event.pointerType !== "touch" && !box.contains(event.relatedTarget)) clear(box);
  });
  // A finger first reads; what it read opens by the link beside it.
  main.addEventListener("click", (event) => {
    if (event.pointerType === "touch" && event.target.closest(".points a")) event.preventDefault();
  });
  main.addEventListener("keydown", (event) => {
    const box = event.target.matches(".instrument") ? event.target : null;
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = readings(box);
    const now = all.indexOf(at.get(box));
    if (event.key === "Escape") return clear(box);
    if (event.key === "Enter" && now >= 0 && all[now].matches("a")) return location.assign(all[now].getAttribute("href"));
    const judged = all.filter((reading) => reading.matches("a")).length - 1; // the day judged, to begin with
    const to = { ArrowLeft: now < 0 ? judged : now - 1, ArrowRight: now < 0 ? judged : now + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(box, to, "keys");
  });
  main.addEventListener("focusout", (event) => { if (event.target.matches(".instrument")) clear(event.target); });
  const set = () => document.querySelectorAll(".instrument").forEach((box) => {
    if (!readings(box).length) return;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", box.dataset.reads);
    const live = document.createElement("p");
    live.className = "sr";
    live.setAttribute("aria-live", "polite");
    box.append(live);
  });
  // What is met is folded; who is sent to it sees it.
  const unfold = () => {
    const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = asked && asked.closest("details:not([open])");
    if (folded) { folded.open = true; asked.scrollIntoView(); }
  };
  addEventListener("hashchange", unfold);
  unfold();
  main.addEventListener("redrawn", set);
  set();
})();

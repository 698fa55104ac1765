// Saves a chart as a picture, as it looks: its shapes with the styles that they have here, under its
// title and what it says in words, on the ground of the page. Without it the page prints.
(() => {
  const SCALE = 2; // so that letters are sharp
  const PAD = 16;
  const LINE = 20;
  // Attributes, since a policy that knows no inline styles is right about pictures too.
  const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "vector-effect",
    "paint-order", "font-family", "font-size", "font-weight", "text-anchor", "overflow", "transform"];
  const UNSEEN = "title, desc, .points, .cross, .at";

  const painted = (element) => {
    const style = getComputedStyle(element);
    const copy = element.cloneNode(false);
    ["class", "id", "role", "aria-labelledby"].forEach((name) => copy.removeAttribute(name));
    STYLES.forEach((name) => {
      const value = style.getPropertyValue(name);
      if (value && value !== "none" || name === "fill" || name === "stroke") copy.setAttribute(name, value);
    });
    element.childNodes.forEach((child) => {
      if (child.nodeType === Node.TEXT_NODE) copy.append(child.textContent);
      else if (!child.matches(UNSEEN) && getComputedStyle(child).display !== "none") copy.append(painted(child));
    });
    return copy;
  };
  // A text in lines that are not wider than this.
  const lines = (pen, text, width) => text.trim().split(/\s+/).reduce((all, word) => {
    const longer = all.length ? all.at(-1) + " " + word : word;
    if (all.length && pen.measureText(longer).width <= width) all[all.length - 1] = longer;
    else all.push(word);
    return all;
  }, []);
  const image = async (chart, box, width) => {
    const place = chart.getBoundingClientRect();
    const copy = painted(chart);
    Object.entries({ x: place.left - box.left + PAD, y: 0, width: place.width, height: place.height })
      .forEach(([name, value]) => copy.setAttribute(name, value));
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    ground.setAttribute("width", width);
    ground.setAttribute("height", place.height);
    ground.append(copy);
    const picture = new Image();
    picture.src = "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(ground));
    await picture.decode();
    return { picture, height: place.height };
  };
  const save = async (button) => {
    const pictured = button.closest(".pictured");
    const chart = pictured.querySelector("svg.chart");
    const box = chart.parentElement.getBoundingClientRect();
    const width = Math.ceil(box.width) + 2 * PAD;
    const { picture, height } = await image(chart, box, width);
    const page = getComputedStyle(document.body);
    const family = page.fontFamily;
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const key = [...pictured.querySelectorAll(".key > *")];
    const known = document.querySelector(".bar span")?.textContent ?? "";
    const said = [["600 15px", button.dataset.of + " · " + chart.querySelector("title").textContent], ["12px", key.map((sign) => sign.textContent).join(" · ") || chart.querySelector("desc").textContent], ["12px", known]]
      .flatMap(([font, text]) => {
        pen.font = font + " " + family;
        return text.trim() ? lines(pen, text, width - 2 * PAD).map((line) => [pen.font, line]) : [];
      });
    const top = PAD + said.length * LINE + 6;
    canvas.width = width * SCALE;
    canvas.height = Math.ceil(top + height + PAD) * SCALE;
    pen.scale(SCALE, SCALE);
    pen.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    pen.fillRect(0, 0, width, canvas.height);
    pen.fillStyle = page.color;
    pen.textBaseline = "top";
    said.forEach(([font, line], i) => { pen.font = font; pen.fillText(line, PAD, PAD + i * LINE); });
    pen.drawImage(picture, 0, top, width, height);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await new Promise((made) => canvas.toBlob(made, "image/png")));
    link.download = button.dataset.picture + ".png";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-picture]");
    if (button) save(button);
  });
})();

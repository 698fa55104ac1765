// In the matrix one cell is reached by Tab and the others by arrows, Home and End, as in a grid.
(() => {
  const reach = (cell) => {
    document.querySelectorAll(".matrix tbody a").forEach((a) => (a.tabIndex = -1));
    cell.tabIndex = 0;
  };
  const set = () => { const first = document.querySelector(".matrix tbody a"); if (first) reach(first); };
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.(".matrix tbody tr");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...row.parentElement.children];
    const cell = event.target.closest("th, td");
    const at = [rows.indexOf(row), [...row.children].indexOf(cell)];
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -Infinity], End: [0, Infinity] }[event.key];
    if (!step) return;
    event.preventDefault();
    const down = Math.sign(step[0]);
    const right = Math.sign(step[1]);
    let best = null;
    for (let y = at[0] + down, x = at[1] + right; rows[y]?.children[x]; y += down, x += right) {
      const link = rows[y].children[x].querySelector("a");
      if (link) { best = link; if (Number.isFinite(step[1])) break; }
    }
    if (best) { reach(best); best.focus(); }
  });
  document.querySelector("main").addEventListener("redrawn", set);
  set();
})();

// Copies the address of the link beside a button, and says so. Without it there is the link.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copied]");
  if (!button) return;
  const address = button.parentElement.querySelector("a").href;
  let copied = true;
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    // It is there by https alone, and where it is allowed.
    const field = document.body.appendChild(document.createElement("textarea"));
    field.value = address;
    field.select();
    copied = document.execCommand("copy");
    field.remove();
    button.focus();
  }
  button.parentElement.querySelector("[role=status]").textContent = copied ? button.dataset.copied : button.dataset.failed;
});

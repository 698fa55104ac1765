// Makes a passkey, or signs in by one: a form with data-passkey names the address of the options, which the browser
// is asked with; what it answers goes with the form. Where there can be no passkeys such forms are not shown.
(() => {
  const here = window.PublicKeyCredential;
  if (!here?.parseCreationOptionsFromJSON || location.origin !== document.currentScript.dataset.at) return;
  document.documentElement.classList.add("has-passkeys");
  const answer = async (form) => {
    const asked = await fetch(form.dataset.passkey, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!asked.ok) throw new Error(asked.status);
    const options = await asked.json();
    return form.dataset.makes
      ? navigator.credentials.create({ publicKey: here.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: here.parseRequestOptionsFromJSON(options) });
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.passkey) return;
    event.preventDefault();
    const button = form.querySelector("button");
    const said = form.querySelector("[role=alert]");
    said.textContent = "";
    button.disabled = true;
    try {
      form.elements.passkey.value = JSON.stringify(await answer(form));
      form.submit();
    } catch {
      said.textContent = form.dataset.failed;
      button.disabled = false;
      button.focus();
    }
  });
})();

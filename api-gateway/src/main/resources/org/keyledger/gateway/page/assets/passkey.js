// Logs in with a passkey on /login and registers one on /account/passkeys. What needs this script is hidden until it runs.
const problem = document.querySelector("[data-passkey-problem]");

async function call(path, body, csrfToken) {
  const headers = {};
  if (body) headers["Content-Type"] = "application/json";
  if (csrfToken) headers["X-CSRF-Token"] = csrfToken;
  const response = await fetch(path, {method: "POST", headers, body: body && JSON.stringify(body)});
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.title), {slug: answer.type.split("/").pop()});
  return answer;
}

async function logIn(button) {
  const options = await call("/api/auth/passkeys/login/options");
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = (await navigator.credentials.get({publicKey})).toJSON();
  const remember = document.querySelector("[name=remember]")?.checked ?? false;
  await call("/api/auth/passkeys/login/finish", {credential, remember});
  location.assign(button.dataset.passkeyNext);
}

async function register(form) {
  const {csrf_token: csrfToken, client_data: clientData, attestation} = form.elements;
  const options = await call("/api/auth/passkeys/registration/options", {}, csrfToken.value);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const {response} = (await navigator.credentials.create({publicKey})).toJSON();
  clientData.value = response.clientDataJSON;
  attestation.value = response.attestationObject;
  form.submit();
}

// the names of DOMException that WebAuthn Level 3, sections 5.1.3 and 5.1.4, uses
const reasons = {NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "present"};

async function attempt(action, control) {
  problem.hidden = true;
  control.disabled = true;
  try {
    await action();
  } catch (error) {
    if (error.slug === "step-up-required" || error.slug === "unauthenticated") {
      location.assign("/login?reauthenticate=1&next=" + encodeURIComponent(location.pathname));
      return;
    }
    const texts = new Map(Array.from(problem.attributes, it => [it.name, it.value]));
    problem.textContent = texts.get("data-" + (error.slug ?? reasons[error.name])) ?? problem.dataset.other;
    problem.hidden = false;
  } finally {
    control.disabled = false;
  }
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const it of document.querySelectorAll("[data-passkey-missing]")) it.hidden = true;
  for (const it of document.querySelectorAll("[data-passkey-shown]")) it.hidden = false;
  const button = document.querySelector("[data-passkey-next]");
  button?.addEventListener("click", () => attempt(() => logIn(button), button));
  const form = document.querySelector("[data-passkey-add]");
  if (form) {
    form.hidden = false;
    form.addEventListener("submit", event => {
      event.preventDefault();
      attempt(() => register(form), event.submitter);
    });
  }
}

const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const element = (name, text, attributes = {}) =>
  Object.assign(document.createElement(name), {textContent: text}, attributes);

const menu = byId("menu");
const wide = matchMedia("(min-width: 60rem)");
const links = all(".group a");
const linkOf = new Map(links.map((link) => [link.hash.slice(1), link]));

document.documentElement.classList.add("ready");

// the menu is open on wide screens only
const fitMenu = () => { menu.open = wide.matches; };
wide.addEventListener("change", fitMenu);
fitMenu();
menu.addEventListener("click", (event) => {
  if (event.target.closest("a") && !wide.matches) {
    menu.open = false;
  }
});

// search
const entries = all("article").map((article) => {
  const link = linkOf.get(article.id);
  const fields = [...new Set(all("dt code", article).map((it) => it.textContent))];
  const text = [article.id, link.textContent, article.querySelector("h3").textContent].join(" ").toLowerCase();
  return {link, fields, text, group: link.closest(".group")};
});
const search = byId("search");

function find(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const {link, fields, text} of entries) {
    const missing = words.filter((word) => !text.includes(word));
    const found = missing.map((word) => fields.find((it) => it.toLowerCase().includes(word)));
    const matches = found.every(Boolean);
    link.querySelector("mark")?.remove();
    link.parentElement.hidden = !matches;
    if (matches && found.length > 0) {
      link.append(element("mark", "field " + [...new Set(found)].join(", ")));
    }
    count += matches ? 1 : 0;
  }
  for (const group of all(".group")) {
    group.hidden = words.length > 0 && !all("li", group).some((it) => !it.hidden);
    group.open = words.length > 0 ? !group.hidden : group.contains(document.querySelector("[aria-current]"));
  }
  byId("found").textContent = words.length === 0 ? "" : count === 1 ? "1 operation" : `${count} operations`;
}

search.addEventListener("input", () => find(search.value));
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    links.find((link) => search.value !== "" && !link.parentElement.hidden)?.click();
  } else if (event.key === "Escape") {
    search.value = "";
    find("");
  }
});
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    menu.open = true;
    search.focus();
  }
});

// the current operation in the navigation
function setCurrent(id) {
  const link = linkOf.get(id);
  if (!link || link.ariaCurrent) {
    return;
  }
  links.forEach((it) => it.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  if (search.value === "") {
    all(".group").forEach((group) => { group.open = group.contains(link); });
  }
  if (wide.matches) {
    const nav = link.closest("nav");
    const offset = link.getBoundingClientRect().top - nav.getBoundingClientRect().top;
    if (offset < 0 || offset > nav.clientHeight - 60) {
      nav.scrollTop += offset - nav.clientHeight / 3;
    }
  }
}
const observer = new IntersectionObserver((changes) => {
  changes.filter((it) => it.isIntersecting).forEach((it) => setCurrent(it.target.id));
}, {rootMargin: "-15% 0px -75% 0px"});
all("article").forEach((article) => observer.observe(article));

// one language for all examples
function choose(language) {
  all(`.examples [value=${language}]`).forEach((it) => { it.checked = true; });
}
document.addEventListener("change", (event) => {
  if (event.target.closest(".examples")) {
    const top = event.target.getBoundingClientRect().top;
    choose(event.target.value);
    scrollBy({top: event.target.getBoundingClientRect().top - top, behavior: "instant"});
  }
});
for (const examples of all(".examples")) {
  const copy = element("button", "Copy", {type: "button", className: "copy"});
  copy.addEventListener("click", async () => {
    const code = examples.querySelector(`[data-language=${examples.querySelector(":checked").value}]`);
    await navigator.clipboard.writeText(code.textContent);
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy"; }, 2000);
  });
  examples.querySelector("pre").before(copy);
}

// requests to this service
const tokenField = byId("token");
const keyField = byId("apiKey");

function requestOf(form) {
  const {method, path, credentials} = form.dataset;
  const accepted = credentials.split(" ");
  const headers = new Headers();
  const query = new URLSearchParams();
  let target = path;
  for (const input of all("[data-in]", form).filter((it) => it.value !== "")) {
    if (input.dataset.in === "path") {
      target = target.replace(`{${input.name}}`, encodeURIComponent(input.value));
    } else if (input.dataset.in === "query") {
      query.append(input.name, input.value);
    } else {
      headers.set(input.name, input.value);
    }
  }
  const isOfBrowserApi = path.startsWith("/api/auth/");
  if (isOfBrowserApi && method !== "GET" && accepted.includes("cookie")) {
    headers.set("X-CSRF-Token", document.cookie.match(/(?:^|; )csrf_token=([^;]*)/)?.[1] ?? "");
  } else if (!isOfBrowserApi && accepted.includes("token") && tokenField.value !== "") {
    headers.set("Authorization", `Bearer ${tokenField.value}`);
  } else if (!isOfBrowserApi && accepted.includes("apiKey") && keyField.value !== "") {
    headers.set("X-API-Key", keyField.value);
  }
  const body = form.elements.body?.value;
  if (body) {
    headers.set("Content-Type", "application/json");
  }
  const url = query.size > 0 ? `${target}?${query}` : target;
  return [url, {method, headers, body, credentials: isOfBrowserApi ? "same-origin" : "omit", cache: "no-store"}];
}

function remember(json) {
  tokenField.value = json?.token ?? json?.access_token ?? json?.session?.access_token ?? tokenField.value;
  keyField.value = json?.api_key ?? keyField.value;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function send(form) {
  const started = performance.now();
  const response = await fetch(...requestOf(form));
  const text = await response.text();
  const json = parse(text);
  if (response.ok) {
    remember(json);
  }
  const milliseconds = Math.round(performance.now() - started);
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const details = element("details", "");
  details.append(element("summary", "Headers"), element("pre", headers));
  return [
    element("p", `${response.status} in ${milliseconds} ms`, {className: "status"}),
    element("pre", json === undefined ? text : JSON.stringify(json, null, 2)),
    details,
  ];
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const answer = form.parentElement.querySelector(".answer");
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    answer.replaceChildren(...await send(form));
  } catch (error) {
    answer.replaceChildren(element("p", `The service could not be reached: ${error.message}`));
  } finally {
    button.disabled = false;
  }
});

// The query page. Everything that comes from the graph is put on the page as text, never as markup.
"use strict";

const SHOWN = 2000;
const WORDS = {
  en: { own: "(own query)", running: "running …", rows: (n) => (n === 1 ? "1 row" : `${n} rows`), first: (n) => `the first ${SHOWN} of ${n} rows; download has all`, lost: "the server does not answer" },
  zh: { own: "（自写查询）", running: "正在查询……", rows: (n) => `${n} 行`, first: (n) => `共 ${n} 行，显示前 ${SHOWN} 行；下载可得全部`, lost: "服务器没有应答" },
};
const byId = (id) => document.getElementById(id);
const words = () => WORDS[document.documentElement.lang];
const made = (name, text) => Object.assign(document.createElement(name), { textContent: text ?? "" });
let catalogue = [];
let answered = "";

function speak(language) {
  document.documentElement.lang = language;
  byId("language").textContent = language === "zh" ? "English" : "中文";
  const chosen = byId("catalogue").value;
  const own = made("option", words().own);
  own.value = "";
  byId("catalogue").replaceChildren(own, ...catalogue.map((query) => {
    const option = made("option", `${query.title[language]} (${query.name})`);
    option.value = query.name;
    return option;
  }));
  byId("catalogue").value = chosen;
  const query = current();
  byId("question").textContent = query ? query.question[language] : "";
}

const current = () => catalogue.find((query) => query.name === byId("catalogue").value);

function choose() {
  const query = current();
  byId("question").textContent = query ? query.question[document.documentElement.lang] : "";
  byId("fill").hidden = !query || !query.parameters.length;
  byId("parameters").replaceChildren(...(query ? query.parameters : []).map((parameter) => {
    const label = made("label", `${parameter.name} `);
    const input = document.createElement("input");
    input.name = parameter.name;
    input.placeholder = parameter.example;
    const described = made("small");
    described.append(...Object.keys(WORDS).map((lang) => Object.assign(made("span", parameter.description[lang]), { lang })));
    label.append(described, input);
    return label;
  }));
  if (query) byId("sparql").value = query.sparql;
}

function say(text, isError = false) {
  byId("status").textContent = text;
  byId("status").className = isError ? "error" : "";
}

async function ask(address, options) {
  try {
    const response = await fetch(address, options);
    const body = await response.text();
    if (!response.ok) throw new Error(body.trim() || `${response.status} ${response.statusText}`);
    return { media: response.headers.get("content-type") || "", body };
  } catch (error) {
    throw error instanceof TypeError ? new Error(words().lost) : error;
  }
}

async function fill() {
  const values = new URLSearchParams();
  for (const input of byId("parameters").querySelectorAll("input")) {
    if (input.value.trim()) values.set(input.name, input.value.trim());
  }
  const { body } = await ask(`queries/${encodeURIComponent(current().name)}?${values}`);
  byId("sparql").value = body;
}

const query = (accept) => ask("sparql", {
  method: "POST",
  headers: { "Content-Type": "application/sparql-query", Accept: accept },
  body: answered,
});

async function run() {
  byId("results").replaceChildren();
  byId("download").disabled = true;
  say(words().running);
  answered = byId("sparql").value;
  const { media, body } = await query("application/sparql-results+json, text/turtle;q=0.9");
  if (media.startsWith("text/turtle")) {
    byId("results").replaceChildren(made("pre", body));
    say("");
    return;
  }
  const answer = JSON.parse(body);
  if ("boolean" in answer) {
    say(String(answer.boolean));
    return;
  }
  show(answer.head.vars, answer.results.bindings);
  byId("download").disabled = false;
}

function show(columns, rows) {
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const name of columns) head.append(made("th", name));
  const body = table.createTBody();
  for (const row of rows.slice(0, SHOWN)) {
    const line = body.insertRow();
    for (const name of columns) line.insertCell().textContent = row[name] ? row[name].value : "";
  }
  byId("results").replaceChildren(table);
  say(rows.length > SHOWN ? words().first(rows.length) : words().rows(rows.length));
}

async function download() {
  const { body } = await query("text/csv");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", body], { type: "text/csv" }));
  link.download = "govkg.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}

const guarded = (work) => () => work().catch((error) => say(error.message, true));

byId("catalogue").addEventListener("change", choose);
byId("language").addEventListener("click", () => speak(document.documentElement.lang === "zh" ? "en" : "zh"));
byId("fill").addEventListener("click", guarded(fill));
byId("run").addEventListener("click", guarded(run));
byId("download").addEventListener("click", guarded(download));
guarded(async () => {
  catalogue = JSON.parse((await ask("queries")).body);
  speak(navigator.language.startsWith("zh") ? "zh" : "en");
  byId("catalogue").value = "plans";
  choose();
})();

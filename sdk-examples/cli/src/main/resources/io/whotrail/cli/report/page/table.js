"use strict";
/* The table of what was done: a row for each action of each session in each account. */

const ROWS_A_PAGE = 50;
const COLUMNS = [
  { name: "Who", value: row => row.who },
  { name: "Session", value: row => row.label },
  { name: "Action", value: row => row.service + " " + row.action },
  { name: "Account", value: row => row.accountName },
  { name: "Events", value: row => row.events, number: true },
  { name: "Failed", value: row => row.failed, number: true },
  { name: "First (UTC)", value: row => row.first ?? -Infinity, time: true },
  { name: "Last (UTC)", value: row => row.last ?? -Infinity, time: true },
  { name: "From", value: row => row.from },
  { name: "How it is known", value: row => row.why },
  { name: "Example", value: row => row.id, id: true },
];

const tableRows = data.rows.map(([session, service, action, account, accountName, events, failed, first, last, from, furtherFrom, example]) => {
  const its = data.sessions[session];
  const row = {
    session, account, events, failed, first, last, event: example,
    who: shared(its.who), label: shared(its.label), why: shared(its.why), signalled: its.signalled > 0,
    service: shared(service), action: shared(action), accountName: shared(accountName),
    from: from.map(shared).join(", ") + (furtherFrom > 0 ? " and more" : ""), id: data.events[example][0],
  };
  row.words = [row.who, row.label, row.service, row.action, row.accountName, row.from, row.why, row.id,
    its.arn ?? "", its.key ?? "", ...its.signals.map(shared)].join("\n").toLowerCase();
  return row;
});

const table = { column: 6, descending: false, page: 0, only: null, onlyName: "" };

function order(a, b) {
  return typeof a === "number" ? (a === b ? 0 : a < b ? -1 : 1) : a < b ? -1 : a > b ? 1 : 0;
}

function foundRows() {
  const wanted = byId("search").value.toLowerCase().split(/\s+/).filter(word => word);
  const value = COLUMNS[table.column].value;
  const found = tableRows.filter(row => (table.only === null || table.only(row)) && wanted.every(word => row.words.includes(word)));
  const sign = table.descending ? -1 : 1;
  return found.map((row, index) => [row, index]).sort(([a, i], [b, j]) => sign * order(value(a), value(b)) || i - j).map(([row]) => row);
}

function tableRow(row) {
  const cell = (text, kind) => element("td", { class: kind }, text);
  const open = () => openSession(row.session, row);
  const line = element("tr", { tabindex: 0, click: open },
    element("td", {}, row.signalled ? element("span", { class: "flag" }, "⚑ ") : null, row.who),
    cell(row.label), cell(service(row.service) + " " + row.action, "action"), cell(row.accountName, "whole"),
    cell(count(row.events), "number"), cell(row.failed === 0 ? "" : count(row.failed), "number"),
    cell(row.first === null ? "" : time(row.first).slice(0, -1), "time"), cell(row.last === null ? "" : time(row.last).slice(0, -1), "time"),
    cell(row.from, row.from.length < 40 ? "whole" : undefined), cell(row.why), element("td", { class: "id whole", title: row.id }, element("code", {}, shortened(row.id, 14))));
  line.addEventListener("keydown", pressed => {
    if (pressed.key === "Enter") {
      open();
    }
  });
  return line;
}

function drawTable() {
  const found = foundRows();
  const pages = Math.max(1, Math.ceil(found.length / ROWS_A_PAGE));
  table.page = Math.min(table.page, pages - 1);
  const from = table.page * ROWS_A_PAGE;
  document.querySelector("#table tbody").replaceChildren(...found.slice(from, from + ROWS_A_PAGE).map(tableRow));
  document.querySelectorAll("#table th").forEach((head, index) => head.setAttribute("aria-sort",
    index !== table.column ? "none" : table.descending ? "descending" : "ascending"));
  document.querySelectorAll("#table th button").forEach((button, index) => {
    button.textContent = COLUMNS[index].name + (index !== table.column ? "" : table.descending ? " ↓" : " ↑");
  });
  const events = found.reduce((sum, row) => sum + row.events, 0);
  byId("table-count").textContent = counted(found.length, "row") + " · " + counted(events, "event")
    + (data.rowsLeft.events > 0 ? ", and " + counted(data.rowsLeft.events, "event") + " in no row" : "");
  const turn = (text, by) => {
    const button = element("button", { class: "quiet", click: () => { table.page += by; drawTable(); } }, text);
    button.disabled = table.page + by < 0 || table.page + by >= pages;
    return button;
  };
  byId("pager").replaceChildren("Page " + count(table.page + 1) + " of " + count(pages), turn("Back", -1), turn("Next", 1));
  byId("filter").replaceChildren(...(table.only === null ? [] : [element("span", { class: "chip" }, "Only: " + table.onlyName,
    element("button", { "aria-label": "Show all", click: () => showOnly("", null) }, "✕"))]));
}

/** Shows only some rows; all with null. */
function showOnly(name, passes) {
  table.only = passes;
  table.onlyName = name;
  table.page = 0;
  drawTable();
}

function prepareTable() {
  document.querySelector("#table thead tr").append(...COLUMNS.map((column, index) => element("th", { class: column.number ? "number" : undefined },
    element("button", {
      click: () => {
        table.descending = table.column === index ? !table.descending : Boolean(column.number);
        table.column = index;
        table.page = 0;
        drawTable();
      },
    }, column.name))));
  byId("search").addEventListener("input", () => {
    table.page = 0;
    drawTable();
  });
  drawTable();
}

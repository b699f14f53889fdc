"use strict";
/* Where the boxes of the graph are: origins on the left, then roles by their depth, accounts on the right. */

const BOX = { width: 212, height: 46, gap: 12, lane: 22, deepest: 3 };
/** With more lines than these, lines run behind the boxes. */
const LINES_WITH_LANES = 45;

/** The column of each node. */
function columnNumbers(nodes) {
  const roleDepth = node => Math.min(Math.max(node.depth, 1), BOX.deepest);
  const depths = [...new Set(nodes.filter(node => node.layer === "role").map(roleDepth))].sort((a, b) => a - b);
  return nodes.map(node => node.layer === "origin" ? 0
    : node.layer === "account" ? depths.length + 1
    : depths.indexOf(roleDepth(node)) + 1);
}

/**
 * Columns of numbers: those of nodes, and beyond these of lanes, by which a line passes a column where it has no box. A line's
 * way is its two nodes with the lanes between.
 */
function columnsAndWays(nodes, edges) {
  const columnOf = columnNumbers(nodes);
  const columns = Array.from({ length: Math.max(1, ...columnOf) + 1 }, () => []);
  columnOf.forEach((column, number) => columns[column].push(number));
  let lanes = nodes.length;
  const ways = edges.map(edge => {
    const way = [edge.from];
    const end = edges.length <= LINES_WITH_LANES ? columnOf[edge.to] : 0;
    for (let column = columnOf[edge.from] + 1; column < end; column++) {
      columns[column].push(lanes);
      way.push(lanes++);
    }
    return [...way, edge.to];
  });
  return { columns, ways, lanes };
}

/** Sorts each column by where its neighbours are, again and again, so that few lines cross. */
function untangle(columns, ways, edges, numbers) {
  const neighbours = Array.from({ length: numbers }, () => []);
  ways.forEach((way, index) => way.slice(1).forEach((to, before) => {
    const weight = Math.log2(2 + edges[index].events);
    neighbours[way[before]].push([to, weight]);
    neighbours[to].push([way[before], weight]);
  }));
  const place = new Array(numbers).fill(0);
  const settle = column => column.forEach((number, index) => { place[number] = (index + 0.5) / column.length; });
  columns.forEach(settle);
  for (let round = 0; round < 12; round++) {
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) {
      const centre = new Map(column.map(number => {
        const whole = neighbours[number].reduce((sum, [, weight]) => sum + weight, 0);
        return [number, whole === 0 ? place[number]
          : neighbours[number].reduce((sum, [other, weight]) => sum + place[other] * weight, 0) / whole];
      }));
      column.sort((a, b) => centre.get(a) - centre.get(b) || a - b);
      settle(column);
    }
  }
}

/** Positions of all nodes and lanes in a width, the ways of the lines, and the height of all. */
function positions(nodes, edges, width) {
  const { columns, ways, lanes } = columnsAndWays(nodes, edges);
  untangle(columns, ways, edges, lanes);
  const size = number => number < nodes.length ? BOX.height + BOX.gap : BOX.lane;
  const tall = column => column.reduce((sum, number) => sum + size(number), 0);
  const height = Math.max(...columns.map(tall));
  const wide = Math.max(width, columns.length * (BOX.width + 70));
  const at = [];
  columns.forEach((column, index) => {
    const x = BOX.width / 2 + 4 + index * (wide - BOX.width - 8) / Math.max(1, columns.length - 1);
    const stretch = Math.min(height / tall(column), 2);
    let y = (height - tall(column) * stretch) / 2;
    column.forEach(number => {
      at[number] = { x, y: y + size(number) * stretch / 2 };
      y += size(number) * stretch;
    });
  });
  return { at, ways, width: wide, height };
}

/** How a line has to bend so that it is level wherever it leaves, passes or reaches a column. */
function bend(places) {
  const from = { x: places[0].x + BOX.width / 2, y: places[0].y };
  const to = { x: places.at(-1).x - BOX.width / 2, y: places.at(-1).y };
  const middle = (a, b) => (a + b) / 2;
  const points = places.slice(1, -1).flatMap(lane => [{ x: lane.x - BOX.width / 2, y: lane.y }, { x: lane.x + BOX.width / 2, y: lane.y }]);
  const firstX = points.length === 0 ? to.x : points[0].x;
  const lastX = points.length === 0 ? from.x : points.at(-1).x;
  points.unshift({ x: middle(from.x, firstX), y: from.y });
  points.push({ x: middle(to.x, lastX), y: to.y });
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const square = dx * dx + dy * dy || 1;
  return {
    weights: points.map(point => ((point.x - from.x) * dx + (point.y - from.y) * dy) / square),
    distances: points.map(point => (dx * (point.y - from.y) - dy * (point.x - from.x)) / Math.sqrt(square)),
  };
}

import { limitText, median, nameOf } from './report.mjs';

const width = 760;
const rowHeight = 26;
const labelWidth = 300;
const barWidth = 360;

const escapeXml = (text) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

function rowsOf({ algorithm, bound, limit, results, work }) {
  const bars = Object.entries(results).map(([name, runs]) => ({
    label: nameOf(name),
    perSecond: median(runs.map(({ perSecond }) => perSecond)),
    own: name.startsWith('grantry'),
  }));
  const most = Math.max(...bars.map(({ perSecond }) => perSecond));
  return [
    { title: `${work}, ${algorithm}. ${limitText({ bound, limit })}` },
    ...bars.map((bar) => ({ ...bar, share: bar.perSecond / most })),
  ];
}

function draw(row, at) {
  const y = at * rowHeight;
  if (row.title !== undefined) return `<text x="0" y="${y + 20}" font-weight="600">${escapeXml(row.title)}</text>`;
  const length = Math.max(1, Math.round(row.share * barWidth));
  const fill = row.own ? '#3b5bdb' : '#868e96';
  return [
    `<text x="${labelWidth - 10}" y="${y + 18}" text-anchor="end">${escapeXml(row.label)}</text>`,
    `<rect x="${labelWidth}" y="${y + 4}" width="${length}" height="${rowHeight - 8}" rx="3" fill="${fill}"/>`,
    `<text x="${labelWidth + length + 8}" y="${y + 18}">${Math.round(row.perSecond).toLocaleString('en')}/s</text>`,
  ].join('\n');
}

/** Draws the comparisons as an SVG: a bar for each server. */
export function drawChart(comparisons) {
  const rows = comparisons.flatMap(rowsOf);
  const height = rows.length * rowHeight + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Requests per second">
<style>text { font: 13px system-ui, sans-serif; fill: #212529 } @media (prefers-color-scheme: dark) { text { fill: #e9ecef } }</style>
${rows.map(draw).join('\n')}
</svg>
`;
}

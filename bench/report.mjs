/** The middle of some figures. */
export function median(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A figure as a whole number. */
export const whole = (figure) => Math.round(figure).toLocaleString('en');
/** A figure with two digits. */
export const ratio = (figure) => figure.toFixed(2);
/** Bytes as whole megabytes. */
export const megabytes = (bytes) => whole(bytes / 1024 / 1024);

/** A table of markdown: the first column is text, the others are figures. */
export function toTable(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** Where and how something was measured, for the text above the tables. */
export const machineText = ({ cores, cpu, node }) => `${cpu}, ${cores} cores, Node.js ${node}`;

const names = {
  grantry: 'Grantry, embedded database',
  'grantry-postgres': 'Grantry, PostgreSQL',
  'oidc-provider': 'oidc-provider',
  jmondi: '@jmondi/oauth2-server on Fastify',
  'node-oauth': '@node-oauth/oauth2-server on Express',
  unchecked: 'Fastify alone, which checks nothing',
};

/** What a server is called. */
export const nameOf = (name) => names[name] ?? name;

const isOwn = (name) => name.startsWith('grantry');

/** What a core was counted doing. */
export const limitText = ({ bound, limit }) =>
  `One core ${bound === 'argon2id' ? 'hashes a password' : 'signs'} ${whole(limit)} times a second.`;

function middleOf(runs) {
  const of = (name) => median(runs.map((run) => run[name]));
  const figures = ['perSecond', 'p50', 'p99', 'processor', 'rss'].map((name) => [name, of(name)]);
  return { ...Object.fromEntries(figures), bad: runs.reduce((sum, run) => sum + run.bad, 0) };
}

function rowOf(name, figures, { limit, own }) {
  const against = own.map((ours) => `${ratio(ours.perSecond / figures.perSecond)} ×`).join(' / ');
  const { bad, p50, p99, perSecond, processor, rss } = figures;
  return [
    nameOf(name),
    whole(perSecond),
    whole(p50),
    whole(p99),
    whole(processor),
    megabytes(rss),
    ratio(perSecond / limit),
    isOwn(name) ? '' : against,
    bad === 0 ? '' : whole(bad),
  ];
}

const head = [
  'server',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'CPU µs per request',
  'RSS MB',
  'share of that limit',
  'Grantry against it (embedded / PostgreSQL)',
  'not answered well',
];

function tableOf({ algorithm, bound, limit, results, work }) {
  const middles = Object.fromEntries(Object.entries(results).map(([name, runs]) => [name, middleOf(runs)]));
  const own = Object.keys(middles)
    .filter(isOwn)
    .map((name) => middles[name]);
  const rows = Object.entries(middles).map(([name, figures]) => rowOf(name, figures, { limit, own }));
  return [`## ${work}, ${algorithm}`, '', limitText({ bound, limit }), '', toTable(head, rows)].join('\n');
}

/** The comparisons as a document: medians, and ratios within the same run. */
export function toMarkdown(comparisons, { connections, machine, rounds, seconds, workers }) {
  const bound = machine.canPin
    ? 'the server bound to one core and the load to another'
    : 'processes not bound to cores';
  return [
    '# Benchmarks',
    '',
    'What `npm run bench` measured; [how](../../bench/README.md). The peers keep everything in memory.',
    '',
    '![Requests per second](benchmarks.svg)',
    '',
    `Medians of ${rounds} alternating rounds of ${seconds} seconds with ${connections} connections; ${bound}; ${workers} process${workers === '1' ? '' : 'es'} of Grantry. ${machineText(machine)}. Compare ratios; absolute figures are the machine's.`,
    '',
    comparisons.map(tableOf).join('\n\n'),
  ].join('\n');
}

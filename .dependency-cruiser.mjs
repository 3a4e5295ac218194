/** Which way imports may point. The picture is in docs/map.md; `npm run check` enforces it. */
const SLICES = [
  'project',
  'models',
  'dataset',
  'perplexity',
  'duplicates',
  'cleaning',
  'privacy',
  'licences',
  'statistics',
  'splits',
  'versions',
  'training',
  'evaluation',
  'attention',
  'export',
];

/** A slice may read the slices before it in the pipeline, never the ones after. Attention and export are siblings. */
const upstreamOnly = ['native-bridge', 'renderer'].flatMap(room =>
  SLICES.flatMap((slice, at) =>
    SLICES.slice(at + 1).map(later => ({
      name: `${room}-${slice}-reads-${later}`,
      severity: 'error',
      comment: `${later} comes after ${slice} in the pipeline.`,
      from: { path: `^${room}/features/${slice}/` },
      to: { path: `^${room}/features/${later}/` },
    })),
  ),
);

export default {
  forbidden: [
    ...upstreamOnly,
    {
      name: 'attention-and-export-are-siblings',
      severity: 'error',
      from: { path: '^(native-bridge|renderer)/features/export/' },
      to: { path: 'features/attention/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-stands-alone',
      severity: 'error',
      from: { path: '^native-bridge/contract/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^native-bridge/contract/', 'node_modules/zod/'] },
    },
    {
      name: 'renderer-knows-only-the-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(native-bridge|electron|scripts|test)/', pathNot: '^native-bridge/contract/' },
    },
    {
      name: 'core-runs-without-electron-and-react',
      severity: 'error',
      from: { path: '^native-bridge/' },
      to: { path: '(^(electron|renderer)/|node_modules/(electron|react)/)' },
    },
    {
      name: 'only-the-face-of-a-slice-is-public',
      severity: 'error',
      comment: 'Import from features/<slice>/index, not from inside it.',
      from: { path: '^(native-bridge|renderer)/features/([^/]+)/' },
      to: { path: '^$1/features/', pathNot: ['^$1/features/$2/', '^$1/features/[^/]+/index\\.ts$'] },
    },
    {
      name: 'outsiders-use-the-face-of-a-slice',
      severity: 'error',
      from: { path: '^(native-bridge|renderer)/(app|hosts|main|app\\.ts)' },
      to: { path: '^(native-bridge|renderer)/features/', pathNot: 'features/[^/]+/index\\.ts$' },
    },
    {
      name: 'ui-is-dumb',
      severity: 'error',
      from: { path: '^renderer/ui/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^renderer/(features|rpc)/' },
    },
    {
      name: 'sql-lives-in-the-store',
      severity: 'error',
      from: { path: '^(native-bridge|electron)/', pathNot: ['^native-bridge/store/', '\\.test\\.ts$'] },
      to: { path: 'node_modules/better-sqlite3/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ptys-live-in-jobs',
      severity: 'error',
      from: { path: '^(native-bridge|electron)/', pathNot: '^native-bridge/jobs/' },
      to: { path: 'node_modules/node-pty/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', 'generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'renderer/tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

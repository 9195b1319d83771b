// Dependencies run one way: src -> queues -> generators -> profiles -> models, datasets. `evaluation` and `training` read the rest.
const layers = ['src', 'queues', 'generators', 'profiles', 'models', 'datasets'];
const forbid = (from, to) => ({
  name: `${from}-must-not-know-${to}`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: `^${to}/` },
});
const backwards = [
  ...layers.flatMap((from, index) =>
    layers
      .slice(0, index)
      .filter((to) => !(from === 'datasets' && to === 'models'))
      .map((to) => forbid(from, to)),
  ),
  ...['generators', 'profiles', 'models', 'datasets'].map((from) => forbid(from, 'training')),
  ...['src', 'queues', 'evaluation', 'bench', 'tests'].map((to) => forbid('training', to)),
  forbid('datasets', 'models'),
  forbid('models', 'datasets'),
  // Job handlers may train; what trains knows neither them nor what serves people.
  ...['generators', 'profiles', 'models', 'datasets'].map((from) => forbid(from, 'training')),
  ...['src', 'queues', 'evaluation', 'bench', 'tests'].map((to) => forbid('training', to)),
  ...['queues', 'generators', 'profiles', 'models', 'datasets'].flatMap((from) =>
    ['evaluation', 'bench', 'tests'].map((to) => forbid(from, to)),
  ),
];
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...backwards,
    {
      // The desk runs in a browser: it takes types from the server, never its code (lists of plain words aside); and the server knows nothing of it.
      name: 'the-desk-takes-types-only',
      severity: 'error',
      from: { path: '^src/review/web/' },
      to: {
        path: '^(src|queues|generators|profiles|models|datasets)/',
        pathNot: '^src/review/(web/|reasons\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-takes-from-the-desk',
      severity: 'error',
      from: { pathNot: '^src/review/web/' },
      to: { path: '^src/review/web/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|dist' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};

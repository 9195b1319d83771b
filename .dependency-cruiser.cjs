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
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|dist' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};

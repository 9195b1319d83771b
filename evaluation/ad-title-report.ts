import { parseArgs } from 'node:util';
import { loadTitledProducts } from '../datasets/ad-titles/ad-titles.ts';
import { addFacts } from '../datasets/ad-titles/added-facts.ts';
import { loadDemoItems } from '../datasets/demo-newsroom/demo-newsroom.ts';
import { analyseAdFacts, checkAdTitle } from '../generators/facts/check-ad-title.ts';
import { splitOf } from '../training/split.ts';
import { adTitleArms, adTitleMetrics, evaluateAdTitles, type MeasuredProduct } from './ad-titles/evaluate-ad-titles.ts';
import { openWritingModels } from './headlines/open-writing-models.ts';

// Ad titles with the adapter, without it and composed by rule, for products that no adapter was taught from: the test
// part of the titled products and the demo newsroom's ads.
// Run: npx tsx evaluation/ad-title-report.ts [--adapter FILE] [--candidates 12] [--seeds 3] [--texts] [--json]

const { values } = parseArgs({
  options: {
    adapter: { type: 'string' },
    candidates: { type: 'string', default: '12' },
    seeds: { type: 'string', default: '3' },
    texts: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const titled: readonly MeasuredProduct[] = loadTitledProducts();
const products: MeasuredProduct[] = [
  ...titled.filter(({ id }) => splitOf(id) === 'test'),
  ...loadDemoItems().ads.map(({ id, title, facts }) => ({ id, facts: facts!, titles: [title] })),
];
const models = await openWritingModels({ adapterFile: values.adapter });
try {
  const adapter = models.languageModel.adapters.find(({ task }) => task === 'ad-title');
  if (!adapter) throw new Error('no ad-title adapter is loaded: name one with --adapter FILE');
  const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);
  const report = await evaluateAdTitles(products, models, {
    adapter: adapter.name,
    candidates: Number(values.candidates),
    seeds,
  });
  const additions = await additionsCaught();
  if (values.json) process.stdout.write(`${JSON.stringify({ ...report, additions })}\n`);
  else {
    process.stdout.write(`${report.n} products × ${seeds.length} seeds, checked by ${report.checker}\n`);
    for (const arm of adTitleArms) {
      const cells = adTitleMetrics.map((metric) => {
        const { value, low, high } = report.arms[arm][metric];
        return `${metric} ${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
      });
      process.stdout.write(`| ${arm} | ${cells.join(' | ')} |\n`);
    }
    process.stdout.write(`planted additions refused: ${additions.refused} of ${additions.planted}\n`);
    if (values.texts) for (const text of report.texts) process.stdout.write(`${JSON.stringify(text)}\n`);
  }
} finally {
  await models.languageModel.close();
  await models.encoder.close();
}

/** What the check behind the figures is worth: of facts planted in people's titles, how many it refuses. */
async function additionsCaught(): Promise<{ planted: number; refused: number }> {
  let planted = 0;
  let refused = 0;
  for (const { facts, titles } of products) {
    const analysed = await analyseAdFacts(facts);
    const others = products.map((other) => other.facts).filter((other) => other !== facts);
    for (const title of titles)
      for (const { text } of addFacts(title, facts, others, '1')) {
        planted += 1;
        if (checkAdTitle(text, analysed).label !== 'supported') refused += 1;
      }
  }
  return { planted, refused };
}

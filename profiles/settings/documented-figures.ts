import type { SettingsFault } from './settings-fault.ts';

/** A table of figures, each with its range. */
export type DocumentedFigures = Readonly<
  Record<string, { readonly default: number; readonly unit: string; readonly least: number; readonly most: number }>
>;

/** Units that count things, of which there are no halves. */
const counted = new Set(['interests', 'items', 'terms', 'versions', 'snapshots']);

/** The defaults of a table with what was given; what is wrong in it goes into `faults`, by name. */
export function figuresFor<Names extends string>(
  table: DocumentedFigures & Record<Names, unknown>,
  given: unknown,
  path: readonly string[],
  faults: SettingsFault[],
): Record<Names, number> {
  const figures = Object.fromEntries(Object.entries(table).map(([name, { default: value }]) => [name, value]));
  if (given === undefined) return figures as Record<Names, number>;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    faults.push({
      path,
      detail: 'it is no object',
      cure: `give an object of figures, such as {"${Object.keys(table)[0]}": …}`,
    });
    return figures as Record<Names, number>;
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const figure = table[name];
    if (!figure) {
      faults.push({
        path: [...path, name],
        detail: 'there is no such figure',
        cure: `use one of ${Object.keys(table).join(', ')}`,
      });
      continue;
    }
    const whole = counted.has(figure.unit);
    const sound = typeof value === 'number' && value >= figure.least && value <= figure.most;
    if (sound && (!whole || Number.isInteger(value))) figures[name] = value;
    else
      faults.push({
        path: [...path, name],
        detail: `it is ${JSON.stringify(value)}`,
        cure: `give a ${whole ? 'whole number' : 'number'} of ${figure.unit} within ${figure.least} and ${figure.most}, or leave it out for ${figure.default}`,
      });
  }
  return figures as Record<Names, number>;
}

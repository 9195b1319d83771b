/** One measured value of Prometheus' text format: a name, its labels and a number. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads Prometheus' text exposition format (version 0.0.4), as far as the desk shows it. */
export function readMetrics(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const found = /^([a-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/i.exec(line);
    if (!found) return [];
    const labels = [...(found[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [name, value]);
    return [{ name: found[1]!, labels: Object.fromEntries(labels), value: Number(found[3]) }];
  });
}

/** The sum of all samples of a name that bear these labels. */
export const total = (
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number =>
  samples
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
    .reduce((sum, { value }) => sum + value, 0);

/** The values a label takes under a name, in the order they come. */
export const labelValues = (samples: readonly Sample[], name: string, label: string): string[] => [
  ...new Set(samples.filter((sample) => sample.name === name).flatMap(({ labels }) => labels[label] ?? [])),
];

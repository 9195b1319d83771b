import cliProgress from 'cli-progress';
import type { PullProgress } from '../../models/catalogue/ensure-model.ts';
import { say } from './output.ts';

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(0);

/** Shows how far downloads are: a bar on a terminal, a line for every tenth elsewhere. Both on standard error. */
export function pullProgress(): { show(progress: PullProgress): void; stop(): void } {
  if (!process.stderr.isTTY) return linesOfTenths();
  const bars = new cliProgress.MultiBar(
    {
      format: '  {name} {bar} {percentage}% of {megabytes} MB from {source}',
      hideCursor: true,
      stream: process.stderr,
      barsize: 30,
    },
    cliProgress.Presets.shades_classic,
  );
  const shown = new Map<string, cliProgress.SingleBar>();
  return {
    show: ({ file, source, bytes, total }) => {
      const key = `${file} ${source}`;
      let bar = shown.get(key);
      if (!bar) {
        bar = bars.create(total, 0, { name: file, megabytes: megabytes(total), source });
        shown.set(key, bar);
      }
      bar.setTotal(Math.max(total, bytes));
      bar.update(bytes);
    },
    stop: () => bars.stop(),
  };
}

function linesOfTenths(): { show(progress: PullProgress): void; stop(): void } {
  const tenths = new Map<string, number>();
  return {
    show: ({ file, source, bytes, total }) => {
      const key = `${file} ${source}`;
      const tenth = total > 0 ? Math.min(10, Math.floor((10 * bytes) / total)) : 0;
      if (tenth === tenths.get(key)) return;
      tenths.set(key, tenth);
      say(`  ${file}: ${tenth * 10} % of ${megabytes(total)} MB from ${source}`);
    },
    stop: () => undefined,
  };
}

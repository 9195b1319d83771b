import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { denoise } from '../../profiles/denoise/denoise.ts';
import { defaultDenoiseSettings, denoiserVersion } from '../../profiles/denoise/settings.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import { type NoiseReason, noiseReasons, type StoredEvent } from '../../profiles/profile.ts';

export interface GloboRates {
  readonly n: { readonly events: number; readonly users: number };
  readonly denoiser: string;
  /** Share of events that a rule marked. */
  readonly flagged: Readonly<Record<NoiseReason, number>>;
  /** Share of events that lost all weight. */
  readonly silenced: number;
}

/** Flag rates on Globo.com clicks (`globo_*.csv`): no dwell, no texts, no truth, so nothing but rates can be told. */
export function evaluateGlobo(folder: string, file = 'globo_users_mod40.csv'): GloboRates {
  const path = join(folder, file);
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const columns = head!.trim().split(',');
  const at = (name: string) => {
    const index = columns.indexOf(name);
    if (index < 0) throw new Error(`${path}: needs the column ${name}`);
    return index;
  };
  const [user, item, time] = [at('user_id'), at('click_article_id'), at('click_timestamp')];
  const events = lines.map((line, index): StoredEvent => {
    const cells = line.trim().split(',');
    return {
      id: String(index),
      userId: cells[user]!,
      itemId: cells[item]!,
      at: new Date(Number(cells[time])).toISOString(),
      kind: 'click',
    };
  });
  const settings = defaultDenoiseSettings;
  const denoised = denoise(events, { itemWords: () => null, surges: buildSurgeIndex(events, settings), settings });
  const share = (holds: (event: (typeof denoised)[number]) => boolean) =>
    denoised.filter(holds).length / Math.max(1, denoised.length);
  return {
    n: { events: events.length, users: new Set(events.map(({ userId }) => userId)).size },
    denoiser: denoiserVersion(settings),
    flagged: Object.fromEntries(
      noiseReasons.map((reason) => [reason, share(({ reasons }) => reasons.includes(reason))]),
    ) as Record<NoiseReason, number>,
    silenced: share(({ weight }) => weight === 0),
  };
}

import { describe, expect, it } from 'vitest';
import { denoise } from '../../profiles/denoise/denoise.ts';
import { defaultDenoiseSettings } from '../../profiles/denoise/settings.ts';
import { buildSurgeIndex } from '../../profiles/denoise/surges.ts';
import { cleanLog, click, seededRandom } from './simulated-log.ts';

/** `crowd` readers come to one item within an hour of the tenth day, at noon. */
function withSurge(log: ReturnType<typeof cleanLog>, crowd: number, readers: number) {
  const random = seededRandom(7);
  const noon = 10 * 86_400 + 12 * 3600;
  const surging = Array.from({ length: crowd }, (_, reader) =>
    click('breaking', noon + random() * 3600, { userId: `reader-${reader % readers}`, dwellSeconds: 60 }),
  );
  log.words.set('breaking', 200);
  return { events: [...log.events, ...surging], surging };
}

describe('breaking news keeps its row and loses its weight', () => {
  it.each([
    ['a newsroom of 24 readers', 24, 340, 16],
    ['a newsroom of 400 readers', 400, 1500, 180],
  ])('in %s', (_name, readers, items, crowd) => {
    const log = cleanLog(3, readers, items);
    const { events, surging } = withSurge(log, crowd, readers);
    const surges = buildSurgeIndex(events);
    const result = denoise(events, { itemWords: (id) => log.words.get(id) ?? null, surges });
    expect(result).toHaveLength(events.length);
    const bySurge = new Map(result.map((denoised) => [denoised.event.id, denoised]));
    for (const { id } of surging) {
      expect(bySurge.get(id)!.weight).toBe(0);
      expect(bySurge.get(id)!.reasons).toContain('surge');
    }
    const others = result.filter(({ event, reasons }) => event.itemId !== 'breaking' && reasons.includes('surge'));
    expect(others.length / result.length).toBeLessThan(0.01);
    expect(bySurge.get(surging[0]!.id)!.explanation).toMatch(/readers came to it within 3 h/);
  });

  it('finds no surge in a log without one', () => {
    for (const seed of [1, 2, 3]) expect(buildSurgeIndex(cleanLog(seed).events).surges).toEqual([]);
  });

  it('counts readers, not clicks: one reader coming back is no crowd', () => {
    const events = Array.from({ length: 50 }, (_, nth) => click('item', nth * 60, { dwellSeconds: 40 }));
    expect(buildSurgeIndex(events).surges).toEqual([]);
  });

  it('leaves clicks on the same item at quieter hours alone', () => {
    const log = cleanLog(3, 24, 340);
    const { events } = withSurge(log, 16, 24);
    const later = click('breaking', 18 * 86_400, { userId: 'reader-2', dwellSeconds: 60 });
    const surges = buildSurgeIndex([...events, later]);
    expect(surges.find('breaking', Date.parse(later.at))).toBeNull();
  });

  it('lets only the top share of a large log surge', () => {
    const random = seededRandom(11);
    const events = Array.from({ length: 60_000 }, (_, nth) =>
      click(`item-${Math.floor(random() ** 4 * 6000)}`, random() * 86_400, { userId: `reader-${nth % 9000}` }),
    );
    const items = new Set(buildSurgeIndex(events).surges.map(({ itemId }) => itemId));
    expect(items.size).toBeLessThanOrEqual(2 * Math.ceil(defaultDenoiseSettings.thresholds.surgeTopShare * 6000));
  });
});

import type { JobResult } from '../../queues/job-result.ts';

/**
 * A result of the size that a real one has: eight candidates with two claims each, and a reader with four interests, a
 * clock, twelve clicks that drove it and twelve that were dropped.
 */
export function writtenResult(number: number, itemId: string): JobResult {
  const text = `Council votes on harbour bridge, plan number ${number}`;
  const claim = (start: number) => ({
    kind: 'name' as const,
    rule: 'name/as-written' as const,
    label: 'supported' as const,
    textSpan: { start, end: start + 7 },
    evidence: [{ start: 4, end: 11, support: 1 }],
    reason: 'The article has the name as it is written here.',
  });
  const verdict = {
    label: 'supported' as const,
    // Spread over 0 to 1 by the golden ratio, so that no two texts are equally risky.
    score: (number * 0.618034) % 1,
    claims: [claim(0), claim(17)],
    checker: { name: 'masthead-rules', version: '1' },
  };
  const candidate = (seed: number) => ({
    text: `${text}, wording ${seed}`,
    score: 0.5,
    scoreParts: { facts: 0.5, salience: 0.4, specific: 1, statement: 1, likelihood: 0.2, reader: 0.1, focus: 0.3 },
    formFaults: [],
    verdict,
    seed,
  });
  const click = (index: number) => ({
    eventId: `event-${number}-${index}`,
    itemId: `older-${index}`,
    at: '2026-03-01T08:30:00.000Z',
    weight: 0.5,
  });
  return {
    audience: { userId: `reader-${number}` },
    kind: 'headline',
    itemId,
    itemVersion: 1,
    placement: 'default',
    outcome: {
      text,
      chosen: 0,
      candidates: Array.from({ length: 8 }, (_, seed) => candidate(seed)),
      verdict,
      fallback: null,
      focus: {
        text: 'The council votes on Tuesday.',
        span: { start: 0, end: 29 },
        interest: 'the city',
        similarity: 0.4,
      },
      conditioning: 'hybrid',
      seed: 1,
      provenance: { languageModel: 'bench', promptVersion: '1' },
    },
    reader: {
      source: 'behaviour',
      confidence: 0.7,
      interests: Array.from({ length: 4 }, (_, index) => ({
        name: `interest ${index}`,
        share: 0.25,
        terms: ['bridge', 'council', 'harbour', 'vote'],
      })),
      peakHours: [8, 9, 20],
      clock: Array.from({ length: 168 }, () => 1 / 168),
      drove: Array.from({ length: 12 }, (_, index) => ({
        ...click(index),
        kind: 'click' as const,
        interest: 'interest 0',
        dwellSeconds: 60,
      })),
      eventsUsed: 40,
      eventsDropped: 12,
      droppedByReason: { short: 12 },
      dropped: Array.from({ length: 12 }, (_, index) => ({
        ...click(index + 12),
        reasons: ['short' as const],
        explanation: 'open for 3 s, a 320-word article takes 81 s',
      })),
      softPrompt: { tokens: 4, normRatio: { min: 0.9, max: 1.1 }, projector: 'mixture@1' },
      asOf: '2026-03-02T00:00:00.000Z',
      denoiserVersion: '1',
      encoderSha256: '0'.repeat(64),
    },
  };
}

import { describe, expect, it } from 'vitest';
import { agreement } from '../../generators/headline/agreement.ts';

describe('agreement of candidates', () => {
  it('is highest for the text whose words most of the others say in the same order', () => {
    const shares = agreement([
      'Council backs harbour tunnel',
      'Council backs tunnel under harbour',
      'Council votes to back tunnel',
      'Ferry sinks in storm',
    ]);
    expect(shares.indexOf(Math.max(...shares))).toBe(0);
    expect(shares[3]).toBe(0);
    expect(shares[0]).toBeCloseTo((2 * 3) / 9 / 3 + (2 * 2) / 9 / 3, 5);
  });

  it('does not care for casing or marks, and is nothing for a text alone', () => {
    expect(agreement(['Council backs tunnel.', 'COUNCIL BACKS TUNNEL'])).toEqual([1, 1]);
    expect(agreement(['Council backs tunnel'])).toEqual([0]);
    expect(agreement(['', ''])).toEqual([0, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { wholeParts } from '../../generators/form/whole-parts.ts';

describe('an ad title that runs on into a list', () => {
  it('keeps its first whole parts within the words allowed', () => {
    const text = 'Heron 8: folds in 12 seconds, weighs 10.4 kilograms, eight gears with belt drive';
    expect(wholeParts(text, true, 12, 2)).toBe('Heron 8: folds in 12 seconds');
    expect(wholeParts(text, true, 12, 3)).toBe('Heron 8: folds in 12 seconds, weighs 10.4 kilograms');
  });

  it('never keeps a part that was cut off', () => {
    expect(wholeParts('Heron 8: folds in 12 seconds, weighs 10', false, 12, 3)).toBe('Heron 8: folds in 12 seconds');
  });

  it('parts no number at its comma', () => {
    expect(wholeParts('Squall raincoat: 1,190 crowns', true, 12, 3)).toBe('Squall raincoat: 1,190 crowns');
  });

  it('has one colon', () => {
    expect(wholeParts('Squall raincoat: 1,190 crowns: - five colours', true, 12, 3)).toBe(
      'Squall raincoat: 1,190 crowns, five colours',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../generators/facts/language.ts';
import { checkText } from './check-text.ts';

const german =
  'Der Rat hat am Montag beschlossen, die Brücke für zwei Jahre zu schließen, weil die Pfeiler nicht mehr sicher sind. Die Kosten trägt die Stadt.';
const russian = 'Городской совет решил закрыть мост на два года, потому что опоры больше не безопасны.';
const greek = 'Το δημοτικό συμβούλιο αποφάσισε να κλείσει τη γέφυρα για δύο χρόνια.';
const english =
  'The council decided on Monday to close the bridge for two years because its piers are no longer safe. The city pays.';

describe('another language is not checked', () => {
  it.each([
    ['German', german],
    ['Russian', russian],
    ['Greek', greek],
  ])('%s', async (_, body) => {
    expect(detectLanguage(body).served).toBe(false);
    const verdict = await checkText(body, 'Council closes bridge');
    expect(verdict.label).toBe('not_verifiable');
    expect(verdict.claims[0]!.reason).toContain('not checked');
  });

  it('English is, whatever was declared', () => {
    expect(detectLanguage(english)).toMatchObject({ served: true, code: 'eng' });
    expect(detectLanguage(english, 'de').served).toBe(true);
  });

  it('a text too short to tell follows what was declared', () => {
    expect(detectLanguage('Bridge closed.').served).toBe(true);
    expect(detectLanguage('Brücke zu.', 'de').served).toBe(false);
  });
});

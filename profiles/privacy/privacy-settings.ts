import { sensitiveSubjects } from '../interests/sensitive-terms.ts';
import type { SettingsFault } from '../settings/settings-fault.ts';
import { defaultPrivacyPolicy, type PrivacyPolicy } from './policy.ts';

/** What a workspace may decide on privacy, with what it decides. */
export const privacyChoices = {
  unknownConsent: {
    default: 'allowed',
    takes: '`allowed` or `refused`',
    decides: 'whether a reader whose consent is unknown may be personalised for',
  },
  adultsOnly: {
    default: false,
    takes: 'true or false',
    decides: 'whether readers of age band child or unknown get no behavioural personalisation',
  },
  sensitiveAllowances: {
    default: [],
    takes: `sentences that name ${Object.keys(sensitiveSubjects).join(', ')}, such as “conditions may be named”`,
    decides: 'which of these may be named to editors and given to the model',
  },
  removedAttributes: {
    default: [],
    takes: 'names of attributes that users carry in their field `attributes`',
    decides: 'what is taken out of every vector (orthogonal projection), with a probe in each snapshot to show it',
  },
} as const;

/** A workspace's privacy before the directions of removed attributes are known. */
export interface PrivacySettings extends Omit<PrivacyPolicy, 'removedDirections'> {
  readonly removedAttributes: readonly string[];
}

export const defaultPrivacySettings: PrivacySettings = {
  unknownConsent: defaultPrivacyPolicy.unknownConsent,
  adultsOnly: defaultPrivacyPolicy.adultsOnly,
  sensitiveAllowances: [],
  removedAttributes: [],
};

/** The defaults with what a workspace gives; what is wrong in it goes into `faults`, by name. */
export function privacySettingsFor(given: unknown, path: readonly string[], faults: SettingsFault[]): PrivacySettings {
  if (given === undefined) return defaultPrivacySettings;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    faults.push({ path, detail: 'it is no object', cure: 'give an object such as {"unknownConsent": "refused"}' });
    return defaultPrivacySettings;
  }
  const settings: { -readonly [Name in keyof PrivacySettings]: PrivacySettings[Name] } = { ...defaultPrivacySettings };
  for (const [name, value] of Object.entries(given)) {
    const wrong = (cure: string) => {
      faults.push({ path: [...path, name], detail: `it is ${JSON.stringify(value)}`, cure });
    };
    if (value === undefined) continue;
    if (!(name in privacyChoices)) {
      const cure = `use one of ${Object.keys(privacyChoices).join(', ')}`;
      faults.push({ path: [...path, name], detail: 'there is no such choice', cure });
    } else if (name === 'unknownConsent') {
      if (value === 'allowed' || value === 'refused') settings.unknownConsent = value;
      else wrong('give "allowed" or "refused"');
    } else if (name === 'adultsOnly') {
      if (typeof value === 'boolean') settings.adultsOnly = value;
      else wrong('give true or false');
    } else if (!isTexts(value)) wrong('give a list of at most 50 texts, each of 1 to 200 characters');
    else if (name === 'removedAttributes') settings.removedAttributes = value;
    else {
      const unclear = value.filter((sentence) => !namesSubject(sentence));
      if (unclear.length === 0) settings.sensitiveAllowances = value;
      else
        faults.push({
          path: [...path, name],
          detail: `“${unclear[0]}” names none of the subjects`,
          cure: `write sentences that name ${Object.keys(sensitiveSubjects).join(', ')}`,
        });
    }
  }
  return settings;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length <= 50 &&
  value.every((text) => typeof text === 'string' && text.length > 0 && text.length <= 200);

const namesSubject = (sentence: string) =>
  Object.keys(sensitiveSubjects).some((subject) => new RegExp(`\\b${subject}s?\\b`, 'iu').test(sentence));

import { type DenoiseSettings, defaultDenoiseSettings, denoiseThresholds } from '../denoise/settings.ts';
import { denoiseSettingsFor } from '../denoise/settings-schema.ts';
import { type InterestSettings, interestFigures } from '../interests/settings.ts';
import { type ProfileSchedule, scheduleFigures } from '../living/schedule.ts';
import { type PrivacySettings, privacyChoices, privacySettingsFor } from '../privacy/privacy-settings.ts';
import { figuresFor } from './documented-figures.ts';
import { SettingsError, type SettingsFault } from './settings-fault.ts';

/** Everything a workspace decides about its readers' profiles. */
export interface ProfileSettings {
  readonly denoise: DenoiseSettings;
  readonly interests: InterestSettings;
  readonly privacy: PrivacySettings;
  readonly schedule: ProfileSchedule;
}

const parts = ['denoise', 'interests', 'privacy', 'schedule'] as const;

/**
 * A workspace's settings: the documented defaults with what it overrides.
 * @param overrides as the workspace gave them; unchecked
 * @throws SettingsError naming every wrong field and its cure
 */
export function profileSettingsFor(overrides: unknown): ProfileSettings {
  const given = overrides ?? {};
  if (typeof given !== 'object' || Array.isArray(given))
    throw new SettingsError([
      { path: [], detail: 'settings are no object', cure: `give an object of ${parts.join(', ')}` },
    ]);
  const faults: SettingsFault[] = Object.keys(given)
    .filter((name) => !parts.includes(name as never))
    .map((name) => ({ path: [name], detail: 'there is no such part', cure: `use one of ${parts.join(', ')}` }));
  const of = (part: (typeof parts)[number]) => (given as Record<string, unknown>)[part];
  const settings: ProfileSettings = {
    denoise: denoiseOf(of('denoise'), faults),
    interests: figuresFor(interestFigures, of('interests'), ['interests'], faults),
    privacy: privacySettingsFor(of('privacy'), ['privacy'], faults),
    schedule: figuresFor(scheduleFigures, of('schedule'), ['schedule'], faults),
  };
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

function denoiseOf(given: unknown, faults: SettingsFault[]): DenoiseSettings {
  try {
    return denoiseSettingsFor(given);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    faults.push(...error.faults);
    return defaultDenoiseSettings;
  }
}

/** One setting of the documented table. */
export interface SettingRow {
  /** Path with dots, e.g. `denoise.thresholds.shortSeconds`. */
  readonly name: string;
  readonly value: unknown;
  readonly default: unknown;
  /** Its unit, or the values it takes. */
  readonly takes: string;
  readonly decides: string;
  readonly source: string;
}

/** The one table of a workspace's settings: every name with its value, default, unit and meaning. */
export function settingsTable(settings: ProfileSettings): SettingRow[] {
  const figures = (
    part: string,
    table: Readonly<Record<string, { default: number; unit: string; decides: string; source: string }>>,
    values: Readonly<Record<string, number>>,
  ) =>
    Object.entries(table).map(
      ([name, { default: standard, unit, decides, source }]): SettingRow => ({
        name: `${part}.${name}`,
        value: values[name],
        default: standard,
        takes: unit,
        decides,
        source,
      }),
    );
  const { denoise, interests, privacy, schedule } = settings;
  return [
    ...figures('denoise.thresholds', denoiseThresholds, denoise.thresholds),
    ...Object.entries(denoise.rules).map(
      ([name, value]): SettingRow => ({
        name: `denoise.rules.${name}`,
        value,
        default: true,
        takes: 'true or false',
        decides: `whether the rule \`${name}\` is applied`,
        source: 'for ablation',
      }),
    ),
    ...Object.entries(denoise.feedback).map(
      ([name, value]): SettingRow => ({
        name: `denoise.feedback.${name}`,
        value,
        default: defaultDenoiseSettings.feedback[name as keyof DenoiseSettings['feedback']],
        takes: 'weight within -1..1',
        decides: `what an event of kind ${name} is worth; negative speaks against the item`,
        source: 'strong and weak feedback as in FeedRec',
      }),
    ),
    ...figures('interests', interestFigures, interests),
    ...Object.entries(privacyChoices).map(
      ([name, { default: standard, takes, decides }]): SettingRow => ({
        name: `privacy.${name}`,
        value: privacy[name as keyof PrivacySettings],
        default: standard,
        takes,
        decides,
        source: 'the workspace',
      }),
    ),
    ...figures('schedule', scheduleFigures, schedule),
  ];
}

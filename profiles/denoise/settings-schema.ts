import { z } from 'zod';
import { eventKinds } from '../../datasets/event.ts';
import { noiseReasons } from '../profile.ts';
import { SettingsError, type SettingsFault } from '../settings/settings-fault.ts';
import { type DenoiseSettings, type DenoiseThreshold, defaultDenoiseSettings, denoiseThresholds } from './settings.ts';

const names = Object.keys(denoiseThresholds) as DenoiseThreshold[];

/** Thresholds that are shares, and those that count things. */
const shares = new Set(names.filter((name) => denoiseThresholds[name].unit === 'share'));
const counts = new Set(names.filter((name) => ['clicks', 'items', 'readers'].includes(denoiseThresholds[name].unit)));

const number = (name: DenoiseThreshold) => {
  const { unit, decides } = denoiseThresholds[name];
  const wanted = shares.has(name)
    ? 'a share within 0..1'
    : counts.has(name)
      ? `a whole number of ${unit}, at least 1`
      : `a number of ${unit}, at least 0`;
  const right = (value: number) =>
    shares.has(name) ? value >= 0 && value <= 1 : counts.has(name) ? Number.isInteger(value) && value >= 1 : value >= 0;
  const error = `${name} (${decides}) must be ${wanted}`;
  return z.number({ error }).refine(right, { error });
};

const unknownName = (what: string, known: readonly string[]) => (issue: { code?: string; keys?: unknown }) =>
  issue.code === 'unrecognized_keys'
    ? `no ${what} is called ${(issue.keys as string[]).join(', ')}; there are ${known.join(', ')}`
    : `must be an object of ${what}s by name`;

/** What a workspace may set of the denoiser; what it leaves out keeps its default. */
export const denoiseOverridesSchema = z
  .strictObject(
    {
      thresholds: z.strictObject(
        Object.fromEntries(names.map((name) => [name, number(name).optional()])) as Record<
          DenoiseThreshold,
          z.ZodOptional<z.ZodNumber>
        >,
        { error: unknownName('threshold', names) },
      ),
      rules: z.strictObject(
        Object.fromEntries(
          noiseReasons.map((rule) => [rule, z.boolean({ error: `rule ${rule} must be true or false` }).optional()]),
        ),
        { error: unknownName('rule', noiseReasons) },
      ),
      feedback: z.strictObject(
        Object.fromEntries(
          eventKinds.map((kind) => {
            const error = `feedback ${kind} must be a weight within -1..1`;
            return [kind, z.number({ error }).min(-1, { error }).max(1, { error }).optional()];
          }),
        ),
        { error: unknownName('kind of feedback', eventKinds) },
      ),
    },
    { error: unknownName('part of the denoiser', ['thresholds', 'rules', 'feedback']) },
  )
  .partial();

export type DenoiseOverrides = z.infer<typeof denoiseOverridesSchema>;

/**
 * The settings of a workspace: the documented defaults with its overrides.
 * @param overrides as read from the workspace; unchecked
 * @throws SettingsError naming each wrong threshold, rule or kind and what it must be
 */
export function denoiseSettingsFor(overrides: unknown): DenoiseSettings {
  const checked = denoiseOverridesSchema.safeParse(overrides ?? {});
  if (!checked.success) {
    throw new SettingsError(checked.error.issues.map(({ path, message }) => faultOf(path.map(String), message)));
  }
  const { thresholds = {}, rules = {}, feedback = {} } = checked.data;
  const settings: DenoiseSettings = {
    thresholds: { ...defaultDenoiseSettings.thresholds, ...given(thresholds) },
    rules: { ...defaultDenoiseSettings.rules, ...given(rules) },
    feedback: { ...defaultDenoiseSettings.feedback, ...given(feedback) },
  };
  checkTogether(settings);
  return settings;
}

/** The message says what the value must be; the default is always the other way out. */
function faultOf(path: readonly string[], message: string): SettingsFault {
  const [part, name] = path;
  const table: Readonly<Record<string, unknown>> | undefined =
    part === undefined ? undefined : defaultDenoiseSettings[part as keyof DenoiseSettings];
  const standard = name === undefined ? undefined : table?.[name];
  return {
    path: ['denoise', ...path],
    detail: message,
    cure:
      standard === undefined
        ? 'correct it, or leave it out'
        : `give such a value, or leave it out for ${JSON.stringify(standard)}`,
  };
}

/** Without the names that are set to undefined, which would hide a default. */
const given = <Value>(table: Record<string, Value | undefined>) =>
  Object.fromEntries(Object.entries(table).filter(([, value]) => value !== undefined)) as Record<string, Value>;

/** Figures that are fine alone and wrong together. */
function checkTogether({ thresholds }: DenoiseSettings): void {
  const least = (name: DenoiseThreshold, above: number, why: string) => {
    if (thresholds[name] > above) return;
    throw new SettingsError([faultOf(['thresholds', name], `${thresholds[name]} must be above ${above}, ${why}`)]);
  };
  least('readingWordsPerMinute', 0, 'or nobody ever finishes an article');
  least('longestReadWords', 0, 'or no article takes any time');
  least('satisfiedSeconds', 0, 'or every dwell has full weight');
  least('surgeShortWindowHours', 0, 'or no window holds a reader');
  least('surgeLongWindowHours', thresholds.surgeShortWindowHours, 'the short window');
  least('capSeconds', thresholds.shortSeconds, 'the dwell below which a click is a bounce');
  least('botRegularClicks', 2, 'or there are no gaps to compare');
}

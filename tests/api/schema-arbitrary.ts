import fc from 'fast-check';

/** The parts of JSON Schema that the API's own document uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly pattern?: string;
}

export type Components = Readonly<Record<string, JsonSchema>>;

/** Strings that trouble parsers, databases and logs. */
const awkward = [
  '',
  ' ',
  '\0',
  '\ud800',
  "'; drop table users; --",
  '%00',
  '../../etc/passwd',
  '😀',
  '\u202e',
  '__proto__',
  'null',
  '1e999',
  '<script>',
];

/** Strings worth sending, by the field they go into; `''` for the other fields. */
export type KnownStrings = Readonly<Record<string, readonly string[]>>;

/** Values that fit a schema most of the time; ids come from `known` so that requests get past the first lookup. */
export function fitting(
  schema: JsonSchema,
  components: Components,
  known: KnownStrings,
  field = '',
): fc.Arbitrary<unknown> {
  const inner = (part: JsonSchema, name = field) => fitting(part, components, known, name);
  if (schema.$ref) return inner(components[schema.$ref.split('/').at(-1)!]!);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => inner(choice)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(([name, part]) => [name, inner(part, name)] as const);
      return fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])] as never[] });
    }
    case 'array':
      return fc.array(inner(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 4 });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -10, max: Math.min(schema.maximum ?? 100, 1e9) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'string':
      if (schema.format === 'date-time')
        return fc
          .date({ min: new Date('1960-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((date) => date.toISOString());
      return fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...(known[field] ?? known['']!)) },
        {
          weight: 1,
          arbitrary: fc.string({
            unit: 'binary',
            minLength: schema.minLength ?? 0,
            maxLength: Math.min(schema.maxLength ?? 20, 20),
          }),
        },
        { weight: 1, arbitrary: fc.constantFrom(...awkward) },
      );
    default:
      return fc.jsonValue();
  }
}

/** Values that fit a schema, or nearly, or not at all. */
export function nearly(
  schema: JsonSchema,
  components: Components,
  known: KnownStrings,
  field = '',
): fc.Arbitrary<unknown> {
  const sound = fitting(schema, components, known, field);
  const stray = fc.oneof(fc.jsonValue(), fc.constantFrom(...awkward));
  return fc.oneof(
    { weight: 6, arbitrary: sound },
    {
      weight: 3,
      arbitrary: fc.tuple(sound, fc.nat(), stray).map(([value, place, other]) => damage(value, place, other)),
    },
    { weight: 1, arbitrary: stray },
  );
}

/** Takes out, replaces or adds one member somewhere in a value. */
function damage(value: unknown, place: number, other: unknown): unknown {
  if (value === null || typeof value !== 'object') return other;
  if (Array.isArray(value)) return value.length > 0 ? [damage(value[0], place, other), ...value.slice(1)] : [other];
  const names = Object.keys(value);
  const name = names[place % Math.max(names.length, 1)];
  if (name === undefined) return { unknown: other };
  const members = value as Record<string, unknown>;
  if (place % 4 === 0) return Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));
  if (place % 4 === 1) return { ...members, [`${name}2`]: other };
  if (place % 4 === 2) return { ...members, [name]: damage(members[name], Math.floor(place / 4), other) };
  return { ...members, [name]: other };
}

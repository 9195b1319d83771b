import type { ZodError } from 'zod';
import { ApiProblem, type ProblemError } from './problem.ts';

type Issue = ZodError['issues'][number];

/** `["rules", 0]` as the JSON pointer `/rules/0` (RFC 6901). */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What zod found, as errors that name the field and the cure. Unknown fields are named one by one. */
export function describeIssues(issues: readonly Issue[], root = ''): ProblemError[] {
  return issues
    .flatMap((issue): ProblemError[] => {
      const pointer = root + jsonPointer(issue.path);
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => ({
          pointer: root + jsonPointer([...issue.path, key]),
          detail: `\`${shorten(key)}\` is not a field of this object.`,
          cure: 'Remove the field, or correct its name.',
        }));
      if (issue.code === 'invalid_union') {
        const nearest = issue.errors.toSorted((one, other) => one.length - other.length)[0];
        if (nearest && nearest.length > 0) return describeIssues(nearest as Issue[], pointer);
      }
      return [{ pointer, detail: `${issue.message}.`, cure: cureFor(issue) }];
    })
    .slice(0, 50);
}

function cureFor(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return `Give at least ${issue.minimum}.`;
    case 'too_big':
      return `Give at most ${issue.maximum}.`;
    case 'invalid_value':
      return `Use one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      if (issue.format === 'datetime') return 'Write an ISO-8601 time with its zone, such as 2026-03-01T08:30:00Z.';
      if (issue.format === 'regex') return `Write it so that it matches ${issue.pattern}.`;
      return `Write it in the format ${issue.format}.`;
    case 'invalid_type':
      return `Give a value of type ${issue.expected}.`;
    default:
      return 'See /openapi.json for what is expected.';
  }
}

const shorten = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

/** The fault of text that no database can hold. */
export function unstorableFault(path: readonly PropertyKey[], root = ''): ProblemError {
  return {
    pointer: root + jsonPointer(path),
    detail: 'The text holds a NUL character or half a surrogate pair.',
    cure: 'Remove those characters.',
  };
}

/** The problem for such text in a part of a request. */
export function unstorableProblem(target: string, path: readonly PropertyKey[]): ApiProblem {
  const fault = unstorableFault(path, rootOf(target));
  return new ApiProblem(target === 'json' ? 'invalid-request' : 'invalid-parameter', summary([fault]), {
    errors: [fault],
  });
}

/**
 * The problem for a part of a request that did not pass its schema: 422 for a body, 400 for parameters.
 *
 * @param target where hono's validator looked: json, query, param, header, cookie or form
 */
export function validationProblem(target: string, error: ZodError): ApiProblem {
  const errors = describeIssues(error.issues, rootOf(target));
  return new ApiProblem(target === 'json' ? 'invalid-request' : 'invalid-parameter', summary(errors), { errors });
}

/** What a pointer begins with: nothing for the body. */
function rootOf(target: string): string {
  if (target === 'json') return '';
  return target === 'param' ? 'path' : target;
}

function summary(errors: readonly ProblemError[]): string {
  const first = errors[0];
  if (!first) return 'The request does not match its schema.';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${first.pointer || 'The body'}: ${first.detail}${more}`;
}

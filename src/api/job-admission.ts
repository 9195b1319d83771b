import { adapterFault } from '../../generators/adapter-choice.ts';
import type { LoadedAdapter } from '../../models/language-model.ts';
import { itemKindOfJob, type JobInput, usersOfAudience } from '../../queues/job-contract.ts';
import { countWaitingJobs } from '../store/job-queries.ts';
import { findReferences, type ItemOutline } from '../store/reference-queries.ts';
import type { Store } from '../store/store.ts';
import { ApiProblem, type ProblemError } from './problem.ts';

const recountMilliseconds = 1000;
const describedErrors = 50;

/** Decides whether jobs may be taken in: what they name must exist, and not too much may be waiting already. */
export class JobAdmission {
  readonly #store: Store;
  readonly #mostWaiting: number;
  readonly #loadedAdapters: () => readonly LoadedAdapter[] | null;
  readonly #waiting = new Map<string, { count: number; until: number }>();

  /** @param loadedAdapters those that jobs may name; what it does not know, the worker refuses */
  constructor(store: Store, mostWaiting: number, loadedAdapters: () => readonly LoadedAdapter[] | null = () => null) {
    this.#store = store;
    this.#loadedAdapters = loadedAdapters;
    this.#mostWaiting = mostWaiting;
  }

  /**
   * @param pointers where each job stands in the body, as a JSON pointer
   * @throws ApiProblem 422 naming each field that leads nowhere
   */
  async requireReferences(
    workspaceId: string,
    inputs: readonly JobInput[],
    pointers: readonly string[],
  ): Promise<void> {
    const itemIds = inputs.map((input) => input.itemId);
    const userIds = inputs.flatMap((input) => usersOfAudience(input.audience));
    const known = await findReferences(this.#store, workspaceId, itemIds, userIds);
    const errors: ProblemError[] = [];
    for (const [index, input] of inputs.entries()) {
      if (errors.length >= describedErrors) break;
      const pointer = pointers[index] ?? '';
      const fault = itemFault(input, known.items.get(input.itemId));
      if (fault) errors.push({ pointer: `${pointer}/itemId`, ...fault });
      const wrongAdapter = adapterFault(input.kind, this.#loadedAdapters(), input.adapter);
      if (wrongAdapter) errors.push({ pointer: `${pointer}/adapter`, ...wrongAdapter });
      errors.push(...audienceFaults(input, known.users, pointer));
    }
    const first = errors[0];
    if (first) throw new ApiProblem('invalid-request', `${first.pointer}: ${first.detail}`, { errors });
  }

  /**
   * Counts jobs in before they are stored. The count is read anew each second, so it may be exceeded by what arrives
   * within one.
   *
   * @throws ApiProblem 429 when too many jobs of the workspace wait
   */
  async requireRoom(workspaceId: string, jobs: number): Promise<void> {
    const known = this.#waiting.get(workspaceId);
    const fresh = known && known.until > performance.now();
    const count = fresh ? known.count : await countWaitingJobs(this.#store, workspaceId);
    if (count + jobs > this.#mostWaiting) {
      this.#waiting.set(workspaceId, { count, until: fresh ? known.until : performance.now() + recountMilliseconds });
      throw new ApiProblem('overloaded', `${count} jobs are waiting; at most ${this.#mostWaiting} may.`, {
        headers: { 'retry-after': '5' },
      });
    }
    this.#waiting.set(workspaceId, {
      count: count + jobs,
      until: fresh ? known.until : performance.now() + recountMilliseconds,
    });
  }
}

function itemFault(input: JobInput, item: ItemOutline | undefined): Omit<ProblemError, 'pointer'> | null {
  if (!item) return { detail: 'There is no item of that id.', cure: 'Send the item to POST /v1/items first.' };
  const wanted = itemKindOfJob[input.kind];
  if (item.kind !== wanted)
    return {
      detail: `A job of the kind ${input.kind} writes for an ${wanted}; this item is of the kind ${item.kind}.`,
      cure: `Name an item of the kind ${wanted}.`,
    };
  if (wanted === 'article' && !item.hasBody)
    return { detail: 'This article has no body to write from.', cure: 'Send the item again with its body.' };
  if (wanted === 'ad' && !item.hasFacts)
    return { detail: 'This ad has no facts to write from.', cure: 'Send the item again with its facts.' };
  return null;
}

function audienceFaults(input: JobInput, known: ReadonlySet<string>, pointer: string): ProblemError[] {
  const { audience } = input;
  const cure = 'Send an event of the user, or PUT /v1/users/{id}, first.';
  if ('userId' in audience && !known.has(audience.userId))
    return [{ pointer: `${pointer}/audience/userId`, detail: 'There is no user of that id.', cure }];
  if ('userIds' in audience)
    return audience.userIds.flatMap((userId, index) =>
      known.has(userId)
        ? []
        : [{ pointer: `${pointer}/audience/userIds/${index}`, detail: 'There is no user of that id.', cure }],
    );
  if ('segment' in audience)
    return [
      {
        pointer: `${pointer}/audience/segment`,
        detail: 'This server has no segments yet.',
        cure: 'Name the readers in audience.userIds, or use {"everybody": true}.',
      },
    ];
  return [];
}

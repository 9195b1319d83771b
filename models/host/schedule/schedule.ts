import type { Lane } from '../../language-model.ts';
import type { DecoderRuntime } from './decoder-runner.ts';
import { prefixPlaces } from './prefix.ts';
import { PrefixCache } from './prefix-cache.ts';
import type { Row } from './row.ts';
import { RowGroup } from './row-group.ts';

/** A row with the prefix it stands behind; an empty prefix is none. */
export interface PrefixedRow {
  readonly row: Row;
  readonly prefixKey: string;
  readonly prefix: readonly number[];
}

export interface ScheduleLimits {
  /** Tokens whose keys and values may be held, prefixes and rows together. */
  readonly memoryTokens: number;
  /** Of those, tokens of prefixes that nobody uses at the moment. */
  readonly idlePrefixTokens: number;
  /** Prefixes of one lane that take turns. */
  readonly groups: number;
}

/** What bulk work may take of the memory, so that an editor's request finds room at once. */
const bulkShare = 0.75;
const lanes: readonly Lane[] = ['interactive', 'bulk'];

/**
 * Decides what the next step computes. While interactive rows can run, bulk rows pause; within a lane the prefixes
 * take turns step by step. Rows for which there is no room wait in the order they came.
 */
export class Schedule {
  readonly prefixes: PrefixCache;
  readonly #runtime: DecoderRuntime;
  readonly #limits: ScheduleLimits;
  #waiting: Record<Lane, PrefixedRow[]> = { interactive: [], bulk: [] };
  /** The group whose turn is next stands first. */
  #groups: Record<Lane, RowGroup[]> = { interactive: [], bulk: [] };

  constructor(runtime: DecoderRuntime, limits: ScheduleLimits) {
    this.#runtime = runtime;
    this.#limits = limits;
    this.prefixes = new PrefixCache(runtime, limits.idlePrefixTokens);
  }

  /** Tokens held or promised now. */
  get tokens(): number {
    const groups = lanes.flatMap((lane) => this.#groups[lane]);
    return this.prefixes.tokens + groups.reduce((sum, group) => sum + group.reservation(), 0);
  }

  /** Takes rows in. @throws if one could never fit */
  submit(rows: readonly PrefixedRow[]): void {
    for (const { row, prefix } of rows) {
      const alone =
        new RowGroup(this.#runtime, '', row.ticket.lane, undefined).reservation(row) + prefixPlaces(prefix.length);
      const limit = this.#limit(row.ticket.lane);
      if (alone > limit) {
        throw new Error(
          `a row of ${alone} tokens does not fit the ${limit} tokens of memory that ${row.ticket.lane} work has; ` +
            'shorten its prompt or raise memoryTokens',
        );
      }
    }
    for (const row of rows) this.#waiting[row.row.ticket.lane].push(row);
  }

  /** Lets waiting rows in, and returns the group to step; undefined if none. */
  next(): RowGroup | undefined {
    this.release();
    for (const lane of lanes) this.#admit(lane);
    for (const lane of lanes) {
      const group = this.#groups[lane].shift();
      if (!group) continue;
      this.#groups[lane].push(group);
      return group;
    }
    return undefined;
  }

  /** Drops the rows of ended requests, and groups and prefixes that nobody needs any more. */
  release(): void {
    for (const lane of lanes) {
      this.#waiting[lane] = this.#waiting[lane].filter(({ row }) => !row.ticket.ended);
      this.#groups[lane] = this.#groups[lane].filter((group) => {
        group.dropEnded();
        if (group.rows > 0) return true;
        if (group.prefix) this.prefixes.release(group.prefix);
        return false;
      });
    }
  }

  #limit(lane: Lane): number {
    return Math.floor(this.#limits.memoryTokens * (lane === 'bulk' ? bulkShare : 1));
  }

  #admit(lane: Lane): void {
    const waiting: PrefixedRow[] = [];
    let noRoom = false;
    for (const candidate of this.#waiting[lane]) {
      const group = this.#groups[lane].find(({ key }) => key === candidate.prefixKey);
      const mayJoin = group ? !group.full : this.#groups[lane].length < this.#limits.groups;
      if (!mayJoin || noRoom) {
        waiting.push(candidate);
      } else if (!this.#makeRoom(lane, candidate, group)) {
        // Others must not pass a row that only waits for memory, or it might wait for ever.
        noRoom = true;
        waiting.push(candidate);
      } else {
        (group ?? this.#open(lane, candidate)).join(candidate.row);
      }
    }
    this.#waiting[lane] = waiting;
  }

  #makeRoom(lane: Lane, { row, prefix, prefixKey }: PrefixedRow, group: RowGroup | undefined): boolean {
    const seat = group ?? new RowGroup(this.#runtime, prefixKey, lane, undefined);
    const known = group !== undefined || this.prefixes.has(prefixKey);
    const more = seat.reservation(row) - seat.reservation() + (known ? 0 : prefixPlaces(prefix.length));
    const excess = () => this.tokens + more - this.#limit(lane);
    if (excess() > 0) this.prefixes.makeRoom(excess(), prefixKey);
    return excess() <= 0;
  }

  #open(lane: Lane, { prefixKey, prefix }: PrefixedRow): RowGroup {
    const shared = prefix.length > 0 ? this.prefixes.acquire(prefixKey, prefix) : undefined;
    const group = new RowGroup(this.#runtime, prefixKey, lane, shared);
    // A newcomer has the next turn.
    this.#groups[lane].unshift(group);
    return group;
  }
}

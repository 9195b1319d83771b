import type { Lane } from '../../language-model.ts';
import { OwnCache } from '../own-cache.ts';
import { type DecoderRuntime, pendingToken, type RowTokens, runRows, tailChunk } from './decoder-runner.ts';
import type { Prefix } from './prefix.ts';
import type { Row } from './row.ts';
import { sameTail } from './same-tail.ts';

/** Places are added in steps of this many. */
const placesStep = 32;

interface Seat {
  readonly row: Row;
  filled: number;
}

/**
 * Rows of one prefix and lane that are decoded together. Rows that write hold the first slots, rows whose tails are
 * still being read the ones behind; finished rows leave and others move up. Of rows with the same tail one reads it and
 * the others copy its keys and values, which are, bit for bit, what they would have computed.
 */
export class RowGroup {
  readonly key: string;
  readonly lane: Lane;
  readonly prefix: Prefix | undefined;
  readonly #runtime: DecoderRuntime;
  readonly #seats: Seat[] = [];
  #writing = 0;
  #own: OwnCache | undefined;

  constructor(runtime: DecoderRuntime, key: string, lane: Lane, prefix: Prefix | undefined) {
    this.#runtime = runtime;
    this.key = key;
    this.lane = lane;
    this.prefix = prefix;
  }

  get rows(): number {
    return this.#seats.length;
  }

  get full(): boolean {
    return this.#seats.length >= this.#runtime.batchRows;
  }

  /** Tokens its own cache may come to hold, with another row if one is given. */
  reservation(another?: Row): number {
    const rows = this.#seats.map(({ row }) => row);
    if (another) rows.push(another);
    if (rows.length === 0) return 0;
    const places = Math.max(this.#own?.places ?? 0, ...rows.map((row) => roundedPlaces(row.placesNeeded)));
    return Math.max(this.#own?.slots ?? 0, this.#slotsFor(rows.length)) * places;
  }

  join(row: Row): void {
    this.#seats.push({ row, filled: 0 });
  }

  /** Takes out the rows of requests that have ended elsewhere. */
  dropEnded(): void {
    for (let slot = this.#seats.length - 1; slot >= 0; slot--) {
      if (this.#seats[slot]!.row.ticket.ended) this.#leave(slot);
    }
  }

  /** Fails every row's request. */
  fail(error: Error): void {
    for (const { row } of this.#seats) row.ticket.fail(error);
  }

  /** One run of the decoder: a chunk of the prefix, else of waiting tails, else a token for each writing row. */
  async step(): Promise<void> {
    if (this.prefix && !this.prefix.ready) return this.prefix.step(this.#runtime);
    if (this.prefix && this.#handOver(this.prefix)) return;
    if (this.#writing < this.#seats.length) return this.#readTails();
    return this.#write();
  }

  /** Gives the prefix to those rows that want nothing else; says whether there were any. */
  #handOver({ places }: Prefix): boolean {
    const takers = this.#seats.filter(({ row }) => row.takePrefix !== undefined);
    for (const { row } of takers) row.takePrefix!(places);
    if (takers.length > 0) this.#dismiss();
    return takers.length > 0;
  }

  async #readTails(): Promise<void> {
    const { readers, followers } = this.#readers();
    const parts: RowTokens[] = [];
    let longest = 0;
    for (const seat of readers) {
      const part = tailChunk(this.#runtime, seat.row, seat.filled);
      longest = Math.max(longest, part.count);
      if (parts.length > 0 && (parts.length + 1) * longest > this.#runtime.tokensPerStep) break;
      this.#exchange(this.#seats.indexOf(seat), this.#writing + parts.length);
      parts.push({ ...part, followers: (followers.get(seat) ?? []).map(({ row }) => row) });
    }
    await this.#run(this.#writing, parts);
    for (const reader of readers.slice(0, parts.length)) {
      for (const follower of followers.get(reader) ?? []) this.#follow(follower, reader);
    }
    for (let slot = this.#writing; slot < this.#seats.length; slot++) {
      const { row, filled } = this.#seats[slot]!;
      if (filled < row.length || row.ended) continue;
      this.#exchange(slot, this.#writing);
      this.#writing += 1;
    }
    this.#dismiss();
  }

  /** Of the seats whose tails are not read to the end, those that read, and by reader those that follow one. */
  #readers(): { readers: Seat[]; followers: Map<Seat, Seat[]> } {
    const readers: Seat[] = [];
    const followers = new Map<Seat, Seat[]>();
    for (const seat of this.#seats.slice(this.#writing)) {
      const reader = readers.find(({ row, filled }) => filled === seat.filled && sameTail(row, seat.row));
      if (reader) followers.set(reader, [...(followers.get(reader) ?? []), seat]);
      else readers.push(seat);
    }
    return { readers, followers };
  }

  #follow(follower: Seat, reader: Seat): void {
    this.#own!.copy(this.#seats.indexOf(reader), this.#seats.indexOf(follower));
    follower.filled = reader.filled;
  }

  async #write(): Promise<void> {
    await this.#run(
      0,
      this.#seats.map(({ row, filled }) => pendingToken(this.#runtime, row, filled)),
    );
    this.#dismiss();
  }

  async #run(firstSlot: number, parts: readonly RowTokens[]): Promise<void> {
    const own = this.#roomFor(Math.max(...parts.map(({ filled, count }) => filled + count)));
    await runRows(this.#runtime, this.prefix?.places, own, firstSlot, parts);
    parts.forEach(({ count }, index) => {
      this.#seats[firstSlot + index]!.filled += count;
    });
  }

  #roomFor(places: number): OwnCache {
    const wantedPlaces = Math.max(roundedPlaces(places), this.#own?.places ?? 0);
    const wantedSlots = Math.max(this.#slotsFor(this.#seats.length), this.#own?.slots ?? 0);
    if (!this.#own) this.#own = new OwnCache(this.#runtime.config, wantedSlots, wantedPlaces);
    else if (wantedPlaces > this.#own.places || wantedSlots > this.#own.slots) {
      this.#own = this.#own.resized(wantedSlots, wantedPlaces, this.#own.slots);
    }
    return this.#own;
  }

  /** Slots grow by doubling, so that a filling batch is not moved with each row. */
  #slotsFor(rows: number): number {
    return Math.min(2 ** Math.ceil(Math.log2(rows)), Math.max(rows, this.#runtime.batchRows));
  }

  #dismiss(): void {
    for (let slot = this.#seats.length - 1; slot >= 0; slot--) if (this.#seats[slot]!.row.ended) this.#leave(slot);
  }

  #leave(slot: number): void {
    let hole = slot;
    if (hole < this.#writing) {
      this.#writing -= 1;
      this.#move(this.#writing, hole);
      hole = this.#writing;
    }
    this.#move(this.#seats.length - 1, hole);
    this.#seats.pop();
  }

  #move(from: number, to: number): void {
    if (from === to) return;
    this.#seats[to] = this.#seats[from]!;
    if (this.#own && from < this.#own.slots) this.#own.copy(from, to);
  }

  #exchange(one: number, other: number): void {
    if (one === other) return;
    const held = this.#seats[one]!;
    this.#seats[one] = this.#seats[other]!;
    this.#seats[other] = held;
    // A row that has just joined may have no slot yet, and one that has read nothing has nothing to move.
    if (held.filled > 0 || this.#seats[one].filled > 0) this.#roomFor(0).swap(one, other);
  }
}

function roundedPlaces(places: number): number {
  return Math.ceil(places / placesStep) * placesStep;
}

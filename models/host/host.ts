import type { Lane, PrefixCacheContent } from '../language-model.ts';
import type { ServedAdapter } from './adapter-feeds.ts';
import type { HostReply, HostRequest, HostStart, HostStatistics } from './host-messages.ts';
import { checkLength, embedPrompt, withOwnToken } from './prompt.ts';
import type { DecoderRuntime } from './schedule/decoder-runner.ts';
import { GenerationRow } from './schedule/generation-row.ts';
import { PrefixRow } from './schedule/prefix-row.ts';
import type { Row } from './schedule/row.ts';
import { type PrefixedRow, Schedule } from './schedule/schedule.ts';
import { ScoringRow } from './schedule/scoring-row.ts';
import { Ticket } from './schedule/ticket.ts';

type Work = Extract<HostRequest, { kind: 'generate' | 'score' | 'prefix' }>;

/** Prefixes of one lane that take turns. */
const groups = 4;

/** Serves requests with one decoder, step by step; lives in a host's thread. */
export class Host {
  readonly #runtime: DecoderRuntime;
  readonly #start: HostStart;
  readonly #schedule: Schedule;
  readonly #reply: (reply: HostReply, transfer?: ArrayBuffer[]) => void;
  readonly #tickets = new Map<number, Ticket>();
  readonly #adapters = new Map<string, ServedAdapter>();
  #adaptersTaken = 0;
  #running = false;
  #steps = 0;
  #longestStep = 0;
  #recentLanes: Lane[] = [];

  constructor(runtime: DecoderRuntime, start: HostStart, reply: (reply: HostReply, transfer?: ArrayBuffer[]) => void) {
    this.#runtime = runtime;
    this.#start = start;
    this.#reply = reply;
    const { memoryTokens } = start;
    this.#schedule = new Schedule(runtime, { memoryTokens, idlePrefixTokens: Math.floor(memoryTokens / 2), groups });
  }

  /** Takes a message; never throws. */
  receive(message: Exclude<HostRequest, { kind: 'close' }>): void {
    if (message.kind === 'cancel') this.#cancel(message.request);
    else if (message.kind === 'statistics') {
      this.#reply({ kind: 'statistics', request: message.request, statistics: this.#statistics() });
    } else if (message.kind === 'adapter') {
      const { key, packed, request } = message;
      this.#adapters.set(key, { place: this.#adaptersTaken++, packed });
      this.#reply({ kind: 'results', request, results: [] });
    } else if (message.kind === 'drop-adapter') this.#adapters.delete(message.key);
    else {
      this.#accept(message);
      void this.#run();
    }
  }

  #accept(message: Work): void {
    const { request } = message;
    const onToken =
      message.kind === 'generate' && message.tokens
        ? (row: number, id: number) => this.#reply({ kind: 'token', request, row, id })
        : undefined;
    const ticket = new Ticket({
      lane: message.lane,
      rows: message.kind === 'prefix' ? 1 : message.rows.length,
      onToken,
      settle: (results) => {
        this.#tickets.delete(request);
        this.#reply({ kind: 'results', request, results }, message.kind === 'prefix' ? buffersOf(results) : undefined);
      },
      reject: (error) => {
        this.#tickets.delete(request);
        this.#reply({ kind: 'failed', request, message: error.message });
      },
    });
    this.#tickets.set(request, ticket);
    try {
      this.#schedule.submit(
        message.kind === 'prefix'
          ? [this.#prefixRow(ticket, message.prefix)]
          : message.rows.map((_, index) => this.#row(ticket, message, index)),
      );
    } catch (error) {
      ticket.fail(error as Error);
    }
  }

  #prefixRow(ticket: Ticket, prefix: readonly number[]): PrefixedRow {
    const { config } = this.#runtime;
    if (prefix.length === 0) throw new Error('an empty prefix has no keys and values');
    checkLength(config, prefix.length, 0, 0);
    return { row: new PrefixRow(ticket, 0, config), prefix, prefixKey: prefix.join() };
  }

  #row(ticket: Ticket, message: Exclude<Work, { kind: 'prefix' }>, index: number): PrefixedRow {
    const { embeddings, config } = this.#runtime;
    const { prefix, tail } = withOwnToken(message.prefix, message.rows[index]!.tail);
    const prefixKey = prefix.join();
    const adapter = this.#adapterOf(message.rows[index]!.adapter);
    let row: Row;
    if (message.kind === 'generate') {
      const { sampling } = message.rows[index]!;
      const prompt = embedPrompt(embeddings, tail);
      checkLength(config, prefix.length, prompt.length, sampling.maxTokens);
      row = new GenerationRow(ticket, index, prompt, sampling, this.#start.pieces, this.#start.endIds, adapter);
    } else {
      const { continuation } = message.rows[index]!;
      const prompt = embedPrompt(embeddings, [...tail, { ids: continuation.slice(0, -1) }]);
      checkLength(config, prefix.length, prompt.length, 1);
      row = new ScoringRow(ticket, index, prompt, continuation, adapter);
    }
    return { row, prefix, prefixKey };
  }

  #adapterOf(key: string | undefined): ServedAdapter | undefined {
    const adapter = key === undefined ? undefined : this.#adapters.get(key);
    if (key !== undefined && !adapter) throw new Error(`no adapter ${key} is loaded`);
    return adapter;
  }

  #cancel(request: number): void {
    this.#tickets.get(request)?.cancel();
    this.#tickets.delete(request);
  }

  /** Steps until there is nothing left; between steps the thread takes in messages. */
  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (;;) {
      await new Promise(setImmediate);
      const group = this.#schedule.next();
      if (!group) break;
      const began = performance.now();
      try {
        await group.step();
      } catch (error) {
        group.fail(error as Error);
      }
      this.#schedule.release();
      this.#note(group.lane, performance.now() - began);
    }
    this.#running = false;
  }

  #note(lane: Lane, milliseconds: number): void {
    this.#steps += 1;
    this.#longestStep = Math.max(this.#longestStep, milliseconds);
    this.#recentLanes.push(lane);
    if (this.#recentLanes.length > 2000) this.#recentLanes = this.#recentLanes.slice(-1000);
  }

  #statistics(): HostStatistics {
    const { prefixes, tokens } = this.#schedule;
    return {
      steps: this.#steps,
      recentLanes: this.#recentLanes.slice(-1000),
      longestStepMilliseconds: this.#longestStep,
      tokens,
      prefixes: prefixes.size,
      prefixTokens: prefixes.tokens,
    };
  }
}

/** What may be moved to the other thread instead of copied. */
function buffersOf(results: readonly unknown[]): ArrayBuffer[] {
  return (results as readonly PrefixCacheContent[])
    .flatMap(({ keys, values }) => [...keys, ...values])
    .map(({ buffer }) => buffer as ArrayBuffer);
}

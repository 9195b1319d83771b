import type { EventKind } from '../../datasets/event.ts';
import type { SimulatedItem } from './newsroom.ts';

/** What is wrong with an event, in the papers' terms; null for a real act of interest. */
export type PlantedNoise = 'short' | 'surge' | 'burst' | 'bot' | 'duplicate';

/** One act of a simulated user and the truth about it. */
export interface SimulatedEvent {
  readonly userId: string;
  readonly item: SimulatedItem;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: EventKind;
  /** Seconds it was truly open, before anything is lost or left open; undefined for acts that open nothing. */
  readonly trueDwell?: number;
  /** Seconds as the log has them; undefined when lost. */
  readonly dwell?: number;
  readonly noise: PlantedNoise | null;
}

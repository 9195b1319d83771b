import type { WritingModels } from '../../generators/headline/headline-request.ts';
import type { JobHandlers } from '../job-handler.ts';
import { adTitleHandler } from './ad-title-handler.ts';
import { headlineHandler } from './headline-handler.ts';
import type { WritingPorts } from './writing-ports.ts';

/** The handlers of every kind of writing job. */
export function writingHandlers(ports: WritingPorts, models: WritingModels): JobHandlers {
  return { headline: headlineHandler(ports, models), 'ad-title': adTitleHandler(ports, models) };
}

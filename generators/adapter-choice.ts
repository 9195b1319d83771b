import type { AdapterTask } from '../models/adapter/adapter.ts';
import type { LanguageModel, LoadedAdapter, PromptPart } from '../models/language-model.ts';
import { taskTailVersion } from './prompt/task-tail.ts';

/** An adapter was asked for that cannot serve; the message names those that can. */
export class AdapterChoiceError extends Error {
  override readonly name = 'AdapterChoiceError';
}

/** In a job or a setting: the model as it is, without an adapter. */
export const noAdapter = 'none';

/** Whether an adapter may serve a task: trained for it, behind a tail that is laid out as today's. */
export function serves(adapter: Pick<LoadedAdapter, 'task' | 'promptVersion'>, task: AdapterTask): boolean {
  return adapter.task === task && adapter.promptVersion === taskTailVersion;
}

/**
 * The adapter that writes: the one named, else the one that bears the task's own name, else any for that task.
 * @param wanted a name; null or `none` for the model as it is
 * @returns null where none is loaded or none is wanted: the model writes untrained
 * @throws AdapterChoiceError if the one named is not loaded, is for another task, or knows another layout of the tail
 */
export function adapterFor(
  task: AdapterTask,
  { adapters }: Pick<LanguageModel, 'adapters'>,
  wanted?: string | null,
): LoadedAdapter | null {
  if (wanted === null || wanted === noAdapter) return null;
  if (wanted === undefined) {
    const fit = adapters.filter((adapter) => serves(adapter, task));
    return fit.find(({ name }) => name === task) ?? fit[0] ?? null;
  }
  const fault = adapterFault(task, adapters, wanted);
  if (fault) throw new AdapterChoiceError(`${fault.detail} ${fault.cure}`);
  return adapters.find(({ name }) => name === wanted)!;
}

/**
 * What is wrong with a choice, and the cure; null if nothing is.
 * @param adapters those loaded; a choice can't be judged where that is not known
 */
export function adapterFault(
  task: AdapterTask,
  adapters: readonly LoadedAdapter[] | null | undefined,
  wanted: string | null | undefined,
): { detail: string; cure: string } | null {
  if (!adapters || wanted === undefined || wanted === null || wanted === noAdapter) return null;
  const fit = adapters.filter((adapter) => serves(adapter, task));
  const named = adapters.find(({ name }) => name === wanted);
  if (named && fit.includes(named)) return null;
  const reason = !named
    ? `No adapter ${wanted} is loaded.`
    : named.task !== task
      ? `Adapter ${wanted} writes for the task ${named.task}, not ${task}.`
      : `Adapter ${wanted} was trained with layout ${named.promptVersion}; this is layout ${taskTailVersion}.`;
  const names = [...fit.map(({ name }) => name), noAdapter];
  return { detail: reason, cure: `For ${task} name one of: ${names.join(', ')}.` };
}

/** Its task tokens as a part of a tail; a part without tokens where it has none. */
export const taskTokensOf = ({ taskTokens }: LoadedAdapter): PromptPart => taskTokens ?? { ids: [] };

/** What a result keeps of the adapter that wrote it. */
export function adapterProvenance(adapter: LoadedAdapter | null): Record<string, string> {
  if (!adapter) return {};
  const { name, version, promptVersion, fileSha256 } = adapter;
  return {
    adapter: `${name}@${version}`,
    taskTail: promptVersion,
    ...(fileSha256 !== null && { adapterSha256: fileSha256 }),
  };
}

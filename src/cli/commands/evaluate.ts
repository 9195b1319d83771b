import type { Command } from 'commander';
import { addEvaluateFacts } from './evaluate-facts.ts';
import { addEvaluateHeadlines } from './evaluate-headlines.ts';

/** `masthead evaluate …`: quality measured on data whose truth is known; each kind of evaluation is a file of its own. */
export function addEvaluateCommands(program: Command): void {
  const evaluate = program.command('evaluate').description('measure quality on labelled data');
  addEvaluateFacts(evaluate);
  addEvaluateHeadlines(evaluate);
}

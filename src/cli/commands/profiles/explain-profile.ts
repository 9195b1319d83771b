import type { ExplanationView } from '../../../api/schemas/profile.ts';
import { connect } from '../../connection.ts';
import { report, table } from '../../output.ts';
import type { WorkspaceOption } from '../workspace-option.ts';

const arrows = { rising: '↑', falling: '↓', steady: '→', unknown: '' } as const;
const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Prints what is known of a reader and why; or every event with its weight. */
export async function explainProfile(
  user: string,
  options: WorkspaceOption & { readonly events?: boolean },
): Promise<void> {
  const { client, close } = await connect(options);
  try {
    if (options.events) {
      const evidence = await client.users.evidence(user);
      report(options, evidence, () =>
        table(
          ['time', 'kind', 'item', 'weight', 'reasons', 'why'],
          evidence.events.map(({ event, weight, reasons, explanation }) => [
            event.at,
            event.kind,
            event.itemId,
            weight.toFixed(2),
            reasons.join(' '),
            explanation ?? '',
          ]),
        ),
      );
      return;
    }
    const explanation = await client.users.explain(user);
    report(options, explanation, () => explanationLines(explanation));
  } finally {
    await close();
  }
}

function explanationLines(explanation: ExplanationView): string[] {
  const { style, dropped, rules, interests } = explanation;
  return [
    `${explanation.userId}, as of ${explanation.asOf}`,
    explanation.from,
    ...(interests.length > 0
      ? table(
          ['share', 'trend', 'interest'],
          interests.map(({ name, share, trend, borrowed }) => [
            percent(share),
            `${arrows[trend]} ${trend}`.trim(),
            borrowed ? `${name} (as readers like them)` : name,
          ]),
        )
      : []),
    ...(interests.length > 0
      ? Object.entries({
          'Last 30 clicks': explanation.views.instant,
          'Last week': explanation.views.recent,
          'Read at length': explanation.views.stable,
        }).map(
          ([name, view]) => `${name}: ${view.map((part) => `${percent(part.share)} ${part.name}`).join(', ') || '–'}.`,
        )
      : []),
    ...(explanation.turnedAwayFrom.times > 0
      ? [`Turned away ${explanation.turnedAwayFrom.times} times: ${explanation.turnedAwayFrom.titles.join('; ')}.`]
      : []),
    ...(explanation.rhythm ? [`Reads ${explanation.rhythm}.`] : []),
    ...(style
      ? [
          `Titles read to the end (${style.titles}): ${style.words.toFixed(1)} words; ${Object.entries(style.marks)
            .map(([mark, share]) => `${mark} ${percent(share)}`)
            .join(', ')}.`,
        ]
      : []),
    ...rules.map(({ rule, asks, itemsLeftOut }) =>
      asks === 'unclear'
        ? `Rule “${rule}” is not understood.`
        : asks === 'plainTitles'
          ? `Rule “${rule}”: titles are written plainly.`
          : `Rule “${rule}”: ${itemsLeftOut} items left out.`,
    ),
    ...(explanation.sensitiveItemsLeftOut > 0
      ? [`${explanation.sensitiveItemsLeftOut} items on sensitive subjects do not count.`]
      : []),
    `${dropped.clicks} of ${dropped.ofClicks} clicks dropped${
      dropped.clicks > 0
        ? `: ${Object.entries(dropped.byReason)
            .map(([reason, count]) => `${count} ${reason}`)
            .join(', ')}`
        : ''
    }.`,
    ...(dropped.ledger.length > 0
      ? table(
          ['time', 'item', 'reasons', 'why'],
          dropped.ledger
            .slice(0, 30)
            .map(({ at, itemId, reasons, explanation: why }) => [at, itemId, reasons.join(' '), why ?? '']),
        )
      : []),
  ];
}

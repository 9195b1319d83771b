import { stem } from './words.ts';

/**
 * Groups of words that say one thing, against words that say the opposite. A text that says one side where the article
 * says, of the same matter, only the other has turned it round.
 */
const oppositeGroups: readonly (readonly [one: string, other: string])[] = [
  [
    'rise rises rising rose risen increase increases increased increasing higher highest gain gains gained soar soars soared jump jumps jumped climb climbs climbed surge surges surged grow grows grew grown growing growth expand expands expanded expansion boost boosts boosted raise raises raised raising upturn advance rebound recover record doubled tripled hike hikes',
    'fall falls falling fell fallen decrease decreases decreased decreasing lower lowest lowers lowered drop drops dropped plunge plunges plunged slip slips slipped slump slumps slumped shrink shrinks shrank shrunk decline declines declined declining reduce reduces reduced reducing reduction cut cuts cutting slash slashes slashed tumble tumbles tumbled dip dips dipped hamper hampers hampered downturn slide slides slid ease eases eased weaken shed sheds lose loses lost',
  ],
  ['largest biggest greatest major huge', 'smallest tiniest minor'],
  ['bigger larger greater', 'smaller'],
  ['best finest greatest', 'worst poorest'],
  [
    'improve improves improved improving improvement better enhance enhances strengthen strengthens boost upgrade',
    'worsen worsens worsened worse weaken weakens deteriorate',
  ],
  ['oldest older elderly', 'youngest younger'],
  ['longest longer', 'shortest shorter'],
  ['faster quicker fastest accelerate', 'slower slowest slow'],
  ['stronger strongest strong strengthen', 'weaker weakest weak weaken'],
  ['profit profits profitable surplus', 'loss losses deficit'],
  ['widen widens widened wider', 'narrow narrows narrowed narrower'],
  ['above exceed exceeds exceeded', 'below'],
  ['more', 'less fewer'],
  ['north northern', 'south southern'],
  [
    'approve approves approved approval pass passes passed passage adopt adopts adopted back backs backed endorse endorsed',
    'reject rejects rejected rejection veto vetoes vetoed defeat',
  ],
  [
    'accept accepts accepted agree agrees agreed agreement',
    'reject rejects rejected refuse refuses refused decline declined rebuff',
  ],
  ['confirm confirms confirmed admit admits admitted', 'deny denies denied denial'],
  [
    'support supports supported supporting back backs backed endorse endorses favour favor',
    'oppose opposes opposed opposing',
  ],
  ['win wins won winning victory winner beat beats', 'lose loses lost losing defeat loser'],
  [
    'allow allows allowed permit permits permitted let lets',
    'ban bans banned block blocks blocked prohibit prohibits prohibited bar bars barred forbid prevent',
  ],
  [
    'welcome welcomes welcomed praise praises praised applaud applauds commend commends hail hails laud',
    'condemn condemns condemned criticise criticises criticised criticize criticizes criticized slam slams attack attacks denounce denounces',
  ],
  ['convicted convict guilty', 'cleared acquitted innocent'],
  ['join joins joined joining', 'leave leaves leaving quit quits'],
  [
    'start starts started begin begins began launch launches launched open opens opened',
    'end ends ended finish finishes finished close closes closed stop stops stopped conclude',
  ],
  ['first', 'last final'],
];

/** What a word says in a pair of opposites: which pair, which side. */
export interface OppositeSense {
  readonly pair: number;
  readonly side: 0 | 1;
}

const senses = new Map<string, OppositeSense[]>();
const sides: (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [];
for (const [pair, group] of oppositeGroups.entries()) {
  const [one, other] = group.map((words) => new Set(words.split(' ')));
  sides.push([one!, other!]);
  for (const [side, words] of [one!, other!].entries())
    for (const word of words) senses.set(word, [...(senses.get(word) ?? []), { pair, side: side as 0 | 1 }]);
}
const stemsOf = sides.map(([one, other]) => [new Set([...one].map(stem)), new Set([...other].map(stem))] as const);

/** The senses of a folded word, as written in the lists. */
export function oppositeSenses(folded: string): readonly OppositeSense[] {
  return senses.get(folded) ?? [];
}

/** Stems of the words of one side of a pair. */
export function stemsOfSide({ pair, side }: OppositeSense): ReadonlySet<string> {
  return stemsOf[pair]![side]!;
}

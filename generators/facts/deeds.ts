import { stem } from './words.ts';

/** Headline verbs and what bodies say instead, past forms with them. One deed a line. */
const deeds = `
beat beats beaten beating defeat defeats defeated defeating thrash overcome overcame edge edges edged down downed
sue sues sued suing lawsuit suit
arrest arrests arrested arresting detain detains detained hold held seize seized
kill kills killed killing murder murdered slay slain shot shoot shoots stab stabbed
buy buys bought buying acquire acquires acquired purchase purchased takeover
sell sells sold selling
win wins won
fine fines fined penalise penalised
back backs backed support supports supported endorse endorses endorsed
urge urges urged urging call calls called ask asks asked press presses pressed request requests requested implore letter
name names named appoint appoints appointed nominate nominates nominated
sack sacks sacked fire fires fired oust ousts ousted dismiss dismissed remove removes removed removing
ban bans banned bar bars barred barring prohibit prohibited block blocks blocked suspend suspends suspended enjoin enjoined
question questions questioned grill grilled ask
attack attacks attacked hit hits strike strikes struck blast blasts blasted slam slams slammed criticise criticises criticised criticize criticizes criticized rap raps lash
accuse accuses accused blame blames blamed allege alleges alleged charge charges charged
praise praises praised honor honors honored honour honours honoured commend commends commended recognize recognizes recognized applaud applauds applauded laud
condemn condemns condemned criticise criticises criticised criticize criticizes criticized slam slams slammed denounce denounces denounced
meet meets met
tell tells told warn warns warned
pay pays paid paying
give gives gave given award awards awarded grant grants granted
require requires required order orders ordered force forces forced
lead leads led
help helps helped assist assists assisted
join joins joined
visit visits visited tour tours toured
select selects selected choose chooses chose chosen pick picks picked award awarded
appoint appoints appointed hire hires hired unveil unveiled
press presses pressed urge urged letter wrote
stop stops stopped halt halts halted shut
deport deports deported deportation
rally rallies rallied
announce announces announced
reject rejects rejected turn turned
welcome welcomes welcomed
`;
const groupOf = new Map<string, Set<number>>();
for (const [line, words] of deeds.trim().split('\n').entries())
  for (const word of words.split(' ')) {
    const key = stem(word);
    groupOf.set(key, (groupOf.get(key) ?? new Set()).add(line));
  }

/** Stems of the other words for a deed, its past forms among them. */
export function deedsLike(one: string): readonly string[] {
  const groups = groupOf.get(one);
  if (!groups) return [];
  return [...groupOf].flatMap(([stem, others]) =>
    stem !== one && [...groups].some((group) => others.has(group)) ? [stem] : [],
  );
}

/** Whether two stems tell of one deed: the same verb, or one that news uses for it. */
export function sameDeed(one: string, other: string): boolean {
  if (one === other) return true;
  const groups = groupOf.get(one);
  const others = groupOf.get(other);
  if (!groups || !others) return false;
  for (const group of groups) if (others.has(group)) return true;
  return false;
}

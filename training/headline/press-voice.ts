/** "The Agency announces that Ames and Co agrees to pay …" is news of Ames and Co. */
const announcers =
  /^(?:the\s+)?(?:u\.?s\.?\s+)?(?:justice department|department of justice|doj)\s+announces?\s+(?:that\s+)?(?=\p{Lu}.*\b(?:agrees?|pleads?|pays?|settles?|to pay|sentenced|convicted)\b)/iu;
/** "…, Justice Department announces": who tells it is not the news. */
const trailing = /,?\s+(?:the\s+)?(?:justice department|department of justice|doj)\s+(?:announces?|says?)$/iu;

/** Takes an institution that only announces its own news out of a title, where what is left stands by itself. */
export function plainVoice(title: string): string {
  const cut = title.replace(announcers, '').replace(trailing, '');
  return cut === title ? title : cut[0]!.toUpperCase() + cut.slice(1);
}

/** Labels of releases: what a member said, not what happened. */
const notNews =
  /\b(?:statements?|remarks|readout|fact sheet|op-?ed|newsletter|testimony|transcript|weekly|column|roundup|highlights|q&a|webinar|podcast|office hours|art competition|photo of the)\b|^(?:about|how to|why|what|meet|watch|join)\b/iu;
/** Praise and blame: a reaction to news that others made. */
const reactions =
  /\b(?:applauds?|praises?|slams?|blasts?|reacts?|responds?|celebrates?|honou?rs?|hails?|thanks?|congratulates?|mourns?|commends?|condemns?|touts?|decr(?:y|ies)|calls? out|stands? up|fights? (?:for|back)|delivers?)\b/iu;
/** The press office's favourite subjects of its own sentences. */
const itself =
  /^(?:(?:the )?(?:u\.?s\.? )?(?:justice department|department of justice)|(?:u\.?s\.? )?(?:rep(?:resentative)?s?|sen(?:ator)?s?|congress(?:man|woman|members?))\b)/iu;

/**
 * How much a title in a press office's voice is worth, 0..1: 0 for labels of statements and events, a third for
 * reactions, half where the institution that wrote it is its subject.
 */
export function pressVoiceShare(title: string): number {
  if (notNews.test(title)) return 0;
  return (reactions.test(title) ? 1 / 3 : 1) * (itself.test(title) ? 1 / 2 : 1);
}

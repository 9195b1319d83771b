/** English words that tell nothing of a subject: function words, and the common verbs and measures of news prose. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above across after again against ago ahead all almost along already also although always am among an and
  another any anyone are aren't around as ask asked asks at away back be because become becomes been before began begin
  begins behind being below best better between beyond big both bring brings but by call called calls came can can't
  cannot come comes could couldn't day days did didn't do does doesn't doing don't done down due during each early
  eight either else end ends enough even ever every everyone few fewer find finds first five for found four from full
  further gave get gets getting give given gives go goes going gone good got great had half has hasn't have haven't
  having he he's her here hers him his hold holds how however hundred i i'm if in inside instead into is isn't it it's
  its itself just keep keeps kept know known large largest last late later latest least left less let like likely
  little long longer look looks made main make makes making man many may me mean means might million month months more
  most much must my near nearly need needs never new next nine no nobody nor not nothing now of off often old on once
  one only open opens or other others our out outside over own part past people per perhaps place plan planned plans
  put puts quite rather really reason right said same saw say saying says second see seen sees set seven several shall
  she should show shows since six small so some someone something soon start started starts still such take taken takes
  taking tell tells ten than that that's the their them themselves then there these they they're thing things think
  third this those though thousand three through time times to today together told tomorrow too took toward towards
  tried try turn turns twice two under until up upon us use used uses using very want wants was wasn't way ways we we're
  week weeks well went were weren't what when where whether which while who who's whole whom whose why will with within
  without woman women men won't word words work would wouldn't year years yes yesterday yet you you're your
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
  october november december`
    .split(/\s+/)
    .filter(Boolean),
);

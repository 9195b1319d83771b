/** English words that tell nothing of a subject: function words, and the common verbs, adjectives and
 * measures of news prose. */
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
  october november december
  crown crowns cent cents euro euros dollar dollars pound pounds percent tonne tonnes kilometre kilometres mile miles
  metre metres centimetre centimetres hectare hectares hour hours minute minutes second seconds decade decades
  accepted accused according added adds admitted admits agree agreed agrees aimed aims allow allowed announce
  announced announces appear appeared approved apply applying approach attempt avoid based biggest break breaks
  broke bought build built buy buying caused cause centres chance change changed changes choose claim claimed claims
  clear close closed closes closing common compared complete confirmed continue continues cost costs could create
  created current cut cuts cutting deal deals decide decided decision decisions demand denied despite different
  difficult drawn draw draws drop dropped early easy enter entered estimated event events expect expected expects
  extra face faces facing fact fail failed fall fallen falling fell figure figures final finally find following
  follow follows force forced former fresh future general great grow growing grows happen happened head hear heard
  help helped helps high higher highest hit hits hope hopes hoped huge idea important improve include included
  includes including increase increased invite issue issues join joined key kind late lead leading leads learn
  learnt leave leaves led level likely limited line link list live lived lives living lose loses loss lost lot low
  lower lowest mark matter meet meeting meetings met middle miss missing modern mount move moved moves moving
  multiple name named natural nearby note noted number numbers offer offered offers official officials opened
  opening order original owner owners paid pair particular pass passed pay paying pays perhaps pick picked point
  points popular possible present previous problem problems produce promise promised prove publish published
  question questions quick raise raised reach reached ready real receive received recent reduce regular remain
  remained remains report reported reports require required rest result results return returned returns reveal
  revealed rise rises rising role rose rule run running runs rush scale send sent serious serve served set sets
  setting settle share shared short show showed showing shown shows sign signed similar simple single sold special
  stand stands step stepped stepping steps stop stopped strong success sure surprise term terms test tested third
  top total traditional true turned unveil unveiled unveils used usual various view visit wait waited waiting walk
  walked wanted warn warned warns watch wear win winners winning wins won wonder wonders worked working worse worst
  worth write writing written wrong young`
    .split(/\s+/)
    .filter(Boolean),
);

const words = (list: string) => new Set(list.split(/\s+/).filter(Boolean));

/** Abbreviations that always have more of their sentence behind them: titles, `No. 5`, `vs. Leeds`. Lower case, no final dot. */
export const alwaysContinued = words(`
  mr mrs ms mx dr prof sen rep reps sens gov gen col maj lt sgt capt cmdr adm brig pvt cpl hon rev fr pres supt insp det
  messrs mme mlle mt ft no nos vs v approx e.g i.e cf fig figs eq sec vol pp ed eds est viz
`);

/** Abbreviations that stand inside a sentence or at its end; the word that follows decides. */
export const sometimesFinal = words(`
  inc ltd co corp plc llc llp bros jr sr st ave rd blvd sq dept univ assn al u.s u.k u.n e.u u.a.e d.c l.a n.y u.s.a
  ph.d m.d b.a m.a b.sc m.sc esq a.d b.c ga fla calif mass mich minn ariz colo conn ill ind kan ky md mo mont neb nev
  okla ore pa tenn tex va vt wash wis wyo
`);

/** Shortened months: only a number goes on with them. */
export const shortMonths = words('jan feb mar apr jun jul aug sep sept oct nov dec');

/** Hours of the day, and what may follow them inside a sentence. */
export const hours = words('a.m p.m am pm');
export const afterHours = words(`
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december jan feb mar apr jun jul aug sep sept oct nov dec gmt bst utc cet cest est edt cst cdt mst
  mdt pst pdt et ct pt eastern central mountain pacific
`);

/** Words that, written with a capital after an abbreviation or an initial, open a new sentence far more often than not. */
export const sentenceOpeners = words(`
  the a an this that these those it its he she they we you his her their our my there here in on at by for from with
  after before during since until when while where what who why how if although though but and or so yet however
  meanwhile instead also as not no both each every some many most more all one two three another other such then now
  today yesterday according despite because under over between about among still even only once last next
`);

/** Verbs that attribute a quotation; after one, `"Why?" Mrs Shah asked` is a single sentence. */
export const speechVerbs = words(`
  said says say asked asks replied replies added adds told tells wrote writes shouted cried explained explains warned
  warns argued argues insisted insists joked recalled recalls noted notes announced admitted continued concluded
  answered claimed whispered declared
`);

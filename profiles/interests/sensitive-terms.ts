import { singular } from './term-extraction.ts';

const words = (list: string): readonly string[] => list.split(/\s+/).filter(Boolean);

/** What would say something of a person that is nobody's business. */
export const sensitiveSubjects = {
  condition: words(`addict addiction aids alcoholic alcoholism alzheimer anorexia antidepressant anxiety asthma autism
    autistic bipolar bulimia cancer chemotherapy dementia depressed depression diabetes diabetic disability disabled
    disorder dyslexia dysphoria epilepsy hepatitis hiv illness incontinence infertility fertility menopause migraine
    miscarriage abortion obese obesity overdose paralysis parkinson pregnancy pregnant psychiatric psychiatrist psychosis
    rehab rehabilitation schizophrenia sobriety sterility suicidal suicide therapist therapy trauma tumour tumor
    divorce divorced unemployed unemployment`),
  leaning: words(`communist conservative extremist fascist leftist liberal marxist nationalist populist rightist
    socialist vegan`),
  faith: words(`atheist buddhist catholic christian christianity faith hindu hinduism imam islam islamic islamist jew
    jewish judaism mosque muslim protestant religion religious sikh synagogue`),
  origin: words('ethnic ethnicity immigrant migrant racial racist'),
  orientation: words(`asexual bisexual celibacy gay gender heterosexual homosexual homosexuality lesbian queer sexuality
    transgender transsexual`),
} as const;
export type SensitiveSubject = keyof typeof sensitiveSubjects;

/**
 * Words that would name a condition, leaning, faith, origin or orientation. A section may be named (“reads Health”), but
 * none of these becomes a term of a reader's interest, so neither an editor nor a model is told. Folded as terms' keys are, so
 * that `diabetes` is met as `diabete`.
 */
export const sensitiveTerms: ReadonlySet<string> = folded(Object.values(sensitiveSubjects).flat());

/**
 * The terms that stay unsaid where a workspace allows some subjects in words, e.g. `conditions may be named`.
 * @param allowances a workspace's own sentences; one counts for the subjects that it names, singular or plural
 */
export function unsaidTerms(allowances: readonly string[]): ReadonlySet<string> {
  const allowed = (subject: string) =>
    allowances.some((sentence) => new RegExp(`\\b${subject}s?\\b`, 'iu').test(sentence) && !refusal.test(sentence));
  return folded(Object.entries(sensitiveSubjects).flatMap(([subject, terms]) => (allowed(subject) ? [] : terms)));
}

const refusal = /\b(?:no|not|never|neither|nor|without)\b/iu;

function folded(terms: readonly string[]): ReadonlySet<string> {
  return new Set(terms.flatMap((term) => [term, singular(term)]));
}

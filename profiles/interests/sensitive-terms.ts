/**
 * Words that would name a condition, leaning, faith, origin or orientation. A section may be named (“reads Health”), but
 * none of these becomes a term of a reader's interest, so neither an editor nor a model is told. Singular, lower case.
 */
export const sensitiveTerms: ReadonlySet<string> = new Set(
  `abortion addict addiction aids alcoholic alcoholism alzheimer anorexia antidepressant anxiety asexual asthma
  atheist autism autistic bipolar bisexual buddhist bulimia cancer catholic celibacy
  chemotherapy christian christianity communist conservative dementia depressed
  depression diabetes diabetic disability disabled disorder divorce divorced dyslexia dysphoria epilepsy ethnic
  ethnicity extremist faith fascist fertility gay gender hepatitis heterosexual hindu hinduism hiv homosexual
  homosexuality illness immigrant imam incontinence infertility islam islamic islamist jew jewish judaism
  leftist lesbian liberal marxist menopause migrant migraine miscarriage mosque muslim nationalist obese obesity
  overdose paralysis parkinson populist pregnancy pregnant protestant psychiatric psychiatrist psychosis queer
  racial racist rehab rehabilitation religion religious rightist schizophrenia sexuality sikh socialist
  sobriety sterility suicidal suicide synagogue therapist therapy transgender transsexual trauma tumour
  tumor unemployed unemployment vegan`.split(/\s+/),
);

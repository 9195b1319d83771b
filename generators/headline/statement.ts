import nlp from 'compromise/two';

/** Whether a text has a verb that is no mere participle or noun: "Council backs tunnel", not "The power of the sea". */
export function statesSomething(text: string): boolean {
  return nlp(text).match('(#PresentTense|#PastTense|#Modal|#Copula|#Auxiliary|to #Infinitive)').not('#Gerund').found;
}

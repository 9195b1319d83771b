import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';

/** Share of the articles that calibrate and set thresholds; models learn from the others. */
const heldOutShare = 0.35;

/** Whether an article is one of those that a model does not learn from; by its id alone, so it stays so. */
export const heldOutArticle = (id: string): boolean => seededRandom(`held out ${id}`)() < heldOutShare;

import type { DemoNewsroom } from '../../../datasets/demo-newsroom/demo-newsroom.ts';
import type { JobRequest } from '../../../queues/job-contract.ts';

/** Articles and readers of each that the demo writes for; ads likewise. Chosen by order, not by outcome. */
const articlesShown = 8;
const readersAnArticle = 6;
const adsShown = 3;
const readersAnAd = 4;

/**
 * The demo's fixed set of jobs: one article of each section for six readers, three ads for four, readers taken in
 * turns so that all are met.
 */
export function demoJobs({ articles, ads, users }: Pick<DemoNewsroom, 'articles' | 'ads' | 'users'>): JobRequest[] {
  const firstOfSection = [...new Map([...articles].reverse().map((article) => [article.category, article])).values()];
  const shown = firstOfSection.reverse().slice(0, articlesShown);
  let turn = 0;
  const nextReaders = (count: number) =>
    Array.from({ length: Math.min(count, users.length) }, () => users[turn++ % users.length]!.id);
  return [
    ...shown.map(
      (article): JobRequest => ({
        kind: 'headline',
        itemId: article.id,
        audience: { userIds: nextReaders(readersAnArticle) },
        conditioning: 'hybrid',
      }),
    ),
    ...ads.slice(0, adsShown).map(
      (ad): JobRequest => ({
        kind: 'ad-title',
        itemId: ad.id,
        audience: { userIds: nextReaders(readersAnAd) },
        conditioning: 'soft-prompt',
      }),
    ),
  ];
}

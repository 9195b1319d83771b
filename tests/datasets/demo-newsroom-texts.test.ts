import { describe, expect, it } from 'vitest';
import { loadDemoItems, loadDemoTopics } from '../../datasets/demo-newsroom/demo-newsroom.ts';

const { articles, olderItems, ads } = loadDemoItems();
const topics = loadDemoTopics();
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,-]*/gu) ?? [];
const firstSentence = (body: string): string => body.split(/(?<=[.!?]["”]?)\s+(?=[A-Z"“])/)[0]!;
const contentWords = (text: string): string[] =>
  wordsOf(text.toLowerCase())
    .map((word) => word.replace(/['’.,-]+$/, ''))
    .filter((word) => word.length > 3);

describe('the demo newsroom has something to write about', () => {
  it('holds at least 40 articles over 8 sections, 300 older items and 12 ads, each with an id of its own', () => {
    expect(articles.length).toBeGreaterThanOrEqual(40);
    expect(new Set(articles.map(({ category }) => category)).size).toBeGreaterThanOrEqual(8);
    expect(olderItems.length).toBeGreaterThanOrEqual(300);
    expect(ads).toHaveLength(12);
    const ids = [...articles, ...olderItems, ...ads].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells the sub-topic of every article and older item, in the same sections', () => {
    const known = [...articles, ...olderItems];
    expect(Object.keys(topics).sort()).toEqual(known.map(({ id }) => id).sort());
    const sections = new Map<string, Set<string>>();
    for (const item of known) {
      const topic = topics[item.id]!;
      sections.set(topic, (sections.get(topic) ?? new Set()).add(item.category!));
    }
    for (const [topic, categories] of sections) expect([...categories], topic).toHaveLength(1);
  });

  it('says when each text appeared, inside the weeks it tells of', () => {
    for (const { id, publishedAt } of articles) {
      expect(publishedAt! >= '2026-03-23' && publishedAt! < '2026-03-29T18:00:00Z', id).toBe(true);
    }
    for (const { id, publishedAt, summary, wordCount } of olderItems) {
      expect(publishedAt! >= '2026-03-02' && publishedAt! < '2026-03-29', id).toBe(true);
      expect(wordsOf(summary!).length, id).toBeGreaterThanOrEqual(6);
      expect(wordCount, id).toBeGreaterThanOrEqual(60);
      expect(wordCount, id).toBeLessThanOrEqual(1200);
    }
  });

  it('gives each ad a brand, a price and three to six selling points', () => {
    for (const { id, kind, facts } of ads) {
      expect(kind).toBe('ad');
      expect(facts?.brand, id).toBeTruthy();
      expect(facts?.price, id).toMatch(/\d/);
      expect(facts!.sellingPoints.length, id).toBeGreaterThanOrEqual(3);
      expect(facts!.sellingPoints.length, id).toBeLessThanOrEqual(6);
    }
  });
});

describe.each(articles.map((article) => [article.id, article] as const))('%s can be checked', (_, article) => {
  const body = article.body!;

  it('is 150 to 400 words long, in several paragraphs', () => {
    const count = body.split(/\s+/).length;
    expect(count).toBeGreaterThanOrEqual(150);
    expect(count).toBeLessThanOrEqual(400);
    expect(body.split('\n').length).toBeGreaterThanOrEqual(5);
  });

  it('has numbers, names, and a quotation whose speaker is named in the same paragraph', () => {
    expect(new Set(body.match(/\d[\d.,:]*/g)).size).toBeGreaterThanOrEqual(2);
    const names = body.match(/\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+/gu) ?? [];
    expect(new Set(names).size).toBeGreaterThanOrEqual(2);
    const quoted = body.split('\n').filter((paragraph) => {
      const quotation = paragraph.match(/"[^"]{15,}"/);
      const outside = paragraph.replace(/"[^"]*"/g, ' ');
      return quotation && /\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+|\p{Lu}\p{L}+ said|said \p{Lu}\p{L}+/u.test(outside);
    });
    expect(quoted.length).toBeGreaterThanOrEqual(1);
  });

  it('has a title of at most 12 words in sentence case that does not copy the first sentence', () => {
    const title = wordsOf(article.title);
    expect(title.length).toBeLessThanOrEqual(12);
    expect(article.title).not.toMatch(/[.]$/);
    const lower = title.slice(1).filter((word) => /^\p{Ll}/u.test(word));
    expect(lower.length).toBeGreaterThanOrEqual(title.length / 2);
    const opening = new Set(contentWords(firstSentence(body)));
    const telling = contentWords(article.title);
    expect(telling.filter((word) => opening.has(word)).length / telling.length).toBeLessThan(0.8);
    expect(body.toLowerCase()).not.toContain(article.title.toLowerCase());
  });
});

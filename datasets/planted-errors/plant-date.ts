import type { Piece } from './piece.ts';
import { type PlantedError, replaced } from './planted-error.ts';
import { type ReadStory, standsIn } from './story.ts';

const relative = /\b(?:today|yesterday|tomorrow|tonight|overnight|this|next|last|coming|previous)\b/iu;

/**
 * Dates of a title replaced by others of the same sort. A title without a date is given one that the article does not
 * have; from its own article only a year before the one of publication, which is never the day of the news.
 */
export function* plantDates(story: ReadStory, others: Iterable<ReadStory>): Generator<PlantedError> {
  const dates = story.titlePieces.filter(({ kind }) => kind === 'date');
  for (const other of others) {
    const same = other === story;
    for (const date of dates) {
      const offered = other.articlePieces.find(
        (piece) =>
          piece.kind === 'date' &&
          piece.sort === date.sort &&
          piece.key !== date.key &&
          (same || isElsewhere(story, piece)),
      );
      if (offered)
        yield replaced(story.title, date.start, date.end, offered.text, 'date', same ? 'same article' : 'elsewhere');
    }
    if (dates.length > 0 || /[?!”"’':…]/u.test(story.title)) continue;
    const added = other.articlePieces.find((piece) => piece.kind === 'date' && mayBeAdded(story, piece, same));
    if (!added) continue;
    const planted = ` ${prepositionOf(added)} ${added.text}`;
    yield replaced(
      story.title,
      story.title.length,
      story.title.length,
      planted,
      'date',
      same ? 'same article' : 'elsewhere',
    );
  }
}

function prepositionOf(date: Piece): string {
  return date.sort === 'weekday' || date.sort === 'day' ? 'on' : 'in';
}

function mayBeAdded(story: ReadStory, date: Piece, same: boolean): boolean {
  if (!same)
    return ['weekday', 'month', 'year', 'day', 'month of a year'].includes(date.sort) && isElsewhere(story, date);
  const published = new Date(story.publishedAt ?? '').getUTCFullYear();
  return date.sort === 'year' && Number(date.key) < published - 1;
}

/** Whether the article neither has the date nor may mean it by "tomorrow" or "next month". */
function isElsewhere(story: ReadStory, date: Piece): boolean {
  if (
    standsIn(story, date.text) ||
    date.key.split(/[\s,]+/u).some((word) => /[a-z]{4}/u.test(word) && standsIn(story, word))
  )
    return false;
  if (date.sort === 'relative') return false;
  const day = new Date(story.publishedAt ?? '');
  const undated = Number.isNaN(day.getTime());
  if (date.sort === 'year') return undated ? Number(date.key) < 2000 : !nearPublication(story, Number(date.key));
  if (undated) return !relative.test(story.article);
  if (date.sort === 'weekday') {
    const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
    const apart = Math.abs(days.indexOf(date.key) - day.getUTCDay());
    return Math.min(apart, 7 - apart) > 1;
  }
  const months = 'january february march april may june july august september october november december'.split(' ');
  const apart = Math.abs(months.indexOf(date.key.split(' ')[0]!) - day.getUTCMonth());
  return Math.min(apart, 12 - apart) > 1;
}

function nearPublication(story: ReadStory, year: number): boolean {
  return Math.abs(new Date(story.publishedAt ?? '').getUTCFullYear() - year) <= 1;
}

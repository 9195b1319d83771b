const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** A moment in the editor's own zone and manner. */
export const moment = (instant: string): string => dateAndTime.format(new Date(instant));
export const dayOf = (instant: string): string => day.format(new Date(instant));

/** A span of seconds as an editor would say it: `40 s`, `12 min`, `3 h`, `2 d`. */
export function span(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** How long ago something was, at the time of drawing. */
export const ago = (instant: string): string => span((Date.now() - new Date(instant).getTime()) / 1000);

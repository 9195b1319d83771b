import type { LogFormatReader } from '../import/log-queries.ts';
import { pens, readPens } from './pens.ts';

/** DT-PENS: rows of PENS with the dwell of every click and, in a tenth column, rewritten titles parted by `;;`. */
export const dtPens: LogFormatReader = {
  expects: 'a .tsv file with the columns UserID, ClicknewsID, dwelltime, exposure_time, …, and news.tsv for the titles',
  role: pens.role,
  open: async (input) => {
    const queries = await readPens(input);
    return { ...queries, notes: queries.notes.map((note) => note.replace(/^PENS/, 'DT-PENS')) };
  },
};

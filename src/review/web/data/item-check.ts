import { useEffect, useState } from 'react';
import type { VerdictView } from '../../../api/schemas/verdict.ts';
import { request } from './request.ts';

/** How long the typing must rest before the check is asked. */
const restMilliseconds = 180;

/** What the check says of a text while it is typed. */
export interface TypedCheck {
  readonly verdict: VerdictView | undefined;
  /** What the verdict is about; the text may have moved on. */
  readonly checkedText: string;
  readonly pending: boolean;
  readonly fault: string | null;
}

/**
 * Checks a text as it is typed: once the typing rests, and never for a text that has moved on.
 * @param known a verdict that is there already, and the text it is about
 */
export function useTypedCheck(
  entryId: string,
  text: string,
  known: { readonly text: string; readonly verdict: VerdictView },
): TypedCheck {
  const [checked, setChecked] = useState<{ text: string; verdict: VerdictView | undefined; fault: string | null }>({
    ...known,
    fault: null,
  });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '' || wanted === checked.text) return;
    const given = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const verdict = await request<VerdictView>(`/v1/review/items/${entryId}/check`, {
          method: 'POST',
          body: { text: wanted },
          signal: given.signal,
        });
        setChecked({ text: wanted, verdict, fault: null });
      } catch (error) {
        if (!given.signal.aborted) setChecked({ text: wanted, verdict: undefined, fault: (error as Error).message });
      }
    }, restMilliseconds);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [entryId, wanted, checked.text]);
  return {
    verdict: checked.verdict,
    checkedText: checked.text,
    pending: wanted !== '' && wanted !== checked.text,
    fault: checked.fault,
  };
}

import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import type { VerdictView } from '../../../api/schemas/verdict.ts';
import { MarkedTitle } from './marked-title.tsx';

/**
 * A title being edited in its place: the same type and measure, with what the check finds underlined in the words. The
 * marks lie beneath a transparent field that holds the same text.
 */
export function EditTitle({
  text,
  verdict,
  checkedText,
  field,
  begunNow,
  onChange,
  onSave,
  onCancel,
  describedBy,
}: {
  readonly text: string;
  /** What the check said last, of `checkedText`. */
  readonly verdict: VerdictView | undefined;
  readonly checkedText: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Whether the edit was begun just now, and takes the keys; one that comes back leaves them as they are. */
  readonly begunNow: boolean;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  readonly describedBy: string;
}) {
  useEffect(() => {
    const { current } = field;
    if (begunNow) current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, [field, begunNow]);
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onSave();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    }
  };
  return (
    <div className="edit">
      <div className="edit__marks titles__proposed" aria-hidden="true">
        {verdict && checkedText === text ? <MarkedTitle text={text} verdict={verdict} /> : text}
        {'\u200b'}
      </div>
      <textarea
        ref={field}
        className="edit__field titles__proposed"
        aria-label="The proposed title"
        aria-describedby={describedBy}
        aria-invalid={checkedText === text && verdict?.label === 'contradicted'}
        value={text}
        rows={1}
        maxLength={1000}
        spellCheck
        onChange={(event) => onChange(event.target.value.replace(/\n+/g, ' '))}
        onKeyDown={keys}
      />
    </div>
  );
}

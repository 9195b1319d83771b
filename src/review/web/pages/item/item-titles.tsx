import { type RefObject, useId } from 'react';
import type { EntryDetailView } from '../../../schemas/entry.ts';
import type { TypedCheck } from '../../data/item-check.ts';
import type { ClaimLight } from '../../proof/claim-light.ts';
import { EditTitle } from '../../proof/edit-title.tsx';
import { MarkedTitle } from '../../proof/marked-title.tsx';
import { titleDifference } from '../../proof/title-difference.ts';
import { VerdictSign } from '../../shell/verdict-sign.tsx';

/** Below this share of kept words a title is written anew, and marking every word would say nothing. */
const anewBelow = 0.34;

/** The original title and the proposed one, with what differs and what the check says marked in the words. */
export function ItemTitles({
  detail,
  light,
  edit,
}: {
  readonly detail: EntryDetailView;
  readonly light: ClaimLight;
  /** The text under the editor's hand, when there is one. */
  readonly edit: {
    readonly text: string;
    readonly check: TypedCheck;
    readonly field: RefObject<HTMLTextAreaElement | null>;
    readonly begunNow: boolean;
    readonly onChange: (text: string) => void;
    readonly onSave: () => void;
    readonly onCancel: () => void;
  } | null;
}) {
  const state = useId();
  const { entry, verdict } = detail;
  const text = edit?.text ?? entry.text;
  const difference = titleDifference(entry.originalTitle, text);
  const anew = difference.kept < anewBelow;
  const words = Math.round(difference.kept * 100);
  return (
    <div className="titles">
      <div>
        <p className="titles__label">Original</p>
        <p className="titles__original">
          <MarkedTitle text={entry.originalTitle} difference={anew ? [] : difference.gone} />
        </p>
      </div>
      <div>
        <p className="titles__label">
          Proposed {entry.kind === 'ad-title' ? 'ad title' : 'headline'}
          {text === entry.originalTitle ? ', the same' : anew ? ', written anew' : `, ${words} % of the words kept`}
        </p>
        {edit ? (
          <EditTitle
            text={edit.text}
            verdict={edit.check.verdict}
            checkedText={edit.check.checkedText}
            field={edit.field}
            begunNow={edit.begunNow}
            onChange={edit.onChange}
            onSave={edit.onSave}
            onCancel={edit.onCancel}
            describedBy={state}
          />
        ) : (
          <h1 className="titles__proposed">
            <MarkedTitle text={entry.text} verdict={verdict} difference={anew ? [] : difference.added} light={light} />
          </h1>
        )}
        <p className="item__verdict" id={state} aria-live="polite">
          {edit ? <EditState check={edit.check} /> : <Standing detail={detail} />}
        </p>
      </div>
    </div>
  );
}

function Standing({ detail }: { readonly detail: EntryDetailView }) {
  const { entry, fallback } = detail;
  return (
    <>
      <VerdictSign label={entry.verdict} />
      <span className="small quiet">support {entry.confidence.toFixed(2)}</span>
      {fallback && <span className="small quiet">own title, since {fallback}</span>}
      {entry.state !== 'waiting' && entry.state !== 'claimed' && (
        <strong className="small">
          {entry.state}
          {entry.decidedBy && ` by ${entry.decidedBy}`}
        </strong>
      )}
      {entry.reading === 'third' && <strong className="small">Two editors differed; a third decides</strong>}
    </>
  );
}

function EditState({ check }: { readonly check: TypedCheck }) {
  if (check.fault) return <span className="small">{check.fault}</span>;
  if (check.pending || !check.verdict) return <span className="small quiet">Checking …</span>;
  const { label, score, claims } = check.verdict;
  const fault =
    claims.find((claim) => claim.label === 'contradicted') ?? claims.find((claim) => claim.label !== 'supported');
  return (
    <>
      <VerdictSign label={label} />
      <span className="small quiet">support {score.toFixed(2)}</span>
      {fault && <span className="small">{fault.reason}</span>}
    </>
  );
}

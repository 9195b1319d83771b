import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { VerdictView } from '../../../../api/schemas/verdict.ts';
import type { EntryDetailView } from '../../../schemas/entry.ts';
import type { Deed } from '../../data/decisions.ts';
import { type Draft, dropDraft, keepDraft } from '../../data/drafts.ts';
import { type TypedCheck, useTypedCheck } from '../../data/item-check.ts';
import type { ClaimState } from '../../data/item-claims.ts';
import { useSession } from '../../data/session.ts';
import { useClaimLight } from '../../proof/claim-light.ts';
import { ClaimList } from '../../proof/claim-list.tsx';
import { LitArticle } from '../../proof/lit-article.tsx';
import { useKey } from '../../shell/use-key.ts';
import { ago } from '../../shell/when.ts';
import { reachWords } from '../queue/entry-list.tsx';
import { CandidateList } from './candidate-list.tsx';
import { DecideBar } from './decide-bar.tsx';
import { ItemTitles } from './item-titles.tsx';
import { OverrideSheet } from './override-sheet.tsx';
import { PlacementPreviews } from './placement-previews.tsx';
import { provenanceEntries } from './provenance-entries.ts';
import { ProvenanceSheet } from './provenance-sheet.tsx';
import { RejectSheet } from './reject-sheet.tsx';
import { WhyReaders } from './why-readers.tsx';

type Open = { readonly what: 'reject' | 'provenance' } | { readonly what: 'override'; readonly verdict: VerdictView };

/** One text with all that is known of it, and the decisions. */
export function ItemBody({
  detail,
  draft,
  line,
  claim,
  mayDecide,
  place,
  onDecide,
  onUndo,
  onNext,
}: {
  readonly detail: EntryDetailView;
  /** An edit that was begun here, now or before. */
  readonly draft: Draft | null;
  readonly line: ReactNode;
  readonly claim: ClaimState;
  readonly mayDecide: boolean;
  readonly place: string;
  readonly onDecide: (deed: Deed) => void;
  readonly onUndo: () => void;
  readonly onNext: () => void;
}) {
  const { entry, item, verdict } = detail;
  const { workspace } = useSession();
  const light = useClaimLight();
  const [open, setOpen] = useState<Open | null>(null);
  const edited = draft?.text ?? null;
  // One that was begun before waits for its key: who is on the way through the queue does not type into it unawares.
  const [begunNow, setBegunNow] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const [saving, setSaving] = useState(false);
  const check = useTypedCheck(entry.id, edited ?? entry.text, draft?.refused ?? { text: entry.text, verdict });
  const editing = edited !== null;
  const change = (text: string | null) => {
    setSaving(false);
    if (text === null) dropDraft(entry.id);
    else keepDraft(entry.id, text);
  };
  const close = () => setOpen(null);
  useEffect(() => {
    document.title = `${entry.text} · Masthead`;
  }, [entry.text]);

  const approve = () => {
    if (mayDecide && !editing) onDecide({ action: 'approve' });
  };
  const edit = (text = entry.text) => {
    if (!mayDecide) return;
    light.clear();
    setBegunNow(true);
    keepDraft(entry.id, text);
    window.scrollTo({ top: 0 });
  };
  const save = () => {
    const text = (edited ?? '').trim();
    if (text === '' || !mayDecide) return;
    if (check.pending) return setSaving(true);
    setSaving(false);
    if (text === entry.text.trim()) return onDecide({ action: 'approve' });
    if (check.verdict && check.verdict.label !== 'supported') setOpen({ what: 'override', verdict: check.verdict });
    else onDecide({ action: 'edit', text });
  };
  // Saved while the check was under way: what it says decides.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the check's answer matters here
  useEffect(() => {
    if (saving && !check.pending) save();
  }, [saving, check.pending]);
  const free = !editing && open === null;
  useKey('a', approve, free);
  useKey('e', () => edit(), free);
  useKey('e', () => field.current?.focus(), editing && open === null);
  useKey('r', () => setOpen({ what: 'reject' }), free && mayDecide);
  useKey('s', () => onDecide({ action: 'skip' }), free && mayDecide);
  useKey('p', () => setOpen({ what: 'provenance' }), free);
  useKey('1,2,3,4,5,6,7,8,9', ({ key }) => light.hold(Number(key) - 1), free);
  useKey('0,escape', light.clear, free);

  const shownVerdict = editing && check.verdict && check.checkedText === edited?.trim() ? check.verdict : verdict;
  const shownText = editing ? check.checkedText : entry.text;
  const [firstFocus] = detail.why.focus;
  const source = item.kind === 'ad' ? 'What the ad may say' : 'The article';
  return (
    <main className="page item" id="main" tabIndex={-1}>
      <div className="item__line">
        {line}
        <span className="item__facts">
          {entry.section && <strong>{entry.section}</strong>}
          <span>{entry.kind === 'ad-title' ? 'Ad title' : 'Headline'}</span>
          <span>reaches {reachWords(entry)}</span>
          <span>waits {ago(entry.waitingSince)}</span>
        </span>
        <button type="button" className="link" onClick={() => setOpen({ what: 'provenance' })}>
          Provenance <kbd>p</kbd>
        </button>
      </div>
      {(claim.heldBy ?? claim.refusal) !== null && (
        <div className="notice" role="status">
          <strong>{claim.heldBy ? `${claim.heldBy} is at work on this text.` : claim.refusal}</strong>
          <span>Read on if you like; the next text is one key away (→).</span>
        </div>
      )}
      <ItemTitles
        detail={detail}
        light={light}
        edit={
          edited === null
            ? null
            : { text: edited, check, field, begunNow, onChange: change, onSave: save, onCancel: () => change(null) }
        }
      />
      <div className="item__columns">
        <section className="item__story" aria-label={source}>
          <h2>{source}</h2>
          <Legend leanedOn={firstFocus !== undefined} />
          <LitArticle source={item.source} verdict={shownVerdict} leanedOn={firstFocus?.span} light={light} />
        </section>
        <div className="item__margin">
          <section>
            <h2>What it claims</h2>
            <ClaimList text={shownText} verdict={shownVerdict} light={light} />
          </section>
          <section>
            <h2>Written and not chosen</h2>
            <CandidateList candidates={detail.candidates} onUse={mayDecide && !editing ? edit : undefined} />
          </section>
        </div>
        <div className="item__below">
          <section>
            <h2 className="ruled">Why these readers</h2>
            <WhyReaders detail={detail} />
          </section>
          <section>
            <h2 className="ruled">In its place</h2>
            <PlacementPreviews
              text={edited ?? entry.text}
              section={item.section}
              publication={workspace.name}
              standfirst={item.summary}
            />
          </section>
        </div>
      </div>
      <DecideBar
        editing={editing}
        mayDecide={mayDecide}
        mayUndo={!editing}
        saveWords={saveWords(check)}
        saveBlocked={saving || !mayDecide || (edited ?? '').trim() === ''}
        place={place}
        onApprove={approve}
        onEdit={() => edit()}
        onReject={() => setOpen({ what: 'reject' })}
        onSkip={() => onDecide({ action: 'skip' })}
        onUndo={onUndo}
        onNext={onNext}
        onSave={save}
        onCancel={() => change(null)}
      />
      {open?.what === 'reject' && (
        <RejectSheet
          onClose={close}
          onReject={(reason, note) => onDecide({ action: 'reject', reason, ...(note.trim() && { note: note.trim() }) })}
        />
      )}
      {open?.what === 'provenance' && <ProvenanceSheet entries={provenanceEntries(detail)} onClose={close} />}
      {open?.what === 'override' && (
        <OverrideSheet
          text={check.checkedText}
          verdict={open.verdict}
          onClose={close}
          onOverride={(override) => onDecide({ action: 'edit', text: check.checkedText, override })}
        />
      )}
    </main>
  );
}

/** What saving would do; where the check has not said, the server's has the word. */
function saveWords({ pending, verdict }: TypedCheck): string {
  if (pending || !verdict) return 'Save';
  return verdict.label === 'supported' ? 'Save and approve' : 'Save against the check';
}

function Legend({ leanedOn }: { readonly leanedOn: boolean }) {
  return (
    <p className="legend">
      <span>
        <i className="evidence" data-verdict="supported">
          bears a claim out
        </i>
      </span>
      <span>
        <i className="evidence" data-verdict="contradicted">
          speaks against one
        </i>
      </span>
      {leanedOn && (
        <span>
          <i className="legend__leaned">the sentence leaned on</i>
        </span>
      )}
    </p>
  );
}

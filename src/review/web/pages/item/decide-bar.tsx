import { useEffect } from 'react';

/** The decisions, under the thumb on a phone and with their keys on a desk. */
export function DecideBar({
  editing,
  mayDecide,
  mayUndo,
  saveWords,
  saveBlocked,
  place,
  onApprove,
  onEdit,
  onReject,
  onSkip,
  onUndo,
  onNext,
  onSave,
  onCancel,
}: {
  readonly editing: boolean;
  readonly mayDecide: boolean;
  readonly mayUndo: boolean;
  readonly saveWords: string;
  readonly saveBlocked: boolean;
  readonly place: string;
  readonly onApprove: () => void;
  readonly onEdit: () => void;
  readonly onReject: () => void;
  readonly onSkip: () => void;
  readonly onUndo: () => void;
  readonly onNext: () => void;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}) {
  // What is said at the foot of the page must not lie under the bar.
  useEffect(() => {
    document.documentElement.dataset.bar = 'decide';
    return () => {
      delete document.documentElement.dataset.bar;
    };
  }, []);
  return (
    <div className="decide" role="toolbar" aria-label="Decide">
      <div className="decide__line">
        {editing ? (
          <>
            <button type="button" className="button button--main" onClick={onSave} disabled={saveBlocked}>
              {saveWords} <kbd>Enter</kbd>
            </button>
            <button type="button" className="button" onClick={onCancel}>
              Leave as it was <kbd>Esc</kbd>
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button button--main" onClick={onApprove} disabled={!mayDecide}>
              Approve <kbd>a</kbd>
            </button>
            <button type="button" className="button" onClick={onEdit} disabled={!mayDecide}>
              Edit <kbd>e</kbd>
            </button>
            <button type="button" className="button" onClick={onReject} disabled={!mayDecide}>
              Reject <kbd>r</kbd>
            </button>
            <button type="button" className="button" onClick={onSkip} disabled={!mayDecide}>
              Set aside <kbd>s</kbd>
            </button>
            <button type="button" className="button" onClick={onUndo} disabled={!mayUndo}>
              Undo <kbd>u</kbd>
            </button>
            <span className="decide__gap" />
            <span className="decide__note">{place}</span>
            <button type="button" className="button" onClick={onNext}>
              Next <kbd>→</kbd>
            </button>
          </>
        )}
      </div>
    </div>
  );
}

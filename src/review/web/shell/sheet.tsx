import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Cross } from './signs.tsx';

/** A dialog over the page, on the browser's own element: focus stays inside and returns, Escape closes. */
export function Sheet({
  title,
  onClose,
  children,
  className = '',
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`sheet ${className}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" className="tool" onClick={onClose} aria-label="Close">
          <Cross />
        </button>
      </header>
      <div className="sheet__body">{children}</div>
    </dialog>
  );
}

import type { QueueFilter } from '../../data/queue-filter.ts';
import { Sheet } from '../../shell/sheet.tsx';

export function BulkSheet({ onClose }: { readonly filter: QueueFilter; readonly onClose: () => void }) {
  return (
    <Sheet title="Approve by a rule" onClose={onClose}>
      …
    </Sheet>
  );
}

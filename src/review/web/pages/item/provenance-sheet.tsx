import { Sheet } from '../../shell/sheet.tsx';

/** How a text came to be, to the last hash: what it would take to write it again. */
export function ProvenanceSheet({
  entries,
  onClose,
}: {
  readonly entries: readonly (readonly [string, string | number])[];
  readonly onClose: () => void;
}) {
  return (
    <Sheet title="Provenance" onClose={onClose} className="sheet--wide">
      <p className="small quiet">With the same model, profile and seed the same text is written again.</p>
      <dl className="facts">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

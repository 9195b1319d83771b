import { Sheet } from './sheet.tsx';

const groups: readonly { readonly name: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    name: 'Decide',
    keys: [
      ['a', 'Approve the text'],
      ['e', 'Edit it; the check runs as you type'],
      ['r', 'Reject it, then 1–9 for the reason'],
      ['s', 'Set it aside'],
      ['u', 'Undo your last decision'],
      ['→', 'On to the next, undecided'],
      ['←', 'Back to the one before'],
    ],
  },
  {
    name: 'Look',
    keys: [
      ['1–9', 'Light a claim and its words in the article'],
      ['0', 'Put the light out'],
      ['p', 'Provenance: models, seed, versions'],
      ['q', 'To the queue'],
      ['?', 'This sheet'],
      ['Esc', 'Close what is open'],
    ],
  },
  {
    name: 'While editing',
    keys: [
      ['Enter', 'Save the edit as approved'],
      ['Esc', 'Leave the text as it was'],
    ],
  },
  {
    name: 'In the queue',
    keys: [
      ['↑ ↓', 'Move through the list'],
      ['Enter', 'Open'],
      ['/', 'To the filters'],
      ['b', 'Approve many by a rule'],
    ],
  },
];

/** Every key the desk knows. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Sheet title="Keys" onClose={onClose} className="sheet--wide">
      <div className="keys">
        {groups.map(({ name, keys }) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Sheet>
  );
}

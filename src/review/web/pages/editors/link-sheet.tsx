import type { z } from 'zod';
import type { madeLinkSchema } from '../../../schemas/session.ts';
import { useSay } from '../../shell/said.tsx';
import { Sheet } from '../../shell/sheet.tsx';
import { moment } from '../../shell/when.ts';

/** Shows a link, this once, to be sent to the one it is for. */
export function LinkSheet({
  link,
  onClose,
}: {
  readonly link: z.infer<typeof madeLinkSchema>;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const address = new URL(link.path, location.origin).href;
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => say('The link is copied.'),
      () => say('The browser does not let the desk copy: select the link and copy it by hand.'),
    );
  return (
    <Sheet title="A link that works once" onClose={onClose}>
      <p className="small">Send it to the one it is for. It is shown only now, and ends {moment(link.expiresAt)}.</p>
      <div className="field">
        <label htmlFor="made-link">The link</label>
        <input
          id="made-link"
          className="input"
          readOnly
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <div className="sheet__actions">
        <button type="button" className="button button--main" onClick={() => void copy()}>
          Copy
        </button>
      </div>
    </Sheet>
  );
}

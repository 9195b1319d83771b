import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { z } from 'zod';
import type { settingsSchema } from '../../../schemas/session.ts';
import { request } from '../../data/request.ts';
import { Fault } from '../../shell/page.tsx';
import { useSay } from '../../shell/said.tsx';

type Settings = z.infer<typeof settingsSchema>;
const path = '/v1/review/settings';

/** How the workspace reviews: how many texts two editors read, how long a claim lasts, who sees readers. */
export function ReviewSettings() {
  const say = useSay();
  const queries = useQueryClient();
  const stored = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => request<Settings>(path, { signal }) });
  const [settings, setSettings] = useState<Settings | null>(null);
  useEffect(() => setSettings(stored.data ?? null), [stored.data]);
  const save = useMutation({
    mutationFn: (body: Settings) => request<Settings>(path, { method: 'PATCH', body }),
    onSuccess: (saved) => {
      queries.setQueryData(['settings'], saved);
      say('The settings are saved.');
    },
  });
  if (stored.error) return <Fault error={stored.error} />;
  if (!settings) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(settings);
  };
  return (
    <section className="editors__open">
      <h2 className="ruled">How we review</h2>
      <form className="form" onSubmit={send}>
        <div className="form__pair">
          <div className="field">
            <label htmlFor="double-share">Read twice, blind: {Math.round(settings.doubleShare * 100)} %</label>
            <input
              id="double-share"
              type="range"
              min={0}
              max={1}
              step={0.01}
              value={settings.doubleShare}
              onChange={(event) => setSettings({ ...settings, doubleShare: event.target.valueAsNumber })}
            />
          </div>
          <div className="field">
            <label htmlFor="claim-seconds">A claim lasts, in seconds</label>
            <input
              id="claim-seconds"
              className="input"
              type="number"
              min={1}
              value={settings.claimSeconds}
              onChange={(event) => setSettings({ ...settings, claimSeconds: event.target.valueAsNumber || 1 })}
            />
          </div>
          <div className="field">
            <label htmlFor="readers-seen">Readers and raw clicks are seen by</label>
            <select
              id="readers-seen"
              className="input"
              value={settings.readersSeenBy}
              onChange={(event) =>
                setSettings({ ...settings, readersSeenBy: event.target.value as Settings['readersSeenBy'] })
              }
            >
              <option value="editor">editors and admins</option>
              <option value="admin">admins</option>
              <option value="nobody">nobody</option>
            </select>
          </div>
        </div>
        {save.error && <Fault error={save.error} />}
        <div>
          <button type="submit" className="button" disabled={save.isPending}>
            Save
          </button>
        </div>
      </form>
    </section>
  );
}

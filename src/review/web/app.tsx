import { useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useReviewEvents } from './data/review-events.ts';
import { SessionGate } from './data/session-gate.tsx';
import { DashboardPage } from './pages/dashboard/dashboard-page.tsx';
import { EditorsPage } from './pages/editors/editors-page.tsx';
import { ExportsPage } from './pages/exports/exports-page.tsx';
import { HistoryPage } from './pages/history/history-page.tsx';
import { ItemPage } from './pages/item/item-page.tsx';
import { JobsPage } from './pages/jobs/jobs-page.tsx';
import { QueuePage } from './pages/queue/queue-page.tsx';
import { ReadersPage } from './pages/readers/readers-page.tsx';
import { SystemPage } from './pages/system/system-page.tsx';
import { Head } from './shell/head.tsx';
import { HelpSheet } from './shell/help-sheet.tsx';
import { Nothing, Page } from './shell/page.tsx';
import { useKey } from './shell/use-key.ts';

/** The desk: who is not signed in sees the door, everybody else the pages. */
export function App() {
  return (
    <SessionGate>
      <Desk />
    </SessionGate>
  );
}

function Desk() {
  const [help, setHelp] = useState(false);
  const [, go] = useLocation();
  useReviewEvents();
  useKey('?', () => setHelp(true));
  useKey('q', () => go('/queue'));
  return (
    <>
      <Head onHelp={() => setHelp(true)} />
      <Switch>
        <Route path="/queue" component={QueuePage} />
        <Route path="/item/:id">{({ id }) => <ItemPage id={id} />}</Route>
        <Route path="/history" component={HistoryPage} />
        <Route path="/exports" component={ExportsPage} />
        <Route path="/dashboard" component={DashboardPage} />
        <Route path="/jobs" component={JobsPage} />
        <Route path="/readers" component={ReadersPage} />
        <Route path="/system" component={SystemPage} />
        <Route path="/editors" component={EditorsPage} />
        <Route path="/">
          <Redirect to="/queue" replace />
        </Route>
        <Route>
          <Page title="There is no such page">
            <Nothing title="Nothing is kept here">The queue is where the work waits.</Nothing>
          </Page>
        </Route>
      </Switch>
      {help && <HelpSheet onClose={() => setHelp(false)} />}
    </>
  );
}

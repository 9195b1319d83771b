import { Nothing, Page } from '../../shell/page.tsx';

export function HistoryPage() {
  return (
    <Page title="History">
      <Nothing title="Not yet" />
    </Page>
  );
}

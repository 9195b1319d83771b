import { Nothing, Page } from '../../shell/page.tsx';

export function DashboardPage() {
  return (
    <Page title="Dashboard">
      <Nothing title="Not yet" />
    </Page>
  );
}

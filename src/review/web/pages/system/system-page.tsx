import { Nothing, Page } from '../../shell/page.tsx';

export function SystemPage() {
  return (
    <Page title="System">
      <Nothing title="Not yet" />
    </Page>
  );
}

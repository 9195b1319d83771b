import { Nothing, Page } from '../../shell/page.tsx';

export function ExportsPage() {
  return (
    <Page title="Exports">
      <Nothing title="Not yet" />
    </Page>
  );
}

import { Nothing, Page } from '../../shell/page.tsx';

export function EditorsPage() {
  return (
    <Page title="Editors">
      <Nothing title="Not yet" />
    </Page>
  );
}

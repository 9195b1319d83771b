import { Nothing, Page } from '../../shell/page.tsx';

export function ReadersPage({ id }: { readonly id: string | undefined }) {
  return (
    <Page title="Readers">
      <Nothing title={id ?? 'Not yet'} />
    </Page>
  );
}

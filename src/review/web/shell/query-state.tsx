import type { UseQueryResult } from '@tanstack/react-query';
import { Fault, Waiting } from './page.tsx';

/** Stands where a query's rows will: what went wrong, with another try, or that it is being fetched. */
export function QueryState({ of }: { readonly of: Pick<UseQueryResult, 'error' | 'isPending' | 'refetch'> }) {
  return (
    <>
      {of.error && <Fault error={of.error} onRetry={() => void of.refetch()} />}
      {of.isPending && <Waiting />}
    </>
  );
}

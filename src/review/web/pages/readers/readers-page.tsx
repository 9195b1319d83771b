import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link, useSearch } from 'wouter';
import type { User } from '../../../../../datasets/user.ts';
import type { PageAnswer } from '../../data/page-answer.ts';
import { request, withQuery } from '../../data/request.ts';
import { useSession } from '../../data/session.ts';
import { Nothing, Page } from '../../shell/page.tsx';
import { QueryState } from '../../shell/query-state.tsx';
import { ReaderProfile } from './reader-profile.tsx';

/** Readers, by id: what is known of each, and their erasure. */
export function ReadersPage() {
  // In the query, since an id may hold whatever a path may not.
  const id = new URLSearchParams(useSearch()).get('id');
  const { seesReaders } = useSession();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const users = useInfiniteQuery({
    queryKey: ['users', wanted],
    queryFn: ({ pageParam, signal }) =>
      request<PageAnswer<User>>(withQuery('/v1/users', { search: wanted, limit: 100, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
    enabled: seesReaders,
  });
  const rows = users.data?.pages.flatMap((page) => page.rows) ?? [];
  if (!seesReaders)
    return (
      <Page title="Readers">
        <Nothing title="Readers are shown under pseudonyms here">
          Your role in this workspace does not see readers by their own ids. An admin can change that under Editors.
        </Nothing>
      </Page>
    );
  return (
    <Page title="Readers" about="What is known of each, where it comes from, and what was left out.">
      <div className="two">
        <div>
          <div className="field">
            <label htmlFor="reader-search">Find a reader by id</label>
            <input
              id="reader-search"
              className="input"
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <QueryState of={users} />
          {users.data && rows.length === 0 && <p className="quiet small">No reader of that id.</p>}
          <ul className="names">
            {rows.map((user) => (
              <li key={user.id}>
                <Link href={withQuery('/readers', { id: user.id })} aria-current={user.id === id}>
                  {user.id}
                  {user.consent === 'refused' && <span className="quiet">no consent</span>}
                </Link>
              </li>
            ))}
          </ul>
          {users.hasNextPage && (
            <button type="button" className="button" onClick={() => void users.fetchNextPage()}>
              Show more
            </button>
          )}
        </div>
        {id ? (
          <ReaderProfile key={id} id={id} />
        ) : (
          <Nothing title="Choose a reader">Their interests, hours and clicks show here.</Nothing>
        )}
      </div>
    </Page>
  );
}

import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useCounts } from '../data/queue.ts';
import { signOut, useSession } from '../data/session.ts';
import { Lines, Person } from './signs.tsx';
import { ThemeTurner } from './theme-turner.tsx';

type Way = readonly [path: string, words: string];
const work: readonly Way[] = [
  ['/queue', 'Queue'],
  ['/history', 'History'],
  ['/exports', 'Exports'],
  ['/dashboard', 'Dashboard'],
];
const house: readonly Way[] = [
  ['/jobs', 'Jobs'],
  ['/readers', 'Readers'],
  ['/system', 'System'],
];
const people: Way = ['/editors', 'Editors'];

/** The head of every page: the name, the ways, who is signed in. */
export function Head({ onHelp }: { readonly onHelp: () => void }) {
  const session = useSession();
  const counts = useCounts();
  const [place] = useLocation();
  const [open, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the page changes
  useEffect(() => setOpen(false), [place]);
  const way = ([path, words]: Way) => (
    <Link
      key={path}
      href={path}
      aria-current={place.startsWith(path) || (path === '/queue' && place.startsWith('/item')) ? 'page' : undefined}
    >
      {words}
      {path === '/queue' && counts.data && <span className="count">{counts.data.open.toLocaleString()}</span>}
    </Link>
  );
  return (
    <header className="head">
      <a className="skip-link" href="#main">
        To the page
      </a>
      <div className="head__line">
        <Link href="/queue" className="wordmark">
          Masthead
          <small>{session.workspace.name}</small>
        </Link>
        <nav className={`ways${open ? ' ways--open' : ''}`} id="ways" aria-label="Pages">
          {work.map(way)}
          <span className="ways__gap" aria-hidden="true" />
          {house.map(way)}
          {session.role === 'admin' && way(people)}
        </nav>
        <div className="head__tools">
          <ThemeTurner />
          <button type="button" className="tool" onClick={onHelp} aria-label="Keys and help" title="Keys and help (?)">
            ?
          </button>
          <button
            type="button"
            className="tool"
            onClick={() => void signOut()}
            aria-label={`Sign out ${session.name}`}
            title={`Sign out ${session.name}`}
          >
            <Person />
          </button>
          <button
            type="button"
            className="tool head__menu"
            aria-expanded={open}
            aria-controls="ways"
            aria-label="Pages"
            onClick={() => setOpen(!open)}
          >
            <Lines />
          </button>
        </div>
      </div>
    </header>
  );
}

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { App } from './app.tsx';
import { Problem } from './data/problem.ts';
import { SaidProvider } from './shell/said.tsx';
import '@fontsource-variable/newsreader/opsz.css';
import '@fontsource-variable/schibsted-grotesk/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/proof.css';
import './styles/figures.css';
import './styles/item.css';
import './styles/queue.css';
import './styles/pages.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server refuses stays refused; what did not arrive is asked again.
      retry: (count, error) => count < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});

createRoot(document.getElementById('desk')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Router base="/desk">
        <SaidProvider>
          <App />
        </SaidProvider>
      </Router>
    </QueryClientProvider>
  </StrictMode>,
);

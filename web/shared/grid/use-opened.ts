import { useCallback, useState } from 'react';

interface State<What> {
  readonly what: What;
  /** The `data-opener` of what opened it. */
  readonly opener: string;
}

/**
 * What stands open over a page, such as a dialog. After it is closed its opener has the focus again; where that is gone
 * too, the first title of the page.
 */
export function useOpened<What>() {
  const [state, setState] = useState<State<What> | null>(null);
  const open = useCallback((what: What, opener: string) => setState({ what, opener }), []);
  const close = useCallback(() => {
    setState(null);
    setTimeout(() => {
      const opener = document.querySelector<HTMLElement>(`[data-opener="${state?.opener}"]`);
      (opener ?? document.getElementById('content'))?.focus();
    });
  }, [state]);
  return { opened: state?.what ?? null, open, close };
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { type GridSearch, readGridSearch } from './grid-search.ts';

/** The state of the grid of a page, which lives in the address, and how to change it. */
export function useGridSearch() {
  const search = readGridSearch(useSearch({ strict: false }) as Readonly<Record<string, unknown>>);
  const navigate = useNavigate();
  const go = (next: GridSearch, replace: boolean) => navigate({ to: '.', search: next as never, replace });
  return {
    search,
    /** Filters anew, from the first page. */
    filter: (changes: GridSearch) => go({ ...search, page: undefined, ...changes }, true),
    sort: (sort: string) => go({ ...search, page: undefined, sort }, true),
    turnTo: (page: number) => go({ ...search, page: String(page) }, false),
    resize: (size: number) => go({ ...search, page: undefined, size: String(size) }, true),
    clear: () => go({ sort: search.sort, size: search.size }, true),
  };
}

export type GridState = ReturnType<typeof useGridSearch>;

import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText, useFailureText } from '../../shared/failure-text.ts';
import { ApiFailure, type FormProblems, problemsOf } from '../../shared/json-api.ts';
import { type MailTexts, mailParts, mayEditTemplates, previewTemplate, templatesKey } from './template.ts';

const pointers = { subject: '/meta/subject', html: '/meta/html', text: '/meta/text' } as const;

export type PartProblems = FormProblems<(typeof mailParts)[number]>;

/** What typed texts come to, a moment after they were typed: the last mail that worked, and what is wrong with these. */
export function usePreview(id: string, typed: MailTexts) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [asked] = useDebouncedValue(typed, 400);
  const [shown, setShown] = useState<MailTexts | null>(null);
  const { data, error } = useQuery({
    queryKey: [...templatesKey, 'preview', id, ...mailParts.map((part) => asked[part])],
    queryFn: () => previewTemplate(id, asked),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    enabled: mayEditTemplates,
  });
  useEffect(() => {
    if (data !== undefined) setShown(data);
  }, [data]);
  const known = error instanceof ApiFailure && error.status !== 0;
  const problems: PartProblems =
    error === null
      ? { fields: {}, others: [] }
      : known
        ? problemsOf(error, pointers, (each) => errorText(t, each))
        : { fields: {}, others: [failureText(error)] };
  return { shown: data ?? shown, problems };
}

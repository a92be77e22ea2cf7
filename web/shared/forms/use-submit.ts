import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText, useFailureText } from '../failure-text.ts';
import { ApiFailure, type FormProblems, type Pointers, problemsOf } from '../json-api.ts';

/**
 * Sends a form once at a time, however often it is clicked, and keeps what is wrong with it. The pointers tell which
 * field an error of the API belongs to.
 */
export function useSubmit<Field extends string = never>(pointers: Pointers<Field> = {} as Pointers<Field>) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [problems, setProblems] = useState<FormProblems<Field>>({ fields: {}, others: [] });
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);

  /** True where the work was done. */
  async function submit(work: () => Promise<void>): Promise<boolean> {
    if (underWay.current) return false;
    underWay.current = true;
    setBusy(true);
    setProblems({ fields: {}, others: [] });
    try {
      await work();
      return true;
    } catch (failure) {
      const known = failure instanceof ApiFailure && failure.errors.length > 0;
      setProblems(
        known
          ? problemsOf(failure, pointers, (error) => errorText(t, error))
          : { fields: {}, others: [failureText(failure)] },
      );
      return false;
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  }

  return { busy, problems, submit };
}

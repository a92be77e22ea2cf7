import { Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProblems, Pointers, Resource } from '../json-api.ts';
import { Loaded } from '../page.tsx';
import { type Content, createResource, readResource, updateResource } from '../resources.ts';
import { FormDialog } from './form-dialog.tsx';
import { useSubmit } from './use-submit.ts';

/** What the fields of a form work with. */
export interface FormState<Input, Field extends string> {
  readonly input: Input;
  /** Takes what was typed. */
  readonly change: (changes: Partial<Input>) => void;
  readonly problems: FormProblems<Field>['fields'];
}

export interface ResourceDialogProps<Attributes, Input, Field extends string> {
  readonly title: string;
  /** What sends it; *Save* where left out. */
  readonly submit?: string;
  /** How wide it is at most; room for a usual form where left out. */
  readonly size?: string;
  readonly type: string;
  /** What is edited; null for something new. */
  readonly id: string | null;
  /** What the form begins with: of what there is, or null for something new. */
  readonly start: (resource: Resource<Attributes> | null) => Input;
  /** What is sent. */
  readonly write: (input: Input) => Content;
  /** Where the fields show the errors of the API. */
  readonly pointers: Pointers<Field>;
  /** The dialog closes after it. */
  readonly onSaved: (resource: Resource<Attributes>, input: Input) => void;
  readonly onClose: () => void;
  readonly children: (form: FormState<Input, Field>) => ReactNode;
}

interface FormProps<Attributes, Input, Field extends string> extends ResourceDialogProps<Attributes, Input, Field> {
  readonly resource: Resource<Attributes> | null;
  readonly entityTag: string | null;
}

function ResourceForm<Attributes, Input, Field extends string>(props: FormProps<Attributes, Input, Field>) {
  const {
    children,
    entityTag,
    onClose,
    onSaved,
    pointers,
    resource,
    size,
    start,
    submit: confirm,
    title,
    type,
    write,
  } = props;
  const queries = useQueryClient();
  const [input, setInput] = useState(() => start(resource));
  const { busy, problems, submit } = useSubmit(pointers);
  const change = (changes: Partial<Input>) => setInput((current) => ({ ...current, ...changes }));
  const send = () =>
    submit(async () => {
      const content = write(input);
      const saved =
        resource === null
          ? await createResource<Attributes>(type, content)
          : await updateResource<Attributes>(resource, content, entityTag);
      await queries.invalidateQueries({ queryKey: [type] });
      onClose();
      onSaved(saved, input);
    });
  return (
    <FormDialog
      title={title}
      busy={busy}
      problems={problems.others}
      onSubmit={send}
      onClose={onClose}
      {...(confirm !== undefined && { submit: confirm })}
      {...(size !== undefined && { size })}
    >
      {children({ input, change, problems: problems.fields })}
    </FormDialog>
  );
}

/**
 * The form of a resource, over the page. What is edited is read anew, and what somebody else changed meanwhile is not
 * overwritten.
 */
export function ResourceDialog<Attributes, Input, Field extends string>(
  props: ResourceDialogProps<Attributes, Input, Field>,
) {
  const { t } = useTranslation();
  const { id, onClose, title, type } = props;
  const query = useQuery({
    queryKey: ['edited', type, id],
    queryFn: () => readResource<Attributes>(type, id ?? ''),
    enabled: id !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (id === null) return <ResourceForm {...props} resource={null} entityTag={null} />;
  if (query.data !== undefined) return <ResourceForm {...props} {...query.data} />;
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('actions.close') }}>
      <Loaded query={query}>{() => null}</Loaded>
    </Modal>
  );
}

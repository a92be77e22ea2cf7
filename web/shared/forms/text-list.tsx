import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { CloseIcon, PlusIcon } from '../icons.tsx';

interface TextListProps {
  readonly label: string;
  readonly description: string;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  /** What one of them is called, by its number from 1. */
  readonly nameOf: (number: number) => string;
  readonly add: string;
  /** What the button that removes one is called. */
  readonly remove: (name: string) => string;
  readonly error?: string | undefined;
  readonly maxLength: number;
  readonly placeholder: string;
}

/** A list of texts, each in a field of its own. */
export function TextList(props: TextListProps) {
  const { add, description, error, label, maxLength, nameOf, onChange, placeholder, remove, values } = props;
  const id = useId();
  const fields = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  useEffect(() => {
    if (focused === null) return;
    const inputs = fields.current?.querySelectorAll('input') ?? [];
    inputs[Math.min(focused, inputs.length - 1)]?.focus();
    setFocused(null);
  }, [focused]);
  const change = (at: number, value: string) => onChange(values.map((each, index) => (index === at ? value : each)));
  const drop = (at: number) => {
    onChange(values.filter((_, index) => index !== at));
    setFocused(Math.max(0, at - 1));
  };
  return (
    <Fieldset legend={label} aria-describedby={error === undefined ? id : `${id} ${id}-problem`}>
      <Stack gap="xs" ref={fields}>
        <Text size="sm" c="dimmed" id={id}>
          {description}
        </Text>
        {values.map((value, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the texts have no identity but their place
          <Group key={at} gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              aria-label={nameOf(at + 1)}
              value={value}
              onChange={({ currentTarget }) => change(at, currentTarget.value)}
              maxLength={maxLength}
              placeholder={placeholder}
              error={error !== undefined}
              spellCheck={false}
            />
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={remove(nameOf(at + 1))}
              title={remove(nameOf(at + 1))}
              onClick={() => drop(at)}
            >
              <CloseIcon />
            </ActionIcon>
          </Group>
        ))}
        {error !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" id={`${id}-problem`} role="alert">
            {error}
          </Text>
        )}
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<PlusIcon />}
            onClick={() => {
              onChange([...values, '']);
              setFocused(values.length);
            }}
          >
            {add}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

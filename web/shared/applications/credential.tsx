import { Group, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { CopyButton } from '../copy-button.tsx';

interface CredentialProps {
  readonly label: string;
  readonly copyLabel: string;
  readonly value: string;
}

/** A value to be copied, under its name. */
export function Credential({ copyLabel, label, value }: CredentialProps) {
  const id = useId();
  return (
    <div>
      <Text size="sm" fw={600} id={id}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <output className="code breakable credential" aria-labelledby={id}>
          {value}
        </output>
        <CopyButton value={value} label={copyLabel} />
      </Group>
    </div>
  );
}

/** Keeps people from leaving by accident; tells whether they tried within the application. */
export function useStay(): boolean {
  const [tried, setTried] = useState(false);
  useBlocker({
    shouldBlockFn: () => {
      setTried(true);
      return true;
    },
    enableBeforeUnload: true,
  });
  return tried;
}

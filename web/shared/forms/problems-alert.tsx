import { Alert, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface ProblemsAlertProps {
  readonly problems: readonly string[];
  /** What can be done about them. */
  readonly children?: ReactNode;
}

/** Says what went wrong; nothing where there are no problems. */
export function ProblemsAlert({ children, problems }: ProblemsAlertProps) {
  if (problems.length === 0) return null;
  return (
    <Alert color="red" variant="outline" role="alert">
      <Text size="sm">{problems.join(' ')}</Text>
      {children}
    </Alert>
  );
}

import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';

interface StatusBadgeProps {
  readonly color: string;
  readonly children: ReactNode;
}

/** Where something stands, in words; the colour is for a quick look alone. */
export function StatusBadge({ children, color }: StatusBadgeProps) {
  return (
    <Badge variant="dot" color={color} c="var(--mantine-color-text)" tt="none" size="lg" miw="max-content">
      {children}
    </Badge>
  );
}

import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';

export interface Opening {
  readonly opened: boolean;
  readonly open: () => void;
  readonly close: () => void;
  readonly set: (opened: boolean) => void;
}

function useOpening(): Opening {
  const [opened, { open, close }] = useDisclosure(false);
  return { opened, open, close, set: wanted => (wanted ? open() : close()) };
}

export type Dialogs = ReturnType<typeof useDialogs>;

/** What can be open over the rows: dialogs, menus, and the fields of the bar. */
export function useDialogs() {
  const roles = useOpening();
  const [roleColumn, setRoleColumn] = useState<string | null>(null);
  return {
    editMany: useOpening(),
    jump: useOpening(),
    columns: useOpening(),
    condition: useOpening(),
    roles: {
      ...roles,
      /** The column whose part is to be changed; null for all of them. */
      column: roleColumn,
      openAt: (column: string | null): void => {
        setRoleColumn(column);
        roles.open();
      },
    },
  };
}

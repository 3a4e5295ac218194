import { Button, type ButtonProps, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useT } from '../app/messages/index.ts';
import styles from './ConfirmButton.module.css';

export interface ConfirmButtonProps extends Omit<ButtonProps, 'children'> {
  readonly children: ReactNode;
  /** What will happen, and what will not: "Ends the process. The last checkpoint stays." */
  readonly says: string;
  /** The word on the second button: the verb, not "OK". */
  readonly confirm: string;
  readonly danger?: boolean;
  /** For one that comes in the place of what had the focus. */
  readonly autoFocus?: boolean;
  readonly onConfirm: () => void;
}

/** A button for what cannot be taken back: asks once, in place. */
export function ConfirmButton({ children, says, confirm, danger = true, onConfirm, ...button }: ConfirmButtonProps) {
  const t = useT('ui');
  const [opened, { toggle, close }] = useDisclosure(false);

  return (
    <Popover opened={opened} onChange={close} width={280} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" {...button} onClick={toggle}>
          {children}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <p>{says}</p>
        <div className={styles.actions}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button
            {...(danger && { color: 'red' })}
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {confirm}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { project } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { Failure, Field } from '../../ui/index.ts';
import styles from './HomePage.module.css';

/** The pencil beside the name of the project. */
export function RenameProject({ name }: { readonly name: string }) {
  const t = useT('project');
  const [opened, { open, close }] = useDisclosure(false);
  const [typed, setTyped] = useState(name);
  const rename = useAction(project.rename);

  const submit = async (): Promise<void> => {
    if (await rename.run({ name: typed.trim() })) close();
  };

  return (
    <Popover opened={opened} onChange={close} width={280} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('rename')} disabled={opened}>
          <ActionIcon
            aria-label={t('rename')}
            size={24}
            onClick={() => {
              setTyped(name);
              open();
            }}
          >
            <IconPencil size={14} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <form
          className={styles.rename}
          onSubmit={event => {
            event.preventDefault();
            void submit();
          }}
        >
          <Field label={t('newName')}>
            {ids => (
              <TextInput
                {...ids}
                value={typed}
                maxLength={80}
                data-autofocus
                onChange={event => setTyped(event.currentTarget.value)}
              />
            )}
          </Field>
          {rename.trouble && <Failure trouble={rename.trouble} />}
          <Button type="submit" loading={rename.busy} disabled={!typed.trim()}>
            {t('renameSave')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useT } from '../app/messages/index.ts';
import { useCopied } from './use-copied.ts';

/** A small way to copy what stands before it. */
export function CopyIcon({ text, label }: { readonly text: string; readonly label: string }) {
  const t = useT('ui');
  const { copied, copy } = useCopied(text);
  const Icon = copied ? IconCheck : IconCopy;

  return (
    <Tooltip label={copied ? t('copied') : label}>
      <ActionIcon aria-label={copied ? t('copied') : label} size={22} onClick={copy}>
        <Icon size={13} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useT } from '../app/messages/index.ts';
import { useCopied } from './use-copied.ts';

export interface CopyButtonProps {
  /** The text, or how to make it when it is asked for. */
  readonly text: string | (() => string | Promise<string>);
  readonly label?: string;
  /** As tall as the other buttons of a page's header. */
  readonly tall?: boolean;
}

/** Puts a text into the clipboard and says so for a moment. */
export function CopyButton({ text, label, tall = false }: CopyButtonProps) {
  const t = useT('ui');
  const { copied, copy } = useCopied(text);

  return (
    <Button
      variant="default"
      size={tall ? 'xs' : 'compact-xs'}
      leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
      onClick={copy}
    >
      <span aria-live="polite">{copied ? t('copied') : (label ?? t('copy'))}</span>
    </Button>
  );
}

import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useT } from '../app/messages/index.ts';

export interface CopyButtonProps {
  /** The text, or how to make it when it is asked for. */
  readonly text: string | (() => string | Promise<string>);
  readonly label?: string;
}

/** Puts a text into the clipboard and says so for a moment. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const t = useT('ui');
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : await text());
    setCopied(true);
  };

  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied ? t('copied') : (label ?? t('copy'))}</span>
    </Button>
  );
}

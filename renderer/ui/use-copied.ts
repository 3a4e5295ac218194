import { useEffect, useState } from 'react';

/** Puts a text into the clipboard; `copied` is true for a moment afterwards. */
export function useCopied(text: string | (() => string | Promise<string>)) {
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
  return { copied, copy: () => void copy() };
}

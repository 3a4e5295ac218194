import { useComputedColorScheme } from '@mantine/core';
import { editor, languages } from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { useEffect, useRef } from 'react';
import type { CodeViewProps } from './CodeView.tsx';
import styles from './MonacoView.module.css';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

// Colours for JSON without its language service: nothing here is edited, so nothing has to be completed or checked.
languages.register({ id: 'json' });
languages.setMonarchTokensProvider('json', {
  tokenizer: {
    root: [
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'type'],
      [/"(?:[^"\\]|\\.)*"/, 'string'],
      [/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/, 'number'],
      [/true|false|null/, 'keyword'],
    ],
  },
});

/** Monaco without any way back: nothing can be typed, and a link in the text is text. */
export default function MonacoView({ label, json, height = 280 }: CodeViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<editor.IStandaloneCodeEditor | null>(null);
  const scheme = useComputedColorScheme();
  const text = useRef(json);
  text.current = json;

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    view.current = editor.create(element, {
      value: text.current,
      language: 'json',
      ariaLabel: label,
      readOnly: true,
      domReadOnly: true,
      links: false,
      contextmenu: false,
      minimap: { enabled: false },
      wordWrap: 'on',
      lineNumbers: 'off',
      folding: true,
      scrollBeyondLastLine: false,
      automaticLayout: true,
      fontSize: 12,
      fontFamily: getComputedStyle(element).getPropertyValue('--font-mono'),
      renderLineHighlight: 'none',
      occurrencesHighlight: 'off',
      unicodeHighlight: { ambiguousCharacters: false },
    });
    return () => {
      view.current?.getModel()?.dispose();
      view.current?.dispose();
      view.current = null;
    };
  }, [label]);

  useEffect(() => view.current?.setValue(json), [json]);
  useEffect(() => editor.setTheme(scheme === 'dark' ? 'vs-dark' : 'vs'), [scheme]);

  return <div ref={place} className={styles.frame} style={{ height }} />;
}

import { useComputedColorScheme } from '@mantine/core';
import { editor, languages } from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { useEffect, useRef } from 'react';
import type { CodeViewProps } from './CodeView.tsx';
import styles from './MonacoView.module.css';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

// Colours for JSON without its language service: what is written is checked by the one who asks for it.
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

/** Monaco. A link in the text is text; without `onText` nothing can be typed. */
export default function MonacoView({ label, text: shown, language = 'json', height = 280, onText }: CodeViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<editor.IStandaloneCodeEditor | null>(null);
  const scheme = useComputedColorScheme();
  const text = useRef(shown);
  text.current = shown;
  const tell = useRef(onText);
  tell.current = onText;
  const readOnly = onText === undefined;

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    view.current = editor.create(element, {
      value: text.current,
      language,
      ariaLabel: label,
      readOnly,
      // A real text field: keys of the page know that somebody is writing.
      editContext: false,
      domReadOnly: readOnly,
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
    view.current.onDidChangeModelContent(() => {
      const now = view.current?.getValue() ?? '';
      // Also told when the text is set from outside, which is not news.
      if (now !== text.current) tell.current?.(now);
    });
    return () => {
      view.current?.getModel()?.dispose();
      view.current?.dispose();
      view.current = null;
    };
  }, [label, language, readOnly]);

  useEffect(() => {
    // What was just typed is there already; setting it would move the cursor.
    if (view.current && view.current.getValue() !== shown) view.current.setValue(shown);
  }, [shown]);
  useEffect(() => editor.setTheme(scheme === 'dark' ? 'vs-dark' : 'vs'), [scheme]);

  return <div ref={place} className={styles.frame} style={{ height }} />;
}

import { useComputedColorScheme } from '@mantine/core';
import { editor, languages, MarkerSeverity } from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { useEffect, useRef } from 'react';
import type { CodeViewProps, TextMark } from './CodeView.tsx';
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
export default function MonacoView(props: CodeViewProps) {
  const { label, text: shown, language = 'json', height = 280, onText, marks = NO_MARKS } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<editor.IStandaloneCodeEditor | null>(null);
  const scheme = useComputedColorScheme();
  const text = useRef(shown);
  const isSet = useRef(false);
  const latest = useRef(props);
  latest.current = props;
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
      padding: { top: 8, bottom: 8 },
      fontFamily: getComputedStyle(element).getPropertyValue('--font-mono'),
      renderLineHighlight: 'none',
      occurrencesHighlight: 'off',
      unicodeHighlight: { ambiguousCharacters: false },
    });
    view.current.onDidChangeModelContent(() => {
      // Also told when the text is set from outside, which is not news; and then with line ends of one kind.
      if (isSet.current) return;
      text.current = view.current?.getValue() ?? '';
      latest.current.onText?.(text.current);
    });
    if (latest.current.autoFocus) view.current.focus();
    return () => {
      view.current?.getModel()?.dispose();
      view.current?.dispose();
      view.current = null;
    };
  }, [label, language, readOnly]);

  useEffect(() => {
    // What was just typed is there already; setting it would move the cursor.
    if (!view.current || text.current === shown) return;
    text.current = shown;
    isSet.current = true;
    view.current.setValue(shown);
    isSet.current = false;
  }, [shown]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a text that is set from outside has new places.
  useEffect(() => {
    const model = view.current?.getModel();
    if (model)
      editor.setModelMarkers(
        model,
        'luthier',
        marks.map(mark => markerOf(model, mark)),
      );
  }, [marks, shown]);
  useEffect(() => editor.setTheme(scheme === 'dark' ? 'vs-dark' : 'vs'), [scheme]);

  return <div ref={place} className={styles.frame} style={{ height }} />;
}

const NO_MARKS: readonly TextMark[] = [];

function markerOf(model: editor.ITextModel, { from, to, message }: TextMark): editor.IMarkerData {
  const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)];
  return {
    severity: MarkerSeverity.Error,
    message,
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}

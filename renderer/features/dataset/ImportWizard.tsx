import { Button, Select } from '@mantine/core';
import {
  cellIn,
  dataset,
  type ImportPreview,
  type Quotes,
  type TextUnit,
} from '../../../native-bridge/contract/index.ts';
import { errorSentence, useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Badge, type Column, DataTable, Failure, FieldGrid, Panel, Waiting } from '../../ui/index.ts';
import { foundTypeWord } from './ColumnParts.tsx';
import { oneLine } from './column-widths.ts';
import { ImportMapping } from './ImportMapping.tsx';
import styles from './ImportWizard.module.css';
import type { ImportOptions } from './import-story.ts';
import { draftFor, type ReadAs, type WizardDraft } from './wizard-draft.ts';

export interface ImportWizardProps {
  readonly file: string;
  readonly name: string;
  readonly draft: WizardDraft;
  readonly onDraft: (draft: WizardDraft) => void;
  readonly onImport: (options: ImportOptions) => void;
  readonly onClose: () => void;
}

/** A file before it is imported: how it is read, its first rows, and which column plays which part. */
export function ImportWizard({ file, name, draft, onDraft, onImport, onClose }: ImportWizardProps) {
  const t = useT('dataset');
  const format = useFormat();
  const { readAs } = draft;
  const setReadAs = (readAs: ReadAs): void => onDraft({ ...draft, readAs });
  const preview = useAnswer(dataset.previewImport, { file, ...readAs }, { keepPrevious: true });
  const close = (
    <Button variant="default" onClick={onClose}>
      {t('cancel')}
    </Button>
  );

  if (preview.state === 'waiting') {
    return (
      <Panel title={t('wizardTitle', { name })} actions={close}>
        <Waiting shape="table" />
      </Panel>
    );
  }
  if (preview.state === 'failed') {
    return (
      <Panel title={t('notImported', { name })} actions={close}>
        <div className={styles.stack}>
          <Failure trouble={preview.trouble} />
          <ReadAsFields readAs={readAs} preview={null} onChange={setReadAs} />
        </div>
      </Panel>
    );
  }
  const shown = preview.value;
  return (
    <Panel
      title={t('wizardTitle', { name })}
      aside={t('wizardFacts', { size: format.bytes(shown.sizeBytes), format: shown.format, encoding: shown.encoding })}
      actions={close}
    >
      <div className={styles.stack}>
        <ReadAsFields readAs={readAs} preview={shown} onChange={setReadAs} />
        <FirstRows preview={shown} />
        <ImportMapping
          preview={shown}
          name={name}
          draft={draftFor(draft, shown)}
          onDraft={onDraft}
          onImport={chosen => onImport({ ...readAs, ...chosen })}
        />
      </div>
    </Panel>
  );
}

interface ReadAsProps {
  readonly readAs: ReadAs;
  readonly preview: ImportPreview | null;
  readonly onChange: (readAs: ReadAs) => void;
}

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1252'];
const DELIMITERS = [',', '\t', ';', '|'];
const QUOTES = ['around', 'plain'] as const satisfies readonly Quotes[];
const TEXT_UNITS: readonly TextUnit[] = ['line', 'paragraph', 'file'];

/** How the file is read. What is found out stands in the fields and can be said otherwise. */
function ReadAsFields({ readAs, preview, onChange }: ReadAsProps) {
  const t = useT('dataset');
  const choice = (
    label: string,
    key: Exclude<keyof ReadAs, 'types'>,
    found: string | null,
    data: { value: string; label: string }[],
  ) => (
    <Select
      label={label}
      value={readAs[key] ?? found}
      placeholder={t('fromFile')}
      data={data}
      allowDeselect={false}
      onChange={value => value && onChange({ ...readAs, types: undefined, [key]: value })}
    />
  );
  const plain = (values: readonly string[]) => values.map(value => ({ value, label: value }));
  const quotes = { around: t('quotesAround'), plain: t('quotesPlain') };
  const units = { line: t('unitLine'), paragraph: t('unitParagraph'), file: t('unitFile') };
  const delimiters = { ',': t('comma'), '\t': t('tabulator'), ';': t('semicolon'), '|': t('bar') };

  return (
    <FieldGrid>
      {choice(t('format'), 'format', preview?.format ?? null, plain(preview?.formats ?? ['csv', 'jsonl', 'txt']))}
      {choice(t('encoding'), 'encoding', preview?.encoding ?? null, plain(withFound(ENCODINGS, preview?.encoding)))}
      {preview?.delimiter &&
        choice(
          t('delimiter'),
          'delimiter',
          preview.delimiter,
          withFound(DELIMITERS, preview.delimiter).map(value => ({
            value,
            label: delimiters[value as keyof typeof delimiters] ?? value,
          })),
        )}
      {preview?.quotes &&
        choice(
          t('quotes'),
          'quotes',
          preview.quotes,
          QUOTES.map(value => ({ value, label: quotes[value] })),
        )}
      {preview?.textUnit &&
        choice(
          t('textUnit'),
          'textUnit',
          preview.textUnit,
          TEXT_UNITS.map(value => ({ value, label: units[value] })),
        )}
    </FieldGrid>
  );
}

function withFound(known: readonly string[], found: string | undefined): string[] {
  return found === undefined || known.includes(found) ? [...known] : [found, ...known];
}

const SHOWN_ROWS = 20;
const SHOWN_COLUMNS = 30;

function FirstRows({ preview }: { readonly preview: ImportPreview }) {
  const t = useT('dataset');
  const language = useLanguage();
  const rows = preview.rows.slice(0, SHOWN_ROWS).map((cells, at) => ({ at, cells }));
  const columns: Column<(typeof rows)[number]>[] = preview.columns.slice(0, SHOWN_COLUMNS).map(({ name, type }) => ({
    key: name,
    title: (
      <>
        {name} <span className={styles.type}>{t(foundTypeWord(type, preview.delimiter !== null))}</span>
      </>
    ),
    cell: ({ cells }) => <span dir="auto">{oneLine(cellIn(cells, name), 90)}</span>,
  }));

  return (
    <>
      <div className={styles.rows}>
        <DataTable label={t('firstRows')} columns={columns} rows={rows} rowKey={({ at }) => String(at)} />
      </div>
      {preview.columns.length > SHOWN_COLUMNS && (
        <p className={styles.dim}>{t('moreColumns', { shown: SHOWN_COLUMNS, all: preview.columns.length })}</p>
      )}
      {preview.rejects.length > 0 && (
        <div className={styles.rejects}>
          <Badge tone="warn">{t('ledger')}</Badge>
          <ul>
            {preview.rejects.slice(0, 5).map(({ reason }) => (
              <li key={`${reason.code} ${reason.message}`}>{errorSentence(reason, language)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

import { z } from 'zod';

/**
 * Every failure a person can be told about: a sentence with its facts in braces, and one thing to do.
 * Both languages raise these codes and no others; anything else that is thrown is a bug.
 */
export const ERRORS = {
  'request.invalid': {
    says: 'This request cannot be read: {reason}.',
    hint: 'Check the value named here; `--help` lists what is accepted.',
  },

  'project.not_found': {
    says: 'There is no Luthier project in {folder}.',
    hint: 'Choose a folder that holds luthier.db, or create a project there.',
  },
  'project.newer': {
    says: 'This project was written by a newer Luthier (project version {found}, this one reads up to {known}).',
    hint: 'Update Luthier; the project was opened by nothing and changed in nothing.',
  },
  'project.busy': {
    says: 'This project is open in another Luthier (process {pid}, since {since}).',
    hint: 'Use that window, or connect to it at {address}.',
  },
  'project.damaged': {
    says: 'The database of this project cannot be read: {reason}.',
    hint: 'Restore luthier.db from the backup {backup}.',
  },
  'project.read_only': {
    says: 'The folder {folder} cannot be written.',
    hint: 'Copy the project to a disk you can write to, or change its permissions.',
  },

  'import.not_found': {
    says: 'There is no file {file}.',
    hint: 'Check the path; names are case-sensitive.',
  },
  'import.empty': {
    says: 'The file {file} holds no rows.',
    hint: 'Choose a file with at least one row below its header.',
  },
  'import.format_unknown': {
    says: 'The format of {file} is not one of {known}.',
    hint: 'Convert the file to JSONL or CSV, or name the format with --format.',
  },
  'import.column_missing': {
    says: 'The file {file} has no column {column}; it has {columns}.',
    hint: 'Name the column that holds it: --{role} <column>.',
  },
  'import.broken_line': {
    says: '{file} line {line}: {reason}.',
    hint: 'Mend the line and import again; the other rows are kept.',
  },
  'import.line_too_long': {
    says: '{file} line {line} is {size} long; a row may have up to {limit}.',
    hint: 'Split the row, or check that the file has line breaks.',
  },
  'import.no_rows_left': {
    says: 'None of the {seen} rows of {file} could be read; the first reason: {reason}.',
    hint: 'Check format and encoding of the file.',
  },
  'import.encoding': {
    says: 'The text of {file} is not valid {encoding} (byte {byte}).',
    hint: 'Name the encoding of the file: --encoding gb18030, utf-16le, ...',
  },

  'dataset.not_found': { says: 'There is no dataset {id}.', hint: 'List the datasets of the project.' },
  'dataset.row_not_found': { says: 'There is no row {row} in {dataset}.', hint: 'Choose a row between 1 and {last}.' },
  'dataset.no_label': {
    says: 'The dataset {dataset} has no label column.',
    hint: 'Say which column holds the label.',
  },
  'dataset.one_class': {
    says: 'Every row of {dataset} has the label {label}; a classifier needs at least two.',
    hint: 'Import rows of another class, or check the label column.',
  },
  'dataset.too_small': {
    says: 'This dataset has {rows} rows; {purpose} needs at least {needed}.',
    hint: 'Import more rows, or lower the sizes of the splits.',
  },
  'dataset.not_split': {
    says: 'The dataset {dataset} has no {split} split.',
    hint: 'Split it first.',
  },
  'dataset.leaks': {
    says: '{rows} rows stand in more than one split ({reason}).',
    hint: 'Split again, keeping equal texts and groups together, or freeze with --accept-leaks.',
  },
  'dataset.nothing_to_undo': { says: 'There is no change to {verb}.', hint: 'The history shows what was done.' },
  'dataset.version_not_found': { says: 'There is no dataset version {hash}.', hint: 'Freeze the dataset first.' },
  'dataset.version_damaged': {
    says: 'The frozen version {file} does not match its hash.',
    hint: 'Restore the file from a copy, or freeze the dataset again.',
  },

  'model.not_found': { says: 'There is no model {id}.', hint: 'Add a model folder, a GGUF file or the starter model.' },
  'model.folder_incomplete': {
    says: 'The model folder {folder} lacks {file}.',
    hint: 'Choose a folder with config.json, tokenizer files and weights in safetensors.',
  },
  'model.pickle': {
    says: '{file} is a pickle; loading it could run code.',
    hint: 'Use the safetensors version of the model, or convert it on a machine you can lose.',
  },
  'model.config_unsafe': {
    says: '{file} asks to run code of its own (key {key}).',
    hint: 'Use a model of a supported architecture without custom code.',
  },
  'model.damaged': {
    says: '{file} does not match its manifest ({reason}).',
    hint: 'Add the model again from its source.',
  },
  'model.starter_missing': {
    says: 'The starter model is not on this machine.',
    hint: 'Run `luthier env build`; it comes with the environment.',
  },
  'model.download_refused': {
    says: 'The model {id} was not downloaded: {reason}.',
    hint: 'Choose a local folder, or allow the download.',
  },
  'model.unsupported': {
    says: 'The model type {type} is not supported for {purpose}.',
    hint: 'Use a causal language model such as Llama, Qwen or SmolLM.',
  },

  'params.invalid': { says: '{field}: {reason}.', hint: 'Choose a value the form offers.' },
  'training.method_unknown': { says: 'There is no training method {method}.', hint: 'Methods: {known}.' },
  'training.diverged': {
    says: 'The loss is not finite at step {step}.',
    hint: 'Lower the learning rate, or train in fp32.',
  },
  'training.out_of_memory': {
    says: 'Memory ran out with {rows} rows a micro-batch.',
    hint: 'Lower the batch size or the maximum number of tokens.',
  },
  'training.no_checkpoint': {
    says: 'The run {run} has no checkpoint that is whole.',
    hint: 'Start it again from the beginning.',
  },
  'checkpoint.damaged': {
    says: 'The checkpoint file {file} is damaged ({reason}).',
    hint: 'The checkpoint before it is used.',
  },

  'evaluation.label_unknown': {
    says: 'Row {row} has the label {label}, which is not one of {labels}.',
    hint: 'Add the label to the task, or mend the row.',
  },
  'evaluation.not_finished': { says: 'The evaluation {id} is {state}.', hint: 'Wait until it is finished.' },
  'attention.not_found': { says: 'There is no attention map {id}.', hint: 'Make one from a row of an evaluation.' },
  'attention.too_long': {
    says: 'This text has {tokens} tokens; a full map is drawn up to {limit}.',
    hint: 'Choose a shorter text, or cut it.',
  },
  'export.not_found': { says: 'There is no export {id}.', hint: 'Export a finished run first.' },
  'export.target_unknown': { says: 'There is no export target {target}.', hint: 'Targets: {known}.' },
  'export.gate_failed': {
    says: 'The exported model lost {drop} points of {metric}; the gate allows {allowed}.',
    hint: 'Export with more layers in higher precision, or raise the gate knowingly.',
  },
  'export.same_as_base': {
    says: 'The exported weights equal the base model: nothing that was trained is in them.',
    hint: 'Check that the adapter of the run is whole, then export again.',
  },

  'job.not_found': { says: 'There is no job {id}.', hint: 'The jobs panel lists all jobs.' },
  'job.wrong_state': { says: 'The job {id} is {state}, so it cannot {verb}.', hint: 'See the jobs panel.' },
  'job.died': {
    says: 'The process of {id} ended without a result ({cause}).',
    hint: 'Its terminal shows the last words; a run can be resumed from its checkpoint.',
  },
  'job.cancelled': { says: 'The job {id} was cancelled.', hint: 'Start it again when you like.' },
  'job.spec_invalid': { says: '{file} is not a job this Luthier can run: {reason}.', hint: 'Write it by the app.' },

  'environment.missing': {
    says: 'The Python environment is not built.',
    hint: 'Run `luthier env build`, or open the environment page.',
  },
  'environment.python_missing': {
    says: 'No Python from 3.11 to 3.13 was found.',
    hint: 'Install one (Debian: apt install python3 python3-venv), or set LUTHIER_BASE_PYTHON.',
  },
  'environment.broken': { says: 'The Python environment does not work: {reason}.', hint: 'Run `luthier env repair`.' },

  'disk.full': {
    says: 'The disk of {folder} is full: {needed} needed, {free} free.',
    hint: 'Free some space, then resume; what was saved before is whole.',
  },
  'path.outside': { says: 'The path {path} leaves the project folder.', hint: 'Choose a file inside the project.' },
  'file.unreadable': { says: 'The file {file} cannot be read: {reason}.', hint: 'Check its permissions.' },
} as const satisfies Record<string, { says: string; hint: string }>;

export type ErrorCode = keyof typeof ERRORS;

export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]).meta({ id: 'ErrorCode' });

/** The names in braces of a sentence. */
type FactNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | FactNames<Rest>
  : never;

/** The facts an error of this code must carry: every name its sentence and its hint use. */
export type Facts<Code extends ErrorCode> = Record<
  FactNames<(typeof ERRORS)[Code]['says'] | (typeof ERRORS)[Code]['hint']>,
  string | number
>;

export const Where = z
  .object({ file: z.string().optional(), row: z.int().optional(), field: z.string().optional() })
  .meta({ id: 'Where' });
export type Where = z.infer<typeof Where>;

/** An error as it crosses a border. The sentence is made from code and facts in the reader's language. */
export const ErrorPayload = z
  .object({
    code: ErrorCode,
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
    message: z.string(),
    hint: z.string(),
    where: Where.optional(),
  })
  .meta({ id: 'ErrorPayload' });
export type ErrorPayload = z.infer<typeof ErrorPayload>;

/** Puts the facts into the braces of a sentence. A missing fact stays visible as its name. */
export function fillIn(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => String(facts[name] ?? braces));
}

/** A failure the person is told about. A bug is never one of these: it keeps its stack. */
export class LuthierError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'LuthierError';
  readonly code: Code;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly where: Where | undefined;

  constructor(code: Code, facts: Facts<Code>, where?: Where) {
    super(fillIn(ERRORS[code].says, facts));
    this.code = code;
    this.facts = facts;
    this.where = where;
  }

  get hint(): string {
    return fillIn(ERRORS[this.code].hint, this.facts);
  }

  get payload(): ErrorPayload {
    return {
      code: this.code,
      facts: { ...this.facts },
      message: this.message,
      hint: this.hint,
      ...(this.where && { where: this.where }),
    };
  }
}

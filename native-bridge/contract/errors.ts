import { z } from 'zod';
import { fillIn } from './reasons.ts';

/**
 * Every failure a person can be told about: a sentence with its facts in braces, and one thing to do.
 * Both languages raise these codes and no others; anything else that is thrown is a bug.
 */
export const ERRORS = {
  'request.invalid': {
    says: 'This request cannot be read: {reason}.',
    hint: 'Check the value named here; `--help` lists what is accepted.',
  },
  'request.too_large': {
    says: 'This is {size}; up to {limit} can be sent at once.',
    hint: 'Nothing was changed. Write less into the cell, or change the file itself and import it again.',
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
  'project.locked': {
    says: 'This waited {seconds} s for another write to the database of this project and was not done.',
    hint: 'Nothing is lost: wait for the work that runs to end, or close the other program that has luthier.db open, and try again.',
  },
  'project.damaged': {
    says: 'The database of this project cannot be read: {reason}.',
    hint: 'Restore luthier.db from the backup {backup}.',
  },
  'project.gone': {
    says: 'The folder {folder} of this project is not there any more: it was moved, renamed or deleted, or its disk is gone. Nothing was written.',
    hint: 'Put the folder back where it was and try again, or open the project where it is now.',
  },
  'project.read_only': {
    says: 'The folder {folder} cannot be written.',
    hint: 'Copy the project to a disk you can write to, or change its permissions.',
  },

  'core.silent': {
    says: 'The core of Luthier ended before it said where it is (exit code {code}).',
    hint: 'Open the project again; when it happens once more, report it with the diagnostics of the Help menu.',
  },
  'serve.port_taken': {
    says: 'Port {port} of this machine is used by another program.',
    hint: 'Name another one with --port, or leave --port out to get one that is free.',
  },
  'serve.port_refused': {
    says: 'This machine does not let Luthier serve at port {port}.',
    hint: 'Ports below 1024 are kept for the system: name a higher one with --port, or leave --port out.',
  },

  'remote.link': {
    says: 'This is not a link to a core: it looks like http://127.0.0.1:4567/#token=… with 64 digits.',
    hint: 'Copy the whole link that `luthier serve` prints on the other machine.',
  },
  'remote.unreachable': {
    says: 'Nothing answers at {address}: {reason}.',
    hint: 'Start the tunnel (ssh -N -L with the same port on both sides) and `luthier serve` on the other machine.',
  },
  'remote.refused': {
    says: 'What answers at {address} refuses this link (status {status}).',
    hint: 'Copy the link again: it changes with each start of `luthier serve`, and the tunnel must keep its port.',
  },
  'remote.forgotten': {
    says: 'The token of the core at {address} is not kept on this machine.',
    hint: 'Connect to another machine with the link that `luthier serve` printed there.',
  },
  'project.not_empty': {
    says: 'This project holds something already, so the sample was not put into it.',
    hint: 'Open the sample as a project of its own, or fill a new, empty project.',
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

  'import.not_text': {
    says: '{file} does not look like text: it is full of control characters.',
    hint: 'Check that it is the file you meant, and not a packed one or a picture with another ending. If it is text, name its encoding: --encoding utf-16le, ...',
  },
  'import.damaged': {
    says: '{file} cannot be read as {format}: {reason}.',
    hint: 'The file is cut short or damaged; fetch or write it again.',
  },
  'import.changed': {
    says: '{file} changed while it was read.',
    hint: 'Wait until the program that writes it is done, then import again.',
  },
  'import.too_many_columns': {
    says: '{file} has more than {limit} columns.',
    hint: 'Check the delimiter; of JSON, put what differs from row to row into one column.',
  },
  'import.mended': {
    says: '{file} line {line}: half a character was replaced by a replacement character.',
    hint: 'The row was taken; mend the text in the editor if it matters.',
  },
  'import.other_type': {
    says: '{file} line {line}: not of the type said: {columns}.',
    hint: 'The row was taken with these cells as they stand in the file; choose another type, or mend them in the editor.',
  },
  'import.other_chat': {
    says: '{file} line {line}: the chat in {column} cannot be read: {reason}.',
    hint: 'The row was taken with the cell as it stands in the file; name the keys and every speaker, or mend it in the editor.',
  },
  'import.no_part': {
    says: '{file} line {line}: nothing in {columns}.',
    hint: 'The row was taken as it stands; fill it in beside the grid, or remove it.',
  },
  'import.no_part_more': {
    says: '{file}: nothing in {columns} in {count} more rows, the last in line {line}.',
    hint: 'They were taken as they stand; `is:missing({column})` finds them in the grid.',
  },
  'import.other_sheets': {
    says: '{file} has {count} more sheets with cells; only the first sheet was read.',
    hint: 'Save each other sheet as a file of its own, and import these too.',
  },
  'import.no_value': {
    says: '{file} line {line}: the formula in {columns} has no stored value.',
    hint: 'The cell is empty here; open the file in a spreadsheet, save it there, and import it again.',
  },
  'import.renamed_columns': {
    says: '{file} has equal names of columns; the later ones are called {columns}.',
    hint: 'Nothing is lost; rename them in the file to choose other names.',
  },
  'import.preset_columns': {
    says: '{file} does not fit {preset}: it has no column {lacks}; it has {columns}.',
    hint: 'Choose another preset, or say by column which plays which part.',
  },
  'import.preset_messages': {
    says: '{file} does not fit {preset}: none of the columns {columns} holds lists of messages with {keys}.',
    hint: 'Choose another preset, or say by column which plays which part.',
  },
  'import.no_chat': {
    says: 'The column {column} of {file} holds no lists of messages that could be named otherwise; columns that do: {columns}.',
    hint: 'Name the column of the chat: --messages <column>.',
  },
  'import.no_chat_key': {
    says: 'The messages in {column} have no text under {key}; they have {keys}.',
    hint: 'Name two of these keys: --speaker-key <key> --text-key <key>.',
  },
  'import.nothing_known': {
    says: '{file} holds no file of a known format ({known}).',
    hint: 'Choose the folder that holds the data files, or name the format with --format.',
  },
  'import.too_many_files': {
    says: 'More than {most} files were handed over at once.',
    hint: 'Zip the folder first, or import it with `luthier import`.',
  },
  'import.archive_unsafe': {
    says: '{file} holds a name that leaves its folder: {name}.',
    hint: 'Do not trust this archive. Ask for another, or unpack it yourself and import the folder.',
  },
  'import.archive_too_large': {
    says: '{file} unpacks to more than {limit}.',
    hint: 'If you trust it, unpack it yourself and import the folder.',
  },

  'dataset.not_found': { says: 'There is no dataset {id}.', hint: '`luthier datasets` lists those of the project.' },
  'dataset.row_not_found': {
    says: 'There is no row {row} in {dataset}.',
    hint: 'It was removed, or there never was one: the highest number is {last}. The history can bring removed rows back.',
  },
  'dataset.row_changed': {
    says: 'Row {row} of {dataset} was changed by somebody else: {columns} is no longer what was shown; nothing was written.',
    hint: 'Look at the row again, then save once more.',
  },
  'dataset.query_invalid': {
    says: 'This query cannot be read at character {place}: {reason}.',
    hint: 'Words search all texts; column:part, column>3, "a phrase", -without, or, ( ) narrow it down.',
  },
  'dataset.pattern_invalid': {
    says: 'The search cannot begin: {reason}.',
    hint: 'Mend the regular expression; a backslash makes a special character plain.',
  },
  'dataset.pattern_slow': {
    says: 'The pattern {pattern} worked on row {row} for more than {seconds} s and was stopped; nothing was changed.',
    hint: 'Write it without nested repetitions such as (a+)+, or leave that row out.',
  },
  'dataset.rows_changed': {
    says: 'The rows of {dataset} went on changing while they were being edited; nothing was written.',
    hint: 'Do it again once nothing else works on them.',
  },
  'dataset.no_column': {
    says: 'The dataset {dataset} has no column {column}; it has {columns}.',
    hint: 'Give the part {role} to one of its columns.',
  },
  'dataset.roles_changed': {
    says: 'The parts of the columns of {dataset} were changed by somebody else ({columns}); nothing was written.',
    hint: 'Look at the parts again, then set them once more.',
  },
  'dataset.column_twice': {
    says: 'The column {column} of {dataset} is given two parts: {roles}.',
    hint: 'A column plays one part. Give it one of them, or name another column.',
  },
  'dataset.no_text': {
    says: 'With these parts no column of {dataset} is the text, and none holds a chat or an instruction in its place.',
    hint: 'Say which column holds the text: `luthier roles <dataset> text=<column>`, or Parts of columns beside the rows.',
  },
  'dataset.no_label': {
    says: 'The dataset {dataset} has no label column.',
    hint: 'Say which column holds the label: `luthier roles <dataset> label=<column>`, or Parts of columns beside the rows.',
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
  'splits.none': {
    says: 'No row of {dataset} has a split, so nothing can leak from one into another.',
    hint: 'Split it first: `luthier split`, or the page of its splits.',
  },
  'splits.test_locked': {
    says: 'The test split of {dataset} is locked: it has {rows} rows and was used {uses} times.',
    hint: 'Scores on another test cannot be compared with earlier ones. Unlock it if you mean to: --unlock-test.',
  },
  'splits.too_few_rows': {
    says: '{rows} rows can be given a split; these sizes need {needed}.',
    hint: 'Lower the sizes, or give them in percent. A row without a label, or by time without a readable date, gets none.',
  },
  'splits.too_few_sets': {
    says: '{rows} rows make {sets} sets that stay whole (equal texts, near duplicates, groups); {needed} splits need as many sets.',
    hint: 'Leave validation out, let near duplicates part (--no-near-together), or split another way than by group.',
  },
  'splits.too_few_sets_apart': {
    says: '{rows} rows make {sets} sets that stay whole (equal texts, groups); {needed} splits need as many sets.',
    hint: 'Remove equal rows first (`luthier duplicates`), leave validation out, or split another way than by group.',
  },
  'splits.too_few_moments': {
    says: '{rows} rows have {moments} different times, and rows of one time stay together; {needed} splits need as many.',
    hint: 'Leave validation out, or split another way than by time.',
  },
  'splits.day_first': {
    says: 'Dates of the column {column} have the day first, such as {example}; with slashes the month is read first, so their order would be wrong.',
    hint: 'Edit these rows: find (regular expression) ^\\s*(\\d\\d?)/(\\d\\d?)/(\\d\\d\\d\\d) in the column and replace it by $3-$2-$1; then split again.',
  },
  'splits.no_dates': {
    says: 'No cell of the column {column} is a date that can be read; one is {example}.',
    hint: 'Write dates as 2026-11-28, or give another column the part time (`luthier roles`).',
  },
  'splits.no_role': {
    says: 'No column of {dataset} has the role {role}.',
    hint: 'Give a column that part (`luthier roles <dataset> {role}=<column>`, or Parts of columns beside the rows), or split it another way.',
  },
  'splits.no_column': {
    says: 'The dataset {dataset} has no column {column}; it has {columns}.',
    hint: 'Name the column that says which split a row belongs to.',
  },
  'splits.column_values': {
    says: 'No value of {column} names a split; it holds {values}.',
    hint: 'Values may be train, validation, valid, val, dev and test.',
  },
  'dataset.leaks': {
    says: '{rows} rows stand in more than one split ({texts} equal texts, {near} nearly equal texts, {groups} shared groups).',
    hint: 'Split again, keeping equal texts and groups together, or freeze with --accept-leaks "<the reason>".',
  },
  'dataset.nothing_to_undo': { says: 'There is no change to {verb}.', hint: 'The history shows what was done.' },
  'dataset.change_not_next': {
    says: 'Another change comes before the one to {verb}; nothing was written.',
    hint: 'The history shows what was done.',
  },
  'dataset.version_not_found': { says: 'There is no dataset version {hash}.', hint: 'Freeze the dataset first.' },
  'dataset.version_ambiguous': {
    says: 'Several versions are called {name}: {candidates}.',
    hint: 'Name the one you mean as dataset/version, or by the beginning of its hash.',
  },
  'dataset.version_damaged': {
    says: 'The frozen version {file} does not match its hash.',
    hint: 'Restore the file from a copy, or freeze the dataset again.',
  },

  'cleaning.step_unknown': { says: 'There is no cleaning step {step}.', hint: 'Steps: {known}.' },
  'cleaning.option_invalid': {
    says: 'Step {place} ({step}): {reason}.',
    hint: 'Choose a value the form offers; the other steps are fine.',
  },
  'cleaning.pattern_invalid': {
    says: 'Step {place} ({step}): the pattern {pattern} cannot be read ({reason}).',
    hint: 'Mend the regular expression; a backslash makes a special character plain.',
  },
  'cleaning.too_slow': {
    says: 'Step {place} ({step}) worked on row {row} for more than {seconds} s and was stopped; nothing was changed.',
    hint: 'Write the pattern without nested repetitions such as (a+)+, or leave that row out.',
  },
  'cleaning.step_too_slow': {
    says: 'Step {place} ({step}) took more than {seconds} s in all for rows that each take it long, such as row {row}, and was stopped; nothing was changed.',
    hint: 'Write the pattern without nested repetitions such as (a+)+, or leave the long rows out first.',
  },
  'cleaning.column_missing': {
    says: 'Step {place} ({step}) reads the column {column}, which this dataset does not have.',
    hint: 'Choose one of {columns}.',
  },
  'cleaning.no_model': {
    says: 'Step {place} counts tokens, but no model is chosen.',
    hint: 'Choose a model of the project in the form of the step, or count in characters.',
  },
  'cleaning.no_scoring_model': {
    says: 'Step {place} drops what a model finds unlikely, but no model is chosen.',
    hint: 'Choose a model of the project in the form of the step.',
  },
  'cleaning.not_scored': {
    says: 'Step {place} needs the perplexity of the texts in {column} by {model}, and no row has been scored yet.',
    hint: 'Score them in the form of the step, or run `luthier perplexity <dataset> --model <model>`.',
  },
  'cleaning.rows_changed': {
    says: 'The rows of {dataset} changed while they were being cleaned; nothing was written.',
    hint: 'Start the cleaning again.',
  },
  'cleaning.recipe_not_found': {
    says: 'There is no recipe {recipe}.',
    hint: 'Name one of {known}, or the path of a recipe file.',
  },
  'cleaning.recipe_damaged': {
    says: 'The recipe file {file} cannot be read: {reason}.',
    hint: 'Mend the file, or save the recipe again from the cleaning page.',
  },
  'cleaning.recipe_exists': {
    says: 'There is a recipe {recipe} already.',
    hint: 'Choose another name, or replace it.',
  },

  'licence.unconfirmed': {
    says: 'The licence of {source} ({licence}) does not say that {use} is allowed; sources like it: {count}.',
    hint: 'Set its licence on the Sources page or with `luthier sources`, or say why it is all right: --accept-licences "<your words>".',
  },
  'licence.invalid': {
    says: '{licence} is no SPDX licence: {reason}.',
    hint: 'Write an id of spdx.org/licenses such as CC-BY-4.0, several with AND or OR, LicenseRef-<name> for terms of its own, or unknown.',
  },
  'licence.source_not_found': {
    says: 'There is no source {source} in this project.',
    hint: '`luthier sources` lists the sources of a dataset.',
  },
  'licence.no_card': {
    says: 'The card {file} names no licence: {reason}.',
    hint: 'A dataset card begins with a line ---, then `license: <id>`, then a line ---.',
  },

  'versions.not_split': {
    says: 'The version {version} has no {split} split.',
    hint: 'Split its dataset, freeze that, and use the new version.',
  },
  'versions.join_too_large': {
    says: 'Joined by {key}, {left} and {right} make more than {most} rows.',
    hint: 'Choose a key that fewer rows share, or join each row with its first match alone.',
  },
  'versions.not_compared': {
    says: 'The versions {left} and {right} have not been compared.',
    hint: 'Compare them first; what was found is kept until the project is closed.',
  },
  'versions.no_label': {
    says: 'The version {version} has no label column.',
    hint: 'Say which column of its dataset holds the label (`luthier roles`, or Parts of columns beside the rows), freeze that, and use the new version.',
  },
  'versions.row_without_label': {
    says: 'Row {row} of {dataset} has a split and no label.',
    hint: 'Give the row a label, or split the dataset again.',
  },
  'versions.no_answer_column': {
    says: '{name} has no column with an answer, which {format} needs.',
    hint: 'Say which column holds the label or the answer, or export JSONL, CSV or Parquet.',
  },
  'versions.file_exists': {
    says: 'There is a file {file} already.',
    hint: 'Choose another name, or replace it with --overwrite.',
  },
  'versions.too_few_rows': {
    says: '{rows} rows were asked for and {available} can be taken from {dataset}.',
    hint: 'Ask for at most {most} rows, or change the weights.',
  },
  'versions.no_column': {
    says: 'The dataset {dataset} has no column {column}; it has {columns}.',
    hint: 'Choose one of its columns.',
  },

  'duplicates.not_searched': {
    says: 'Nobody has searched {dataset} for near duplicates yet.',
    hint: 'Search first: `luthier duplicates`, or the page of the dataset.',
  },
  'duplicates.no_column': {
    says: 'The dataset {dataset} has no column {column}; it has {columns}.',
    hint: 'Name one of these columns, or leave it out to compare the text column.',
  },
  'duplicates.no_time': {
    says: 'The dataset {dataset} has no time column, so no row is the newest.',
    hint: 'Say which column holds the time, or keep by another rule.',
  },

  'privacy.type_unknown': { says: 'There is no kind of personal data {type}.', hint: 'Kinds: {known}.' },
  'privacy.column_unknown': {
    says: 'The dataset {dataset} has no column {column}.',
    hint: 'Choose among its columns: {columns}.',
  },
  'privacy.names_missing': {
    says: 'Finding names needs {missing}, and the Python environment has no such package.',
    hint: 'Run `luthier env build`: it brings what finds names.',
  },
  'privacy.rows_changed': {
    says: 'The rows of {dataset} changed while they were looked at; nothing was masked.',
    hint: 'Do it again: it then looks at the rows as they are.',
  },
  'privacy.salt_damaged': {
    says: 'The salt of this project in {file} is damaged.',
    hint: 'Restore the file from a copy; or delete it, and hashes and fakes will differ from those made before.',
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
  'model.too_slow': {
    says: 'Reading with {model} took more than {seconds} seconds, or more memory than it may.',
    hint: 'Check its chat template and its tokenizer, or choose another model.',
  },
  'model.template_failed': {
    says: 'The chat template of {model} refuses this chat: {reason}.',
    hint: 'Check the messages and their roles, or choose another model.',
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

  'work.out_of_memory': {
    says: 'This needed more than the {limit} of memory that one piece of work may take; nothing was changed.',
    hint: 'Do it on fewer rows at a time, or first shorten or remove the longest texts.',
  },

  'environment.missing': {
    says: 'The Python environment is not built.',
    hint: 'Run `luthier env build`, or open the environment page.',
  },
  'environment.python_missing': {
    says: 'No Python from 3.11 to 3.13 was found.',
    hint: 'Install one (Debian: apt install python3 python3-venv), or set LUTHIER_BASE_PYTHON.',
  },
  'environment.broken': { says: 'The Python environment does not work: {reason}.', hint: 'Run `luthier env repair`.' },
  'environment.build_failed': {
    says: 'The environment could not be built: {reason}.',
    hint: 'The one in use was left as it is. See the log, then build again: what was downloaded is kept.',
  },
  'environment.unreachable': {
    says: '{host} does not answer.',
    hint: 'Check the connection, or name a mirror in the settings; then build again: what was downloaded is kept.',
  },
  'environment.not_as_locked': {
    says: 'What the index gave for {package} is not what the lock names.',
    hint: 'Build again; when it stays so, choose another mirror in the settings.',
  },
  'environment.not_in_cache': {
    says: 'Luthier is offline, and a package that the environment needs is not on this machine.',
    hint: 'Install from an offline pack (`luthier env install <pack>`), or switch offline off in the settings.',
  },
  'environment.stopped': {
    says: 'The work on the environment was stopped.',
    hint: 'Start it again when you like: what was downloaded is kept.',
  },
  'environment.busy': {
    says: 'Another build works on the environment.',
    hint: 'Wait until it has ended, or stop it.',
  },
  'environment.in_use': {
    says: 'Jobs are running on the environment: {jobs}.',
    hint: 'Cancel them in their projects, on the page Jobs, or let them end; then do the same again.',
  },
  'environment.app_open': {
    says: 'The desktop app is open, and writes to {folder}. Nothing was removed.',
    hint: 'Close all its windows, then do the same again.',
  },
  'environment.nothing_before': {
    says: 'There is no earlier environment to go back to.',
    hint: 'Run `luthier env repair` to build this one anew.',
  },
  'environment.driver_too_old': {
    says: 'The driver {driver} is too old for CUDA {cuda}, which needs {least} or newer.',
    hint: 'Update the NVIDIA driver, or build for the CPU: `luthier env build --torch cpu`.',
  },

  'pack.no_manifest': {
    says: '{pack} is no offline pack: it has no manifest.json that can be read.',
    hint: 'Make one with `luthier env pack` on a machine with network; a pack that was not finished has none.',
  },
  'pack.damaged': {
    says: 'The offline pack is damaged: {file} {reason}. Nothing was installed.',
    hint: 'Copy the pack again, or make it again.',
  },
  'pack.other_machine': {
    says: 'The offline pack was made for {made}; this machine is {here}.',
    hint: 'Make it on a machine like this one.',
  },
  'pack.other_version': {
    says: 'The offline pack was made by Luthier {made}, whose packages differ from those of this Luthier {here}.',
    hint: 'Make it with the same version of Luthier.',
  },
  'pack.needs_python': {
    says: 'The offline pack holds no interpreter, and this machine has no Python {version}.',
    hint: 'Install Python {version} first, or make the pack where `luthier env build` had fetched an interpreter.',
  },
  'pack.exists': {
    says: 'There is something at {path} already.',
    hint: 'Choose a new name, or an empty folder.',
  },

  'settings.offline': {
    says: 'Luthier is offline: {reason}.',
    hint: 'Switch “Offline” off in the settings to allow it.',
  },
  'settings.went_offline': {
    says: 'Stopped: Luthier is offline now.',
    hint: 'Switch “Offline” off in the settings, then start it again: what was downloaded is kept.',
  },
  'settings.place_unusable': {
    says: 'Environments cannot stand in {folder}: {reason}.',
    hint: 'Choose a folder that you may write to.',
  },

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

import type { Command } from 'commander';
import { type Perplexities, perplexity } from '../../../contract/index.ts';
import { findDataset, findModel } from '../find.ts';
import { followJob } from '../follow-job.ts';
import { followWork } from '../follow-work.ts';
import { whole } from '../numbers.ts';
import type { Output } from '../output.ts';
import { type Common, withSession } from '../run-command.ts';

interface PerplexityOptions extends Common {
  readonly model?: string;
  readonly column?: string;
  readonly maxTokens?: number;
}

/** perplexity. */
export function perplexityCommands(program: Command): void {
  program
    .command('perplexity')
    .argument('[dataset]', 'id or name (the newest)')
    .description(
      'score how expected each text is to a model: for the cleaning step perplexity, and to look at the ends',
    )
    .option('--model <model>', 'id or name of a model of the project (the newest)')
    .option('--column <column>', 'the column with the texts (the one of the dataset)')
    .option('--max-tokens <count>', 'tokens of a text that are read (256)', whole)
    .addHelpText(
      'after',
      `
Rows that the model has scored as they are, are not scored again.

Example:
  luthier perplexity mails --model smollm2-135m-instruct
  luthier clean mails --step perplexity:model=smollm2-135m-instruct --preview`,
    )
    .action((wanted: string | undefined, options: PerplexityOptions, command: Command) =>
      withSession(command.optsWithGlobals<PerplexityOptions>(), async (session, out) => {
        const { id: datasetId } = await findDataset(session, wanted);
        const { id: modelId } = await findModel(session, options.model);
        const { column, maxTokens } = options;
        const request = { datasetId, modelId, column, maxTokens };
        const { jobId } = await followWork(session, out, 'Texts', perplexity.start, request);
        if (jobId !== null) await followJob(session, out, jobId, 'Perplexity');
        const values = await session.ask(perplexity.values, { datasetId });
        if (values !== null) say(out, values);
        out.result({ jobId, values });
      }),
    );
}

function say(out: Output, { scoring, rows, values, tooShort, median, unlikely }: Perplexities): void {
  const left = rows - values - tooShort;
  const notes = [tooShort > 0 ? `${tooShort} too short` : '', left > 0 ? `${left} not scored` : ''].filter(
    note => note !== '',
  );
  out.say(
    [`${values} of ${rows} rows have a perplexity by ${scoring.modelName}, median ${median.toFixed(1)}`, ...notes].join(
      ', ',
    ),
  );
  out.table(
    ['row', 'perplexity', 'text'],
    unlikely.map(({ row, perplexity, text }) => [row, perplexity.toFixed(1), JSON.stringify(text.slice(0, 80))]),
  );
}

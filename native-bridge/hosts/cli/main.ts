import { Command } from 'commander';
import { INSTALLATION } from '../../app.ts';
import { cleaningCommands } from './commands/cleaning.ts';
import { combineCommands } from './commands/combine.ts';
import { dataCommands } from './commands/data.ts';
import { demoCommand } from './commands/demo.ts';
import { duplicateCommands } from './commands/duplicates.ts';
import { environmentCommands } from './commands/environment.ts';
import { licenceCommands } from './commands/licences.ts';
import { modelCommands } from './commands/model.ts';
import { perplexityCommands } from './commands/perplexity.ts';
import { privacyCommands } from './commands/privacy.ts';
import { roleCommands } from './commands/roles.ts';
import { settingsCommand } from './commands/settings.ts';
import { splitsCommands } from './commands/splits.ts';
import { statisticsCommands } from './commands/statistics.ts';
import { systemCommands } from './commands/system.ts';
import { versionCommands } from './commands/versions.ts';

const program = new Command('luthier')
  .description('A workbench for fine-tuning language models you can trust, on one machine.')
  .version(INSTALLATION.version)
  .option('-p, --project <folder>', 'the project (the demo project)')
  .option('--json', 'print one JSON object as the last line of stdout')
  .showHelpAfterError()
  .configureHelp({ showGlobalOptions: true });

// Whoever read the output may go (`luthier versions | head`): the work is done all the same, and nothing is said of it.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  });
}

// Before the commands, which take it over from here.
program.exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2));

demoCommand(program);
dataCommands(program);
roleCommands(program);
cleaningCommands(program);
duplicateCommands(program);
privacyCommands(program);
licenceCommands(program);
statisticsCommands(program);
perplexityCommands(program);
splitsCommands(program);
versionCommands(program);
combineCommands(program);
modelCommands(program);
systemCommands(program);
environmentCommands(program);
settingsCommand(program);

program.addHelpText(
  'after',
  `
Examples:
  luthier demo                        the whole loop on real mails, about eight minutes on two cores
  luthier import mails.jsonl          a dataset from a file
  luthier -p ~/work/spam train        a run on the newest version of that project
  luthier runs --json                 for scripts

Exit codes: 0 done, 1 an error you can act on, 2 wrong usage, 70 a mistake of Luthier, 130 stopped.`,
);
await program.parseAsync();

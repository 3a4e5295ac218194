/** A failure of the set-up that the person can mend: what is wrong, and one thing to do. Anything else is a bug. */
export class SetUpError extends Error {
  constructor(message, hint, output = '') {
    super(message);
    this.name = 'SetUpError';
    this.hint = hint;
    this.output = output;
  }
}

/** How a failure is shown: the last words of the tool that ended, the sentence, the way out. */
export function describe(error) {
  if (!(error instanceof SetUpError)) return error?.stack ?? String(error);
  const output = error.output && `${error.output.trim().split('\n').slice(-40).join('\n')}\n\n`;
  return `${output}${error.message}\n  ${error.hint}`;
}

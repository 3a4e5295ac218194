/**
 * A failure that the person can mend: what is wrong, and one thing to do. Anything else is a bug. `known` is the code
 * of the contract's error and its facts, for who shows failures by the contract.
 */
export class SetUpError extends Error {
  /**
   * @param {string} message
   * @param {string} hint
   * @param {string} output
   * @param {{ code: string, facts: Record<string, string | number> } | null} known
   */
  constructor(message, hint, output = '', known = null) {
    super(message);
    this.name = 'SetUpError';
    this.hint = hint;
    this.output = output;
    this.known = known;
  }
}

/** How a failure is shown: the last words of the tool that ended, the sentence, the way out. */
export function describe(error) {
  if (!(error instanceof SetUpError)) return error?.stack ?? String(error);
  const output = error.output && `${error.output.trim().split('\n').slice(-40).join('\n')}\n\n`;
  return `${output}${error.message}\n  ${error.hint}`;
}

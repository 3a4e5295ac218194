/** What only the reading by code points knows: read otherwise, it would silently stand for something else. */
const UNICODE_ONLY = /\\[pPu]\{/;

/**
 * A person's regular expression, by code points where it can be read so. Older ways of writing, such as `[\w-.]`, which
 * Unicode refuses, are read as they always were. Throws a `SyntaxError`.
 */
export function patternOf(source: string, flags: string): RegExp {
  const plain = flags.replace('u', '');
  try {
    return new RegExp(source, `${plain}u`);
  } catch (error) {
    if (UNICODE_ONLY.test(source)) throw error;
    return new RegExp(source, plain);
  }
}

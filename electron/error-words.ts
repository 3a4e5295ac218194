import type { ErrorPayload } from '../native-bridge/contract/errors.ts';

/** An error as the person reads it: in English as it comes, in Chinese as the page has it. Loaded where it is needed. */
export async function errorWords(
  error: ErrorPayload,
  locale: string,
): Promise<{ readonly message: string; readonly hint: string }> {
  if (!locale.toLowerCase().startsWith('zh')) return error;
  const { errorHint, errorSentence } = await import('../renderer/app/messages/errors.ts');
  return { message: errorSentence(error, 'zh-CN'), hint: errorHint(error, 'zh-CN') };
}

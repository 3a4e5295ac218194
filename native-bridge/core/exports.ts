/** Where exports without a path go, in the project. */
export const EXPORTS = 'exports/datasets';

/** A name that every file system takes. */
export function fileName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 80);
  return plain || 'dataset';
}

/** Whether a person writes in a text field: keys that change texts, and undo, belong to it. */
export function isWriting(): boolean {
  const element = document.activeElement as HTMLElement | null;
  return element !== null && (/^(INPUT|TEXTAREA)$/.test(element.tagName) || element.isContentEditable);
}

export { takeInStarter } from './add-model.ts';
export { modelsHandlers } from './handlers.ts';
export { neutralInstruction, TEXT_TOKENS } from './neutral-instruction.ts';
export { openTokenizer } from './tokenizer.ts';

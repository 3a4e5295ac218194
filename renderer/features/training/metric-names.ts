/** The names under which the training recipe writes its metrics. */
export const TRAIN_LOSS = 'train/loss';
export const VALIDATION_LOSS = 'eval/loss';
export const LEARNING_RATE = 'train/learning_rate';
export const TOKENS_PER_SECOND = 'train/tokens_per_second';

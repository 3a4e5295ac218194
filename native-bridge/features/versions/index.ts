export { exportedFile, versionsHandlers } from './handlers.ts';
export { fileColumns } from './parquet-file.ts';

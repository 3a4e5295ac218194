import type { CombineRequest, ExportRows, FreezeRequest } from '../../contract/index.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { noteTestExport } from '../dataset/index.ts';
import { combine } from './combine.ts';
import { compare } from './compare.ts';
import type { Both } from './differences.ts';
import { exportRows } from './export-rows.ts';
import { freeze } from './freeze.ts';
import { type RestoreRequest, restore } from './restore.ts';

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  freeze: (request: FreezeRequest, tools: WorkTools) => freeze(request, tools, Date.now()),
  compare: (both: Both, tools: WorkTools) => compare(both, tools),
  restore: (request: RestoreRequest, tools: WorkTools) => restore(request, tools, Date.now()),
  exportRows: async (request: ExportRows, tools: WorkTools) => {
    const exported = await exportRows(request, tools);
    const { source, split } = request;
    noteTestExport(tools.db, { source, split, file: exported.path, atMs: Date.now() });
    return exported;
  },
  combine: (request: CombineRequest, tools: WorkTools) => combine(request, tools, Date.now()),
} satisfies Works;

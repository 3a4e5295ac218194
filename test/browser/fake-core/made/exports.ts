import { Export } from '../../../../native-bridge/contract/index.ts';
import { HOUR, ids, now } from './common.ts';
import { score } from './evaluation.ts';

const attempt = (title: string, value: number, kept: object[]) => ({
  title,
  keptHigher: kept,
  score: score('macro-f1', value, 0.02),
  dropPoints: (0.948 - value) * 100,
  passed: 0.948 - value <= 0.01,
});
export const exports = [
  Export.parse({
    id: ids.export,
    runId: ids.run,
    targetId: 'onnx-int8',
    params: {},
    gate: { metric: 'macro-f1', maxDropPoints: 1 },
    folder: `exports/${ids.export}`,
    state: 'finished',
    parity: {
      passed: true,
      failure: null,
      gate: { metric: 'macro-f1', maxDropPoints: 1 },
      attempts: [
        attempt('All MatMul dynamic INT8', 0.914, []),
        attempt('down_proj in 8-bit blocks', 0.943, [{ layers: '*.down_proj', precision: 'weight-only 8-bit' }]),
      ],
      rowCount: 500,
      sourceScores: [score('accuracy', 0.956, 0.02), score('macro-f1', 0.948, 0.021)],
      exportedScores: [score('accuracy', 0.952, 0.02), score('macro-f1', 0.943, 0.022)],
      predictionAgreement: 0.988,
      sizeBytes: { source: 538_090_408, exported: 143_212_330 },
      sizeRatio: 0.266,
      latencyMs: { source: 88.9, exported: 51.3 },
      latencyRatio: 0.577,
      weightsDifferFromBase: true,
      templateSurvives: true,
      stopTokensSurvive: true,
      runtime: 'ONNX Runtime 1.32.0',
      cpuFlags: ['avx2', 'avx512f', 'avx512_vnni'],
    },
    manifest: {
      contractVersion: 1,
      exportId: ids.export,
      targetId: 'onnx-int8',
      runtime: 'ONNX Runtime 1.32.0',
      opset: 23,
      source: { modelPath: 'models/smollm2/1', adapterPath: null, versionSha256: 'a'.repeat(64) },
      files: [
        { path: 'model/model.onnx', sizeBytes: 1_807_353, sha256: 'b'.repeat(64) },
        { path: 'model/model.onnx.data', sizeBytes: 143_025_408, sha256: 'c'.repeat(64) },
      ],
      createdAtMs: now - 21 * HOUR,
    },
    modelIsThere: true,
    createdAtMs: now - 21 * HOUR,
  }),
];

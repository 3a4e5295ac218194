/**
 * The Chinese of what Python says in its catalogue, by the English sentence. A sentence that is not here is shown in
 * English: nothing has to be added when a method, a knob or a metric is.
 */
export const CATALOG_ZH: Readonly<Record<string, string>> = {
  'Trains two thin matrices beside each projection of the frozen model. Small, fast, merges without a trace.':
    '在冻结模型的每个投影旁训练两个小矩阵。体积小、速度快，合并后不留痕迹。',
  Rank: '秩',
  'Width of the two matrices. Memory grows in proportion.': '两个矩阵的宽度。内存随之成比例增长。',
  Alpha: 'Alpha',
  'The update is scaled by alpha / rank.': '更新按 alpha / 秩 缩放。',
  Dropout: '随机失活',
  'Chance that an input of the update is zeroed.': '更新的输入被置零的概率。',
  Where: '位置',
  'Which projections receive an update.': '哪些投影会得到更新。',

  Epochs: '轮数',
  'Passes over the training rows.': '遍历训练行的次数。',
  'Rows a step': '每步行数',
  'Rows whose gradient is averaged for one step.': '每一步对多少行的梯度取平均。',
  'Tokens at once': '单次词元数',
  'How much of a step is computed at a time. Less needs less memory and changes no result.':
    '一步中每次计算的量。越小越省内存，且不改变结果。',
  'Learning rate': '学习率',
  'Highest step size, reached after the warm-up.': '预热后达到的最大步长。',
  'Warm-up': '预热',
  'Share of the steps over which the learning rate rises.': '学习率上升阶段所占步数的比例。',
  Decay: '衰减',
  'How the learning rate falls after the warm-up.': '预热后学习率如何下降。',
  'Weight decay': '权重衰减',
  'Pull of trained weights to zero.': '将训练权重拉向零的力度。',
  'Gradient limit': '梯度上限',
  'Longest gradient a step may take.': '单步允许的最大梯度长度。',
  Precision: '精度',
  'Number format of the frozen model; auto is bf16 where the device has instructions for it.':
    '冻结模型的数值格式；设备具有 bf16 指令时，auto 即为 bf16。',
  'Evaluate every': '评估间隔',
  'Steps between two looks at the validation rows; 0: at the end only.': '两次查看验证行之间的步数；0：仅在结束时。',
  'Validation rows': '验证行数',
  'At most so many validation rows are looked at each time.': '每次最多查看的验证行数。',
  'Checkpoint every': '检查点间隔',
  'Steps between two checkpoints; as many can be lost at most.': '两个检查点之间的步数；最多损失这么多步。',
  'Checkpoints kept': '保留检查点',
  'How many stay on disk beside the best one.': '除最佳者外，磁盘上保留多少个。',
  Patience: '耐心',
  'Evaluations without a better loss before training stops; 0: never.': '连续多少次评估未改善即停止训练；0：从不。',

  'A quarter of the size, for ONNX Runtime on any CPU. Serves scoring; it keeps no cache between tokens.':
    '大小约为四分之一，可在任意 CPU 上用 ONNX Runtime 运行。用于评分；词元之间不保留缓存。',
  'Begin with': '起始形式',
  'The smallest and fastest form to try; a more exact one follows when the gate does not hold.':
    '首先尝试的最小最快形式；未达门限时改用更精确的形式。',
  'Only this form': '只用此形式',
  'Try no more exact one when the gate does not hold: where the size is what counts.':
    '未达门限时不再尝试更精确的形式：适用于大小最为重要的情况。',

  Accuracy: '准确率',
  'Share of rows answered with their label. A rare class hardly moves it.':
    '答对标签的行所占比例。稀有类别对它几乎没有影响。',
  'Mean of the F1 of each class. A rare class counts as much as a common one.':
    '各类别 F1 的平均值。稀有类别与常见类别同等重要。',
  'F1 over the decisions of all classes together. Equals accuracy where each row has one label.':
    '对所有类别的判定合并计算的 F1。每行只有一个标签时等于准确率。',

  '8-bit weights': '8 位权重',
  '8-bit weights, fp32 activations': '8 位权重，fp32 激活',
  '8-bit weights, fp32 activations and table': '8 位权重，fp32 激活与词表',
  '8-bit weights in blocks of 64, activations rounded block by block': '8 位权重，每 64 个为一块；激活逐块取整',
  '8-bit weights in blocks of 32, activations rounded block by block': '8 位权重，每 32 个为一块；激活逐块取整',
  '8-bit weights in blocks of 32, fp32 activations': '8 位权重，每 32 个为一块；fp32 激活',
  'all projections': '所有投影',
};

import type { Messages } from './message.ts';

export const splits = {
  way: { en: 'How to split', zh: '划分方式' },
  waySays: {
    en: 'A score means something only on rows that training never saw.',
    zh: '只有在训练从未见过的行上，得分才有意义。',
  },
  random: { en: 'Random', zh: '随机' },
  randomSays: {
    en: 'Each row goes where chance puts it. Right when rows have nothing to do with each other.',
    zh: '每行由随机决定去向。适合各行互不相关的数据。',
  },
  stratified: { en: 'Stratified', zh: '分层' },
  stratifiedSays: {
    en: 'By chance within each label, so that every split has the same mix. Good when a label is rare.',
    zh: '在每个标签内随机，使各划分的标签比例一致。适合有稀少标签的数据。',
  },
  group: { en: 'By group', zh: '按分组' },
  groupSays: {
    en: 'All rows of one sender, author or document go to one split: the test asks about sources never seen.',
    zh: '同一发件人、作者或文档的行都在同一划分：测试考查从未见过的来源。',
  },
  time: { en: 'By time', zh: '按时间' },
  timeSays: {
    en: 'Old rows train, the newest test: as it will be when the model is used. Labels may shift with the years.',
    zh: '旧的行用于训练，最新的用于测试，与实际使用时一致。标签比例可能随时间变化。',
  },
  column: { en: 'From a column', zh: '按文件中的列' },
  columnSays: {
    en: 'The file says it: train, validation (valid, val, dev) and test. Use it to compare with published scores.',
    zh: '由文件指定：train、validation（valid、val、dev）与 test。便于与公开成绩比较。',
  },
  noLabelColumn: { en: 'Needs at least two labels.', zh: '需要至少两种标签。' },
  noGroupColumn: { en: 'No column is a group.', zh: '没有分组列。' },
  noTimeColumn: { en: 'No column is a time.', zh: '没有时间列。' },
  columnField: { en: 'Column', zh: '列' },
  columnHint: { en: 'Its values name the splits.', zh: '其值为划分名称。' },

  sizes: { en: 'Sizes', zh: '大小' },
  unit: { en: 'Sizes in', zh: '大小单位' },
  percent: { en: 'Percent', zh: '百分比' },
  rows: { en: 'Rows', zh: '行数' },
  train: { en: 'Train', zh: '训练' },
  trainHint: { en: 'What the model learns from.', zh: '模型从中学习。' },
  validation: { en: 'Validation', zh: '验证' },
  validationHint: { en: 'Watches the training.', zh: '用于观察训练过程。' },
  test: { en: 'Test', zh: '测试' },
  testHint: { en: 'Kept for the last word.', zh: '留作最后评判。' },
  seed: { en: 'Seed', zh: '随机种子' },
  seedHint: { en: 'Same seed, same split.', zh: '种子相同，划分相同。' },
  nearTogether: { en: 'Keep nearly equal texts in one split', zh: '将近似文本留在同一划分' },
  nearTogetherSays: {
    en: 'Equal texts always are. Forwarded or templated texts would otherwise be learned and tested.',
    zh: '相同文本始终如此。否则转发或套模板的文本会既用于学习又用于测试。',
  },
  tooMuch: { en: 'More than there is: lower a size.', zh: '超出现有数量：请减小某一项。' },
  trainAndTest: { en: 'Training and test need rows.', zh: '训练与测试都需要有行。' },
  chooseColumn: { en: 'Choose a column.', zh: '请选择一列。' },

  preview: { en: 'What this gives', zh: '划分结果' },
  previewing: { en: 'Working it out', zh: '正在计算' },
  allRows: { en: '{share} of all rows', zh: '占全部行的 {share}' },
  otherLabels: { en: { one: '{count} more label', other: '{count} more labels' }, zh: '另有 {count} 个标签' },
  lacking: { en: '{split}: no row labelled {labels}.', zh: '{split}：没有标签为 {labels} 的数据行。' },
  lackingMore: {
    en: '{split}: no row labelled {labels}, nor any of {count} more labels.',
    zh: '{split}：没有标签为 {labels} 以及另外 {count} 个标签的数据行。',
  },
  lackingSays: {
    en: 'What is not in training is not learned, and what is not in validation or test is not measured there. Rows that are equal or nearly so stay together; larger shares or another seed may help.',
    zh: '训练集中没有的无法学到，验证集或测试集中没有的无法在其中评估。相同或近似的数据行不会被分开；可尝试更大的比例或其他随机种子。',
  },
  noLabelsHere: { en: 'no labels', zh: '无标签' },
  leftOut: { en: 'Without a split', zh: '未划分' },
  leftNoLabel: {
    en: { one: '{count} row without a label', other: '{count} rows without a label' },
    zh: '{count} 行没有标签',
  },
  leftNoDate: {
    en: { one: '{count} row without a readable date', other: '{count} rows without a readable date' },
    zh: '{count} 行没有可识别的日期',
  },
  leftNoValue: {
    en: { one: '{count} row whose value names no split', other: '{count} rows whose value names no split' },
    zh: '{count} 行的值不是划分名称',
  },
  leftNotNeeded: { en: { one: '{count} row not needed', other: '{count} rows not needed' }, zh: '{count} 行不需要' },
  times: { en: 'Training ends {train}, the test begins {test}.', zh: '训练数据止于 {train}，测试数据始于 {test}。' },
  shiftTitle: {
    en: '“{label}” moves with time: {before} of the rows before {day}, {after} after',
    zh: '“{label}” 随时间变化：{day} 之前占 {before}，之后占 {after}',
  },
  shiftByTime: {
    en: 'This split trains on one mix and tests on another: the score tells about the calendar as well as about the model.',
    zh: '此划分的训练与测试标签比例不同：得分既反映模型，也反映日期。',
  },
  shiftOther: {
    en: 'This split is not by time, so it is not affected. A split by time would train on one mix and test on another.',
    zh: '此划分不按时间，因此不受影响。若按时间划分，训练与测试的标签比例会不同。',
  },

  previewInexact: {
    en: 'Of so many rows near duplicates are looked for when you split; where many are alike, sizes move then.',
    zh: '行数很多，划分时才查找近似文本；相似的行较多时，大小会随之变动。',
  },

  splitNow: { en: 'Split', zh: '划分' },
  splitAgain: { en: 'Split again', zh: '重新划分' },
  lockedFirst: {
    en: 'There is a test split, and it is locked. Unlock it first.',
    zh: '已有测试集且已锁定，请先解锁。',
  },
  splitting: { en: 'Splitting', zh: '正在划分' },
  cancel: { en: 'Cancel', zh: '取消' },
  splitDone: { en: 'Split. It can be undone.', zh: '已划分，可以撤销。' },

  now: { en: 'Splits as they are', zh: '当前划分' },
  notSplit: {
    en: 'Not split yet. Choose how, look at the preview, then split.',
    zh: '尚未划分。请选择方式，查看预览，再划分。',
  },
  showRows: { en: 'Show in the grid:', zh: '在表格中查看：' },

  lastSplit: { en: 'Last split:', zh: '上次划分：' },
  planRows: { en: '{numbers} rows', zh: '{numbers} 行' },
  planSeed: { en: 'seed {seed}', zh: '随机种子 {seed}' },
  planNearTogether: { en: 'near duplicates together', zh: '近似文本不分开' },
  planNearApart: { en: 'near duplicates may part', zh: '近似文本可分开' },

  lockTitle: { en: 'Test split', zh: '测试集' },
  locked: { en: 'Locked', zh: '已锁定' },
  unlocked: { en: 'Unlocked', zh: '已解锁' },
  lockSays: {
    en: 'A test is for the last word. Each time it helps to choose a model, its score says less about unseen rows.',
    zh: '测试集留作最后评判。每用它挑选一次模型，其得分就更难说明未见数据上的表现。',
  },
  noTest: { en: 'There is no test split yet.', zh: '尚无测试集。' },
  usedNever: { en: 'Not used yet', zh: '尚未使用' },
  used: { en: { one: 'Used {count} time', other: 'Used {count} times' }, zh: '已使用 {count} 次' },
  useEvaluate: { en: 'Evaluation', zh: '评估' },
  useExport: { en: 'Check of an export', zh: '导出校验' },
  useRows: { en: 'Rows written to a file', zh: '数据行写入文件' },
  testChanged: {
    en: {
      one: '{count} test row has changed since the split was locked.',
      other: '{count} test rows have changed since the split was locked.',
    },
    zh: '自划分锁定以来，测试集中有 {count} 行已更改。',
  },
  unlock: { en: 'Unlock to split again', zh: '解锁以重新划分' },
  unlockSays: {
    en: 'Another test split makes scores that cannot be compared with those before. Frozen versions keep theirs.',
    zh: '换了测试集，得分便无法与之前比较。已冻结的版本保留各自的测试集。',
  },
  unlockNow: { en: 'Unlock', zh: '解锁' },
  lockAgain: { en: 'Lock again', zh: '重新锁定' },
  moreUses: { en: '{count} more', zh: '另有 {count} 次' },

  guard: { en: 'Leakage guard', zh: '泄漏检查' },
  guardNotSplit: {
    en: 'Once the rows are split, this looks for texts and groups that stand in two splits.',
    zh: '划分之后，此处会查找同时出现在两个划分中的文本与分组。',
  },
  look: { en: 'Look for leaks', zh: '查找泄漏' },
  lookAgain: { en: 'Look again', zh: '重新查找' },
  looking: { en: 'Looking for leaks', zh: '正在查找泄漏' },
  stale: { en: 'Rows have changed since this was counted.', zh: '计数之后数据行已有更改。' },
  noLeaksTitle: { en: 'No leaks', zh: '没有泄漏' },
  noLeaksSays: {
    en: 'No text, no near duplicate and no group stands in two splits: the test is on rows that training never saw.',
    zh: '没有文本、近似文本或分组同时出现在两个划分中：测试行从未在训练中出现。',
  },
  leaksTitle: { en: { one: '{count} leaked row', other: '{count} leaked rows' }, zh: '{count} 行泄漏' },
  leaksSays: {
    en: 'Rows of validation or test that training has seen in some form. Scores would be too good.',
    zh: '验证或测试中有训练以某种形式见过的行。得分会虚高。',
  },
  equalTexts: { en: 'Equal texts', zh: '相同文本' },
  nearTexts: { en: 'Near duplicates', zh: '近似文本' },
  sharedGroups: { en: 'Shared groups', zh: '共享分组' },
  mendRule: {
    en: 'Rows that are tied, also through other rows, end in one split. One change, and it can be undone.',
    zh: '有关联的行（包括经由其他行的关联）最终归入同一划分。作为一次更改，可以撤销。',
  },
  mendWays: { en: 'How to mend', zh: '修复方式' },
  keepTest: { en: 'Keep the test as it is', zh: '保持测试集不变' },
  keepTestSays: {
    en: 'Copies of test rows leave training and validation. What else is tied moves to where most of it lies.',
    zh: '测试行的副本移出训练与验证；其余有关联的行移到其多数所在的划分。',
  },
  together: { en: 'Move each set to where most of it lies', zh: '每组移到多数所在的划分' },
  togetherSays: {
    en: 'No row is lost. Where two splits hold as much, the one that lost most gets the set, so that sizes stay.',
    zh: '不丢失任何行。两个划分相等时归入减少最多的划分，以保持大小。',
  },
  toTrain: { en: 'Move to training', zh: '移到训练' },
  toTrainSays: {
    en: 'Sets that touch training go there whole. The test gets smaller and stays honest.',
    zh: '涉及训练的组整组移到训练。测试集变小，但依然可信。',
  },
  toTest: { en: 'Move to the test', zh: '移到测试' },
  toTestSays: {
    en: 'Sets that touch the test go there whole. The test keeps its rows, and gets their copies too.',
    zh: '涉及测试的组整组移到测试。测试集保留原有行，并加入其副本。',
  },
  keepTrain: { en: 'Keep training as it is', zh: '保持训练不变' },
  keepTrainSays: {
    en: 'Copies of training rows leave validation and test.',
    zh: '训练行的副本移出验证与测试。',
  },
  keepTestInTime: {
    en: 'Copies of test rows leave training and validation, copies of validation rows leave training. No row moves in time.',
    zh: '测试行的副本移出训练与验证，验证行的副本移出训练。不改变时间顺序。',
  },
  keepTrainInTime: {
    en: 'Copies of training rows leave validation and test, copies of validation rows leave the test. No row moves in time.',
    zh: '训练行的副本移出验证与测试，验证行的副本移出测试。不改变时间顺序。',
  },
  movedRows: { en: { one: '{count} row moves', other: '{count} rows move' }, zh: '{count} 行移动' },
  takenOutRows: {
    en: { one: '{count} row loses its split', other: '{count} rows lose their split' },
    zh: '{count} 行不再属于任何划分',
  },
  mendUnlocks: {
    en: {
      one: '{count} row enters or leaves the test split, which is locked: scores on it cannot be compared with earlier ones.',
      other:
        '{count} rows enter or leave the test split, which is locked: scores on it cannot be compared with earlier ones.',
    },
    zh: '{count} 行进入或离开已锁定的测试集：其得分将无法与之前比较。',
  },
  mendLosesOrder: {
    en: 'The split is by time, and this way training would no longer end before the test begins.',
    zh: '此划分按时间进行；这样修复后，训练数据将不再全部早于测试数据。',
  },
  mendAnyway: { en: 'Mend all the same', zh: '仍然修复' },
  orderKept: { en: 'keeps the order of time', zh: '保持时间顺序' },
  orderLost: { en: 'mixes times', zh: '打乱时间顺序' },
  orderIsLost: {
    en: 'Training no longer ends before the test begins. Undo the mend, or split by time again.',
    zh: '训练数据不再全部早于测试数据。请撤销此修复，或重新按时间划分。',
  },
  mendUnlockNow: { en: 'Unlock and mend', zh: '解锁并修复' },
  mendNow: { en: 'Mend the leaks', zh: '修复泄漏' },
  mending: { en: 'Mending', zh: '正在修复' },
  mended: {
    en: 'Mended. Rows moved: {moved}; rows without a split now: {takenOut}.',
    zh: '已修复：移动 {moved} 行，{takenOut} 行不再属于任何划分。',
  },

  leaks: { en: 'What leaks', zh: '泄漏明细' },
  leakKinds: { en: 'Kind of leak', zh: '泄漏类型' },
  allKinds: { en: 'All', zh: '全部' },
  listCut: {
    en: 'The list has {listed} of {total}; the numbers and the mending are of all.',
    zh: '列表包含 {total} 项中的 {listed} 项；计数与修复针对全部。',
  },
  leaksAside: { en: '{from}–{to} of {total}', zh: '{total} 项中的第 {from}–{to} 项' },
  reasonText: { en: 'Same text', zh: '相同文本' },
  reasonNear: { en: 'Nearly the same text', zh: '近似文本' },
  reasonGroup: { en: 'Same group: {group}', zh: '相同分组：{group}' },
  tiedRows: {
    en: '{train} train, {validation} validation, {test} test',
    zh: '训练 {train}，验证 {validation}，测试 {test}',
  },
  differencesMarked: { en: 'What differs is marked.', zh: '已标出不同之处。' },
  showTied: { en: 'Show these rows in the grid', zh: '在表格中查看这些行' },
  rowLink: { en: 'Row {row}', zh: '第 {row} 行' },
  previous: { en: 'Previous', zh: '上一页' },
  next: { en: 'Next', zh: '下一页' },
  toSplits: { en: 'See them and mend them', zh: '查看并修复' },
} as const satisfies Messages;

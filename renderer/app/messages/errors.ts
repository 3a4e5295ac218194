import { ERRORS, type ErrorCode, type ErrorPayload, fillIn, REASONS } from '../../../native-bridge/contract/index.ts';
import { REASONS_ZH } from './reasons.ts';
import type { Language } from './use-t.ts';

/** The Chinese of every error; the English stands in the contract, beside its code. */
const ZH: Record<ErrorCode, { readonly says: string; readonly hint: string }> = {
  'request.invalid': { says: '无法理解该请求：{reason}。', hint: '请检查此处指出的值。' },
  'request.too_large': {
    says: '内容大小为 {size}；一次最多发送 {limit}。',
    hint: '未作任何更改。请缩短单元格内容，或修改文件本身后重新导入。',
  },

  'project.not_found': {
    says: '{folder} 中没有 Luthier 项目。',
    hint: '请选择包含 luthier.db 的文件夹，或在此新建项目。',
  },
  'project.newer': {
    says: '该项目由更新版本的 Luthier 写入（项目版本 {found}，当前版本最多读取 {known}）。',
    hint: '请更新 Luthier；项目未被打开，也未作任何更改。',
  },
  'project.busy': {
    says: '该项目已在另一个 Luthier 中打开（进程 {pid}，自 {since} 起）。',
    hint: '请使用那个窗口，或连接到 {address}。',
  },
  'project.locked': {
    says: '此操作已等待项目数据库的其他写入 {seconds} 秒，未能执行。',
    hint: '没有丢失任何内容：请等待正在进行的工作结束，或关闭另一个打开 luthier.db 的程序，然后重试。',
  },
  'project.damaged': { says: '无法读取该项目的数据库：{reason}。', hint: '请用备份 {backup} 恢复 luthier.db。' },
  'project.gone': {
    says: '该项目的文件夹 {folder} 已不在原处：它被移动、重命名或删除，或者其所在的磁盘已断开。没有写入任何内容。',
    hint: '请将文件夹放回原处后重试，或在它现在的位置打开项目。',
  },
  'serve.port_taken': {
    says: '本机的端口 {port} 已被另一个程序占用。',
    hint: '请用 --port 指定另一个端口，或省略 --port 以使用空闲端口。',
  },
  'serve.port_refused': {
    says: '本机不允许 Luthier 使用端口 {port}。',
    hint: '1024 以下的端口由系统保留：请用 --port 指定更大的端口，或省略 --port。',
  },
  'project.read_only': { says: '文件夹 {folder} 不可写。', hint: '请将项目复制到可写的磁盘，或修改其权限。' },
  'project.not_empty': {
    says: '该项目已有内容，因此没有填入示例。',
    hint: '请将示例作为独立的项目打开，或填入一个新的空项目。',
  },

  'import.damaged': { says: '{file} 无法按 {format} 读取：{reason}。', hint: '文件不完整或已损坏，请重新获取或生成。' },
  'import.changed': { says: '{file} 在读取期间被修改。', hint: '请等待写入该文件的程序结束后再导入。' },
  'import.too_many_columns': {
    says: '{file} 的列数超过 {limit}。',
    hint: '请检查分隔符；对于 JSON，请把逐行不同的内容放入同一列。',
  },
  'import.mended': {
    says: '{file} 第 {line} 行：不完整的字符已被替换。',
    hint: '该行已保留；如有需要请在编辑器中修正文本。',
  },
  'import.other_type': {
    says: '{file} 第 {line} 行：与指定的类型不符：{columns}。',
    hint: '该行已保留，这些单元格保持文件中的原样；请改选类型，或在编辑器中修正。',
  },
  'import.other_chat': {
    says: '{file} 第 {line} 行：无法读取 {column} 中的对话：{reason}。',
    hint: '该行已保留，单元格保持文件中的原样；请指明键名和所有说话者，或在编辑器中修正。',
  },
  'import.no_part': {
    says: '{file} 第 {line} 行：{columns} 中没有内容。',
    hint: '该行已按原样保留；请在表格旁填写，或将其移除。',
  },
  'import.no_part_more': {
    says: '{file}：另有 {count} 行的 {columns} 中没有内容，最后一行在第 {line} 行。',
    hint: '这些行已按原样保留；在表格中用 `is:missing({column})` 可找到它们。',
  },
  'import.other_sheets': {
    says: '{file} 还有 {count} 个含数据的工作表；只读取了第一个工作表。',
    hint: '请将其他工作表分别另存为文件，再逐个导入。',
  },
  'import.no_value': {
    says: '{file} 第 {line} 行：{columns} 中的公式没有存储的值。',
    hint: '该单元格在此为空；请用电子表格打开并保存该文件，然后重新导入。',
  },
  'import.renamed_columns': {
    says: '{file} 有同名的列；后面的列改称 {columns}。',
    hint: '没有内容丢失；若要另取名称，请在文件中改名。',
  },
  'import.preset_columns': {
    says: '{file} 不符合 {preset}：缺少列 {lacks}；现有列：{columns}。',
    hint: '请选择其他预设，或逐列指定作用。',
  },
  'import.preset_messages': {
    says: '{file} 不符合 {preset}：列 {columns} 中没有包含 {keys} 的消息列表。',
    hint: '请选择其他预设，或逐列指定作用。',
  },
  'import.no_chat': {
    says: '{file} 的列 {column} 不含可另行命名的消息列表；含有消息列表的列：{columns}。',
    hint: '请选择对话所在的列。',
  },
  'import.no_chat_key': {
    says: '{column} 中的消息没有文本键 {key}；现有键：{keys}。',
    hint: '请在这些键中选择“说话者的键”与“文本的键”。',
  },
  'import.nothing_known': {
    says: '{file} 中没有已知格式的文件（{known}）。',
    hint: '请选择存放数据文件的文件夹，或在“格式”中选择其格式。',
  },
  'import.too_many_files': {
    says: '一次交来的文件超过 {most} 个。',
    hint: '请先将文件夹压缩为 zip，或使用 `luthier import` 导入。',
  },
  'import.archive_unsafe': {
    says: '{file} 含有越出其文件夹的名称：{name}。',
    hint: '请勿信任此压缩包。请另行获取，或自行解压后导入文件夹。',
  },
  'import.archive_too_large': { says: '{file} 解压后超过 {limit}。', hint: '如果信任该文件，请自行解压后导入文件夹。' },
  'core.silent': {
    says: 'Luthier 的核心在报告地址之前已退出（退出码 {code}）。',
    hint: '请重新打开该项目；若再次出现，请附上“帮助”菜单中的诊断信息报告问题。',
  },
  'remote.link': {
    says: '这不是核心的链接：应形如 http://127.0.0.1:4567/#token=…，其中有 64 位字符。',
    hint: '请复制另一台机器上 `luthier serve` 打印的完整链接。',
  },
  'remote.unreachable': {
    says: '{address} 没有响应：{reason}。',
    hint: '请启动隧道（ssh -N -L，两侧使用相同端口），并在另一台机器上运行 `luthier serve`。',
  },
  'remote.forgotten': {
    says: '本机没有保存 {address} 上核心的令牌。',
    hint: '请选择“连接到另一台机器”，并填入那台机器上 `luthier serve` 输出的链接。',
  },
  'remote.refused': {
    says: '{address} 拒绝了此链接（状态 {status}）。',
    hint: '请重新复制链接：每次启动 `luthier serve` 都会改变，隧道两侧端口必须一致。',
  },

  'import.not_found': { says: '没有文件 {file}。', hint: '请检查路径；文件名区分大小写。' },
  'import.empty': { says: '文件 {file} 中没有数据行。', hint: '请选择表头之下至少有一行数据的文件。' },
  'import.format_unknown': {
    says: '{file} 的格式不在 {known} 之中。',
    hint: '请将文件转换为 JSONL 或 CSV，或在“格式”中选择其格式。',
  },
  'import.column_missing': {
    says: '文件 {file} 没有列 {column}；现有列：{columns}。',
    hint: '请选择文件中有的列。',
  },
  'import.broken_line': { says: '{file} 第 {line} 行：{reason}。', hint: '请修正该行后重新导入；其他行已保留。' },
  'import.line_too_long': {
    says: '{file} 第 {line} 行长 {size}；一行最多 {limit}。',
    hint: '请拆分该行，或检查文件是否有换行符。',
  },
  'import.no_rows_left': {
    says: '{file} 的 {seen} 行都无法读取；第一个原因：{reason}。',
    hint: '请检查文件的格式与编码。',
  },
  'import.not_text': {
    says: '{file} 看起来不是文本：其中有大量控制字符。',
    hint: '请确认选择的是所要的文件，而不是改了扩展名的压缩包或图片。如果确实是文本，请在“编码”中选择其编码。',
  },
  'import.encoding': {
    says: '{file} 的文本不是有效的 {encoding}（第 {byte} 字节）。',
    hint: '请在“编码”中选择文件的编码：gb18030、utf-16le 等。',
  },

  'dataset.not_found': { says: '没有数据集 {id}。', hint: '请查看项目的数据集列表。' },
  'dataset.row_not_found': {
    says: '{dataset} 中没有第 {row} 行。',
    hint: '该行已被删除，或从未存在：最大行号为 {last}。可在历史记录中恢复已删除的行。',
  },
  'dataset.row_changed': {
    says: '{dataset} 的第 {row} 行已在别处被更改：{columns} 已不是所显示的内容；未写入任何内容。',
    hint: '请重新查看该行，然后再保存。',
  },
  'dataset.query_invalid': {
    says: '无法读懂此查询，第 {place} 个字符处：{reason}。',
    hint: '直接输入词语可搜索全部文本；列名:部分、列名>3、"短语"、-排除、or 和括号可缩小范围。',
  },
  'dataset.pattern_invalid': {
    says: '无法开始查找：{reason}。',
    hint: '请修正正则表达式；反斜杠可使特殊字符按字面匹配。',
  },
  'dataset.pattern_slow': {
    says: '正则表达式 {pattern} 在第 {row} 行上运行超过 {seconds} 秒，已停止；未作任何更改。',
    hint: '请避免 (a+)+ 这类嵌套重复，或排除该行。',
  },
  'dataset.rows_changed': {
    says: '编辑期间 {dataset} 的数据行不断变化；未写入任何内容。',
    hint: '请等其他操作结束后再试。',
  },
  'dataset.no_column': {
    says: '数据集 {dataset} 没有列 {column}；现有列：{columns}。',
    hint: '请将作用 {role} 指定给其中一列。',
  },
  'dataset.roles_changed': {
    says: '{dataset} 各列的作用已在别处被更改（{columns}）；未写入任何内容。',
    hint: '请重新查看各列的作用，然后再设置。',
  },
  'dataset.column_twice': {
    says: '{dataset} 的列 {column} 被指定了两种作用：{roles}。',
    hint: '每列只有一种作用。请只指定其中一种，或改用其他列。',
  },
  'dataset.no_text': {
    says: '这样指定后，{dataset} 没有文本列，也没有可代替它的对话列或指令列。',
    hint: '请指明文本所在的列：`luthier roles <数据集> text=<列名>`，或使用数据行旁的“列的作用”。',
  },
  'dataset.no_label': {
    says: '数据集 {dataset} 没有标签列。',
    hint: '请指明哪一列是标签：`luthier roles <数据集> label=<列名>`，或使用数据行旁的“列的作用”。',
  },
  'duplicates.not_searched': {
    says: '还没有在 {dataset} 中查找过近似重复。',
    hint: '请先查找：在数据集页面操作，或运行 `luthier duplicates`。',
  },
  'duplicates.no_column': {
    says: '数据集 {dataset} 没有列 {column}；它有 {columns}。',
    hint: '请指定其中一列；不指定则比较文本列。',
  },
  'duplicates.no_time': {
    says: '数据集 {dataset} 没有时间列，无法判断哪一行最新。',
    hint: '请指明哪一列是时间，或换一种保留规则。',
  },
  'dataset.one_class': {
    says: '{dataset} 的每一行标签都是 {label}；分类器至少需要两个类别。',
    hint: '请导入其他类别的行，或检查标签列。',
  },
  'dataset.too_small': {
    says: '该数据集有 {rows} 行；{purpose} 至少需要 {needed} 行。',
    hint: '请导入更多行，或减小各划分的大小。',
  },
  'dataset.not_split': { says: '数据集 {dataset} 没有 {split} 划分。', hint: '请先进行划分。' },
  'splits.none': {
    says: '{dataset} 的任何行都没有划分，因此不存在划分之间的泄漏。',
    hint: '请先划分：运行 `luthier split`，或在划分页面操作。',
  },
  'splits.test_locked': {
    says: '{dataset} 的测试集已锁定：共 {rows} 行，已使用 {uses} 次。',
    hint: '换了测试集，得分便无法与之前比较。若确要更换，请在此处或“划分”页面点击“解锁”。',
  },
  'splits.too_few_rows': {
    says: '可划分的有 {rows} 行；这些大小需要 {needed} 行。',
    hint: '请减小各项，或改用百分比。没有标签的行，以及按时间划分时没有可识别日期的行，不能划分。',
  },
  'splits.too_few_sets': {
    says: '{rows} 行组成 {sets} 个不可拆分的组（相同文本、近似文本、分组）；{needed} 个划分至少需要同样多的组。',
    hint: '请不留验证集，或取消“将近似文本留在同一划分”，或不按分组划分。',
  },
  'splits.too_few_sets_apart': {
    says: '{rows} 行组成 {sets} 个不可拆分的组（相同文本、分组）；{needed} 个划分至少需要同样多的组。',
    hint: '请先删除相同的行（`luthier duplicates`），或不留验证集，或不按分组划分。',
  },
  'splits.too_few_moments': {
    says: '{rows} 行只有 {moments} 个不同的时间，同一时间的行不可分开；{needed} 个划分至少需要同样多的时间。',
    hint: '请不留验证集，或不按时间划分。',
  },
  'splits.day_first': {
    says: '{column} 列的日期把日放在前面，例如 {example}；带斜线的日期按“月/日/年”读取，顺序会出错。',
    hint: '请用“编辑这些行”在该列查找（正则表达式）^\\s*(\\d\\d?)/(\\d\\d?)/(\\d\\d\\d\\d) 并替换为 $3-$2-$1，然后重新划分。',
  },
  'splits.no_dates': {
    says: '{column} 列没有可识别的日期；其中一个单元格是 {example}。',
    hint: '请写成 2026-11-28 的形式，或将另一列指定为时间（`luthier roles`）。',
  },
  'splits.no_role': {
    says: '{dataset} 没有哪一列的作用是 {role}。',
    hint: '请将该作用指定给一列（`luthier roles <数据集> {role}=<列名>`，或数据行旁的“列的作用”），或换一种划分方式。',
  },
  'splits.no_column': {
    says: '数据集 {dataset} 没有列 {column}；现有列：{columns}。',
    hint: '请指定说明每行属于哪个划分的列。',
  },
  'splits.column_values': {
    says: '{column} 列的值都不是划分名称；该列的值为 {values}。',
    hint: '可用的值：train、validation、valid、val、dev、test。',
  },
  'dataset.leaks': {
    says: '有 {rows} 行同时出现在多个划分中（相同文本 {texts} 组，近似文本 {near} 组，共有分组 {groups} 个）。',
    hint: '请重新划分，使相同文本与分组留在同一划分，或说明理由后点击“带泄漏冻结”。',
  },
  'dataset.nothing_to_undo': { says: '没有可执行此操作的更改（{verb}）。', hint: '历史记录列出已做的更改。' },
  'dataset.change_not_next': {
    says: '在要执行此操作（{verb}）的更改之前还有另一项更改；未写入任何内容。',
    hint: '历史记录列出已做的更改。',
  },
  'dataset.version_not_found': { says: '没有数据集版本 {hash}。', hint: '请先冻结数据集。' },
  'dataset.version_ambiguous': {
    says: '有多个版本名为 {name}：{candidates}。',
    hint: '请用“数据集/版本”或哈希的开头指明所要的版本。',
  },
  'dataset.version_damaged': {
    says: '已冻结的版本 {file} 与其哈希不符。',
    hint: '请从副本恢复该文件，或重新冻结数据集。',
  },

  'cleaning.step_unknown': { says: '没有名为 {step} 的清洗步骤。', hint: '可用步骤：{known}。' },
  'cleaning.option_invalid': {
    says: '第 {place} 步（{step}）：{reason}。',
    hint: '请选择表单提供的值；其他步骤没有问题。',
  },
  'cleaning.pattern_invalid': {
    says: '第 {place} 步（{step}）：无法解析正则表达式 {pattern}（{reason}）。',
    hint: '请修正正则表达式；反斜杠可使特殊字符按字面匹配。',
  },
  'cleaning.too_slow': {
    says: '第 {place} 步（{step}）在第 {row} 行上运行超过 {seconds} 秒，已停止；未作任何更改。',
    hint: '请避免 (a+)+ 这类嵌套重复，或排除该行。',
  },
  'cleaning.step_too_slow': {
    says: '第 {place} 步（{step}）在第 {row} 行等耗时较长的数据行上合计运行超过 {seconds} 秒，已停止；未作任何更改。',
    hint: '请避免 (a+)+ 这类嵌套重复，或先排除过长的数据行。',
  },
  'cleaning.column_missing': {
    says: '第 {place} 步（{step}）要读取列 {column}，但此数据集没有该列。',
    hint: '请从以下列中选择：{columns}。',
  },
  'cleaning.no_model': {
    says: '第 {place} 步按 token 计数，但没有选择模型。',
    hint: '请在该步骤的表单中选择项目中的模型，或改为按字符计数。',
  },
  'cleaning.no_scoring_model': {
    says: '第 {place} 步删除模型认为不可能的文本，但尚未选择模型。',
    hint: '请在该步骤的表单中选择项目里的一个模型。',
  },
  'cleaning.not_scored': {
    says: '第 {place} 步需要 {model} 对列 {column} 中文本的困惑度，但尚无任何数据行被打分。',
    hint: '请在该步骤的表单中打分。',
  },
  'cleaning.rows_changed': {
    says: '清洗期间 {dataset} 的数据行发生了变化；未写入任何内容。',
    hint: '请重新开始清洗。',
  },
  'cleaning.recipe_not_found': {
    says: '没有配方 {recipe}。',
    hint: '请指定 {known} 之一，或配方文件的路径。',
  },
  'cleaning.recipe_damaged': {
    says: '无法读取配方文件 {file}：{reason}。',
    hint: '请修正该文件，或在清洗页面重新保存配方。',
  },
  'cleaning.recipe_exists': { says: '已有名为 {recipe} 的配方。', hint: '请换一个名称，或替换原配方。' },

  'licence.unconfirmed': {
    says: '{source} 的许可证（{licence}）未表明允许该用途（{use}）；此类来源共 {count} 个。',
    hint: '请在“来源”页面设置其许可证，或用自己的话说明为何可以使用。',
  },
  'licence.invalid': {
    says: '{licence} 不是 SPDX 许可证：{reason}。',
    hint: '请填写 spdx.org/licenses 中的编号（如 CC-BY-4.0）；多个用 AND 或 OR 连接；自有条款用 LicenseRef-<名称>；或填 unknown。',
  },
  'licence.source_not_found': {
    says: '本项目中没有来源 {source}。',
    hint: '`luthier sources` 列出数据集的来源。',
  },
  'licence.no_card': {
    says: '数据卡 {file} 未注明许可证：{reason}。',
    hint: '数据卡以一行 --- 开头，随后是 `license: <编号>`，再以一行 --- 结束。',
  },

  'privacy.type_unknown': { says: '没有名为 {type} 的个人信息类型。', hint: '可用类型：{known}。' },
  'privacy.column_unknown': { says: '数据集 {dataset} 没有列 {column}。', hint: '请从现有列中选择：{columns}。' },
  'privacy.names_missing': {
    says: '查找人名需要 {missing}，而 Python 环境中没有该软件包。',
    hint: '请运行 `luthier env build`，它会安装查找人名所需的软件包。',
  },
  'privacy.rows_changed': {
    says: '查看期间 {dataset} 的行发生了更改，未作任何遮盖。',
    hint: '请再次执行，届时将按现有的行处理。',
  },
  'privacy.salt_damaged': {
    says: '本项目的盐值文件 {file} 已损坏。',
    hint: '请用副本恢复该文件；也可将其删除，但之后的哈希与替身将与先前不同。',
  },

  'versions.not_split': {
    says: '版本 {version} 没有 {split} 划分。',
    hint: '请划分其数据集并再次冻结，然后使用新的版本。',
  },
  'versions.join_too_large': {
    says: '按 {key} 连接 {left} 与 {right} 会得到超过 {most} 行。',
    hint: '请选择重复较少的键，或每行只取第一个匹配。',
  },
  'versions.not_compared': {
    says: '版本 {left} 与 {right} 尚未比较。',
    hint: '请先比较；结果会保留到项目关闭为止。',
  },
  'versions.no_label': {
    says: '版本 {version} 没有标签列。',
    hint: '请为其数据集指明标签列（`luthier roles`，或数据行旁的“列的作用”）并再次冻结，然后使用新的版本。',
  },
  'versions.row_without_label': {
    says: '{dataset} 的第 {row} 行属于某个划分，却没有标签。',
    hint: '请为该行添加标签，或重新划分数据集。',
  },
  'versions.no_answer_column': {
    says: '{name} 没有存放答案的列，而 {format} 需要它。',
    hint: '请指明哪一列是标签或答案，或改为导出 JSONL、CSV、Parquet。',
  },
  'versions.file_exists': {
    says: '文件 {file} 已存在。',
    hint: '请换一个名称。',
  },
  'versions.too_few_rows': {
    says: '需要 {rows} 行，而 {dataset} 只能取出 {available} 行。',
    hint: '总行数最多为 {most}；也可更改权重。',
  },
  'versions.no_column': {
    says: '数据集 {dataset} 没有列 {column}；现有列：{columns}。',
    hint: '请选择其中一列。',
  },

  'model.not_found': { says: '没有模型 {id}。', hint: '请添加模型文件夹、GGUF 文件或入门模型。' },
  'model.folder_incomplete': {
    says: '模型文件夹 {folder} 缺少 {file}。',
    hint: '请选择包含 config.json、分词器文件和 safetensors 权重的文件夹。',
  },
  'model.pickle': {
    says: '{file} 是 pickle 文件；加载它可能会执行代码。',
    hint: '请使用该模型的 safetensors 版本，或在可以舍弃的机器上转换。',
  },
  'model.config_unsafe': {
    says: '{file} 要求运行自带的代码（键 {key}）。',
    hint: '请使用受支持架构且无自定义代码的模型。',
  },
  'model.damaged': { says: '{file} 与其清单不符（{reason}）。', hint: '请从来源重新添加该模型。' },
  'model.starter_missing': { says: '本机没有入门模型。', hint: '请运行 `luthier env build`；它随环境一起安装。' },
  'model.download_refused': { says: '未下载模型 {id}：{reason}。', hint: '请选择本地文件夹，或允许下载。' },
  'model.unsupported': {
    says: '模型类型 {type} 不支持{purpose}。',
    hint: '请使用 Llama、Qwen 或 SmolLM 等因果语言模型。',
  },
  'model.too_slow': {
    says: '用 {model} 读取超过 {seconds} 秒，或占用了过多内存。',
    hint: '请检查其对话模板和分词器，或换一个模型。',
  },
  'model.template_failed': {
    says: '{model} 的对话模板拒绝了这段对话：{reason}。',
    hint: '请检查消息及其角色，或换一个模型。',
  },

  'params.invalid': { says: '{field}：{reason}。', hint: '请选择表单提供的值。' },
  'training.method_unknown': { says: '没有训练方法 {method}。', hint: '可用方法：{known}。' },
  'training.diverged': { says: '第 {step} 步的损失不是有限值。', hint: '请降低学习率，或用 fp32 训练。' },
  'training.out_of_memory': { says: '微批为 {rows} 行时内存不足。', hint: '请减小批大小或最大词元数。' },
  'training.no_checkpoint': { says: '训练 {run} 没有完整的检查点。', hint: '请从头重新开始。' },
  'checkpoint.damaged': { says: '检查点文件 {file} 已损坏（{reason}）。', hint: '将使用它之前的检查点。' },

  'evaluation.label_unknown': {
    says: '第 {row} 行的标签 {label} 不在 {labels} 之中。',
    hint: '请将该标签加入任务，或修正该行。',
  },
  'evaluation.not_finished': { says: '评估 {id} 的状态为 {state}。', hint: '请等待其完成。' },
  'attention.not_found': { says: '没有注意力图 {id}。', hint: '请从评估中的一行生成。' },
  'attention.too_long': {
    says: '该文本有 {tokens} 个词元；完整的图最多绘制 {limit} 个。',
    hint: '请选择较短的文本，或将其截短。',
  },
  'export.not_found': { says: '没有导出 {id}。', hint: '请先导出一个已完成的训练。' },
  'export.target_unknown': { says: '没有导出目标 {target}。', hint: '可用目标：{known}。' },
  'export.gate_failed': {
    says: '导出的模型在 {metric} 上损失 {drop} 个百分点；门限允许 {allowed}。',
    hint: '请将更多层保留在较高精度后导出，或在知情的前提下放宽门限。',
  },
  'export.same_as_base': {
    says: '导出的权重与基座模型相同：其中没有任何训练结果。',
    hint: '请检查该训练的适配器是否完整，然后重新导出。',
  },

  'job.not_found': { says: '没有任务 {id}。', hint: '任务面板列出所有任务。' },
  'job.wrong_state': { says: '任务 {id} 的状态为 {state}，无法执行该操作（{verb}）。', hint: '请查看任务面板。' },
  'job.died': {
    says: '{id} 的进程未产生结果就结束了（{cause}）。',
    hint: '其终端显示最后的输出；训练可从检查点恢复。',
  },
  'job.cancelled': { says: '任务 {id} 已取消。', hint: '可随时重新开始。' },
  'job.spec_invalid': { says: '{file} 不是本版 Luthier 能运行的任务：{reason}。', hint: '请由应用写出该文件。' },

  'work.out_of_memory': {
    says: '此项工作所需内存超过上限 {limit}；未作任何更改。',
    hint: '请每次处理较少的行，或先缩短、移除最长的文本。',
  },

  'environment.missing': { says: 'Python 环境尚未构建。', hint: '请运行 `luthier env build`，或打开环境页面。' },
  'environment.python_missing': {
    says: '没有找到 3.11 至 3.13 的 Python。',
    hint: '请安装一个（Debian：apt install python3 python3-venv），或设置 LUTHIER_BASE_PYTHON。',
  },
  'environment.broken': { says: 'Python 环境无法工作：{reason}。', hint: '请运行 `luthier env repair`。' },
  'environment.build_failed': {
    says: '环境构建失败：{reason}。',
    hint: '正在使用的环境保持原样。请查看日志后重新构建：已下载的内容会保留。',
  },
  'environment.unreachable': {
    says: '{host} 没有响应。',
    hint: '请检查网络，或在设置中填写镜像地址，然后重新构建：已下载的内容会保留。',
  },
  'environment.not_as_locked': {
    says: '软件源提供的 {package} 与锁文件不符。',
    hint: '请重新构建；若仍如此，请在设置中更换镜像。',
  },
  'environment.not_in_cache': {
    says: 'Luthier 处于离线状态，而环境所需的软件包不在本机。',
    hint: '请从离线包安装，或在设置中关闭离线。',
  },
  'environment.stopped': { says: '对环境的操作已停止。', hint: '可随时重新开始：已下载的内容会保留。' },
  'environment.busy': { says: '另一个构建正在处理环境。', hint: '请等它结束，或将其停止。' },
  'environment.in_use': {
    says: '有任务正在使用环境：{jobs}。',
    hint: '请在各自项目的“任务”页面取消这些任务，或等待其结束，然后重试。',
  },
  'environment.app_open': {
    says: '桌面应用正在运行，并会写入 {folder}。未移除任何内容。',
    hint: '请关闭其所有窗口，然后重试。',
  },
  'environment.nothing_before': { says: '没有可以回退的早先环境。', hint: '请修复环境，重新构建当前环境。' },
  'environment.driver_too_old': {
    says: '驱动 {driver} 对 CUDA {cuda} 来说过旧，需要 {least} 或更新版本。',
    hint: '请更新 NVIDIA 驱动，或选择仅 CPU 的构建。',
  },
  'pack.no_manifest': {
    says: '{pack} 不是离线包：没有可读取的 manifest.json。',
    hint: '请在有网络的机器上制作离线包；未制作完成的包没有该文件。',
  },
  'pack.damaged': {
    says: '离线包已损坏：{file} {reason}。未安装任何内容。',
    hint: '请重新复制或重新制作离线包。',
  },
  'pack.other_machine': { says: '离线包是为 {made} 制作的；本机是 {here}。', hint: '请在与本机同类的机器上制作。' },
  'pack.other_version': {
    says: '离线包由 Luthier {made} 制作，其软件包与本机 Luthier {here} 的不同。',
    hint: '请用相同版本的 Luthier 制作。',
  },
  'pack.needs_python': {
    says: '离线包不含解释器，而本机没有 Python {version}。',
    hint: '请先安装 Python {version}，或在由 Luthier 获取过解释器的机器上制作离线包。',
  },
  'pack.exists': { says: '{path} 已经存在。', hint: '请换一个名称，或选择空文件夹。' },
  'settings.offline': { says: 'Luthier 处于离线状态：{reason}。', hint: '如需允许，请在设置中关闭“离线”。' },
  'settings.went_offline': {
    says: '已停止：Luthier 现在处于离线状态。',
    hint: '请在设置中关闭“离线”，然后重新开始：已下载的内容会保留。',
  },
  'settings.place_unusable': { says: '环境不能放在 {folder}：{reason}。', hint: '请选择可写入的文件夹。' },

  'disk.full': {
    says: '{folder} 所在磁盘已满：需要 {needed}，剩余 {free}。',
    hint: '请释放一些空间后恢复；此前保存的内容是完整的。',
  },
  'path.outside': { says: '路径 {path} 超出项目文件夹。', hint: '请选择项目内的文件。' },
  'file.unreadable': { says: '无法读取文件 {file}：{reason}。', hint: '请检查其权限。' },
};

export function errorSentence(error: ErrorPayload, language: Language): string {
  return fillIn(textOf(error, language).says, error.facts, language === 'zh-CN' ? REASONS_ZH : REASONS);
}

/** What to do on the page, where there are buttons instead of flags. */
export function errorHint(error: ErrorPayload, language: Language): string {
  const hint = language === 'zh-CN' ? ZH[error.code].hint : (ON_PAGE[error.code] ?? ERRORS[error.code].hint);
  return fillIn(hint, error.facts);
}

/** English hints of errors whose own name a flag of the command line. */
const ON_PAGE: Partial<Record<ErrorCode, string>> = {
  'request.invalid': 'Check the value named here.',
  'import.format_unknown': 'Convert the file to JSONL or CSV, or choose its format under “Format”.',
  'import.not_text':
    'Check that it is the file you meant, and not a packed one or a picture with another ending. If it is text, choose its encoding under “Encoding”.',
  'import.encoding': 'Choose the encoding of the file under “Encoding”: gb18030, utf-16le, ...',
  'import.column_missing': 'Choose a column that the file has.',
  'import.no_chat': 'Choose the column of the chat.',
  'import.no_chat_key': 'Choose “Key of the speaker” and “Key of the text” among these keys.',
  'import.nothing_known': 'Choose the folder that holds the data files, or its format under “Format”.',
  'splits.test_locked':
    'Scores on another test cannot be compared with earlier ones. If you mean to, press “Unlock” here or on the Splits page.',
  'splits.too_few_sets':
    'Leave validation out, untick “Keep nearly equal texts in one split”, or split another way than by group.',
  'dataset.leaks':
    'Split again, keeping equal texts and groups together, or say why in words and press “Freeze with leaks”.',
  'cleaning.not_scored': 'Score them in the form of the step.',
  'licence.unconfirmed': 'Set its licence on the Sources page, or say in your words why it is all right.',
  'versions.file_exists': 'Choose another name.',
  'environment.driver_too_old': 'Update the NVIDIA driver, or choose the build for the CPU.',
};

function textOf(error: ErrorPayload, language: Language): { readonly says: string; readonly hint: string } {
  return language === 'zh-CN' ? ZH[error.code] : ERRORS[error.code];
}

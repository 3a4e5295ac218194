/** What the shell tells of updates: each answered by yes or later. */
export type UpdateNews =
  | { readonly kind: 'available'; readonly version: string; readonly sizeBytes: number | null }
  | { readonly kind: 'ready'; readonly version: string };

interface Words {
  readonly message: string;
  readonly detail: string;
  /** Yes first. */
  readonly buttons: readonly [string, string];
}

/** The question, in the language of the person. */
export function updateWords(news: UpdateNews, locale: string): Words {
  const isChinese = locale.toLowerCase().startsWith('zh');
  const { version } = news;
  if (news.kind === 'ready') {
    return isChinese
      ? {
          message: `Luthier ${version} 已下载完成。`,
          detail: '重新启动后安装。正在运行的任务会继续，项目不受影响。',
          buttons: ['重新启动并安装', '以后再说'],
        }
      : {
          message: `Luthier ${version} is downloaded.`,
          detail: 'It is installed when Luthier starts again. Jobs that run go on; projects stay as they are.',
          buttons: ['Install and start again', 'Later'],
        };
  }
  const size = news.sizeBytes === null ? '' : ` (${Math.round(news.sizeBytes / 1e6)} MB)`;
  return isChinese
    ? {
        message: `有新版本 Luthier ${version}${size}。`,
        detail: '未经您同意不会下载任何内容。',
        buttons: ['下载', '以后再说'],
      }
    : {
        message: `Luthier ${version} is there${size}.`,
        detail: 'Nothing is downloaded before you say so.',
        buttons: ['Download', 'Later'],
      };
}

// What the page says with script, in both languages; {0} and {1} are filled in.
const texts = {
  en: {
    modified: "Modified", close: "Close", previous: "Previous", next: "Next", autoNext: "Play the next one by itself",
    cost: "This costs {0} of the {1} that are left today.", costUnknown: "Its size is unknown: it may cost up to {0} of the {1} that are left today.",
    goOn: "Go on", play: "Play", show: "Show",
    cannotPlay: "This browser cannot play this format. Open it in a player:", tryAnyway: "Try it here anyway",
    cannotPlayOrReach: "This browser cannot play this, or the link is dead. Try it in a player:",
    noSound: "There is no sound that this browser can play. Open it in a player:",
    noPicture: "There is no picture that this browser can play. Open it in a player:",
    failed: "This cannot be played here.", reload: "Sign in again",
    status401: "You are not signed in any more.", status403: "You may not see this.", status404: "This is not there any more.",
    status413: "This text is larger than 4 MiB: download it instead.", status415: "This is no text: download it instead.",
    status429: "Today’s budget is spent, or too much was asked for at once. Budgets start anew at midnight UTC.",
    status500: "The drive cannot give this at the moment. Try again later.",
    subtitlesFailed: "Subtitles {0} cannot be read.", plainAss: "Styles of .ass subtitles are left out.",
    subtitles: "Subtitles", lyrics: "Lyrics", loading: "Loading…",
    handOn: "Hand on", openWith: "Open with", playHere: "Play here", download: "Download", copyLink: "Copy link", copied: "Copied.",
    playlist: "Playlist (.m3u)", qr: "QR code of the link", linkLife: "The link works without sign-in for {0} h, in your budget. Give it to nobody you would not give your password.",
    noLink: "No link can be made at the moment.", anyPlayer: "Any player", open: "Open",
    shown: "{0} of {1} shown. Enter searches below.",
    keys: "Keys", help: "↑ ↓ rows · Enter opens · Backspace up · / filter · . more · ← → previous and next · Esc closes · ? this help",
  },
  zh: {
    modified: "修改时间", close: "关闭", previous: "上一个", next: "下一个", autoNext: "自动播放下一个",
    cost: "这将消耗 {0}，今日剩余 {1}。", costUnknown: "文件大小未知：最多可能消耗 {0}，今日剩余 {1}。",
    goOn: "继续", play: "播放", show: "显示",
    cannotPlay: "此浏览器无法播放这种格式，请用播放器打开：", tryAnyway: "仍在此处尝试",
    cannotPlayOrReach: "此浏览器无法播放，或者链接已失效。请用播放器试试：",
    noSound: "没有此浏览器能播放的声音，请用播放器打开：",
    noPicture: "没有此浏览器能播放的画面，请用播放器打开：",
    failed: "无法在此播放。", reload: "重新登录",
    status401: "您已退出登录。", status403: "您无权查看此内容。", status404: "此内容已不存在。",
    status413: "此文本超过 4 MiB：请改为下载。", status415: "这不是文本：请改为下载。",
    status429: "今日额度已用完，或一次请求过多。额度在 UTC 零点（北京时间 8:00）重新开始。",
    status500: "网盘暂时无法提供此内容，请稍后再试。",
    subtitlesFailed: "无法读取字幕 {0}。", plainAss: ".ass 字幕的样式已略去。",
    subtitles: "字幕", lyrics: "歌词", loading: "正在加载…",
    handOn: "转到其他设备", openWith: "用以下程序打开", playHere: "在此播放", download: "下载", copyLink: "复制链接", copied: "已复制。",
    playlist: "播放列表 (.m3u)", qr: "链接的二维码", linkLife: "此链接 {0} 小时内无需登录即可使用，流量计入您的额度。请勿交给您不愿告知密码的人。",
    noLink: "暂时无法生成链接。", anyPlayer: "任意播放器", open: "打开",
    shown: "显示 {0} / {1} 项。回车搜索子文件夹。",
    keys: "快捷键", help: "↑ ↓ 选择 · 回车打开 · Backspace 上一级 · / 筛选 · . 更多 · ← → 上一个、下一个 · Esc 关闭 · ? 本帮助",
  },
};

export const isChinese = document.documentElement.lang.startsWith("zh");
export const words = isChinese ? texts.zh : texts.en;

export function say(key, ...values) {
  return words[key].replace(/\{(\d)\}/g, (_, i) => values[i]);
}

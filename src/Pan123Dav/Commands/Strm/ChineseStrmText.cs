using System.Globalization;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Strm;

/// <summary>The Chinese texts of <c>strm</c>.</summary>
internal sealed class ChineseStrmText : StrmText
{
    public static ChineseStrmText Instance { get; } = new();

    public override string NoAddress => "链接需要播放器访问网关的地址：请写 --url http://nas.example:5000，或在设置中写 Pan123Dav:PublicUrl";

    public override string TokenNotKept => "该用户的 API 令牌无法保存，网关下次启动后这些链接就会失效：请让运行本命令的用户能写入 Pan123Dav:DataDirectory，或填写 Users:[i]:ApiToken";

    public override string NoFolder => "该用户看不到这样的文件夹：请在 --path 后写从网盘根目录开始的路径";

    public override string NameTooLong => "名称太长，本机无法写成文件，已跳过。请改一个短一些的名称";

    public override string NameUnusable => "本机系统不接受这样的文件名，已跳过。请改名";

    public override string NameTaken => "旁边已有同名文件，已跳过。请改名";

    public override string BudgetSpent => "今天的预算已用完，不再复制其余的附属文件。明天运行同一命令即可继续";

    public override string NotFetched => "无法取得文件内容";

    public override string TooLarge => "大于 4 MiB，不复制";

    public override string Stopped => "已停止。再次运行同一命令会从这里继续";

    public override string KeptForeign => "网盘上已没有它，但文件被他人改动过，因此保留";

    public override string NoSuchUser(string? nearest) => nearest is null ? "中没有这个用户" : $"中没有这个用户：您是想写 {nearest} 吗？";

    public override string AddressHoldsPathBase(string pathBase) =>
        $"链接以 {pathBase}/d/ 开头，只有在会去掉 {pathBase} 的反向代理之后网关才会应答：--url 和 PublicUrl 通常在 {pathBase} 之前结束";

    public override string FolderNotListed(string reason) => $"其中的内容已跳过：{Translate(reason)}";

    public override string TooDeep(int levels) => string.Create(CultureInfo.InvariantCulture, $"位于 {levels} 层以上的文件夹中，已跳过");

    public override string NotWritten(string reason) => $"未能写入：{Translate(reason)}";

    public override string NotCopied(string reason) => $"未能复制：{Translate(reason)}";

    public override string KeptIncomplete(int stale) => string.Create(CultureInfo.InvariantCulture, $"列表不完整，因此没有删除任何文件；这里有 {stale} 个文件未在网盘上看到");

    public override string KeptTooMany(int stale, int existing, DeleteLimit limit) => string.Create(
        CultureInfo.InvariantCulture, $"{existing} 个文件中有 {stale} 个已不在网盘上，超过了 --max-deletes {limit}，因此一个也没有删除。如果确实如此，请写 --max-deletes {stale}");

    public override string More(int count) => string.Create(CultureInfo.InvariantCulture, $"还有 {count} 条同类信息未显示");

    public override string Progress(StrmSummary summary) => string.Create(CultureInfo.InvariantCulture, $"{summary.Written + summary.Unchanged} 部影片");

    public override string Summary(StrmSummary summary) => string.Create(
        CultureInfo.InvariantCulture,
        $"写入 {summary.Written} 个 .strm 文件，{summary.Unchanged} 个未变，删除 {summary.Deleted} 个；复制 {summary.Copied} "
        + $"个附属文件（{FileSizeFormatter.Format(summary.CopiedBytes)}）；跳过 {summary.LeftOut} 个。");

    private static string Translate(string reason) => MessageCatalog.For(TextLanguage.Chinese).Translate(reason);
}

using System.Globalization;

namespace Pan123Dav.Commands.Links;

/// <summary>What <c>links</c> prints, in the two languages of the program.</summary>
internal sealed record LinksText(string[] Header, string None, string SwitchedOff, string Stopped, string NoSuchLink)
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static LinksText English { get; } = new(
        ["NUMBER", "MADE", "EXPIRES", "ADDRESSES", "REQUESTS", "REFUSED", "USER", "PATH"],
        "There is no live link.",
        "Remote authentication is switched off (Pan123Dav:RemoteAuthentication:Enabled), so the gateway does not know its live links.",
        "Link {0} is stopped: 123 refuses it from the next request on.",
        "no live link has number {0}");

    public static LinksText Chinese { get; } = new(
        ["编号", "创建", "到期", "地址数", "请求数", "拒绝数", "用户", "路径"],
        "当前没有有效的直链。",
        "远程鉴权未启用（Pan123Dav:RemoteAuthentication:Enabled），网关不掌握有效的直链。",
        "直链 {0} 已停止：123 从下一次请求起拒绝它。",
        "没有编号为 {0} 的有效直链");

    /// <summary>That of the process: <c>LC_ALL</c>, <c>LC_MESSAGES</c>, <c>LANG</c>, the first that is set.</summary>
    public static LinksText Current =>
        Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } language
            && language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    /// <summary>A sentence with a link's number in it.</summary>
    public static string Format(string sentence, long number) =>
        sentence.Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

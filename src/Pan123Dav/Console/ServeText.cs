namespace Pan123Dav.Console;

/// <summary>What <c>serve</c> says on a terminal once it listens.</summary>
internal sealed record ServeText
{
    private static readonly ServeText English = new()
    {
        Where = "The drive is at",
        Users = "User",
        PlainHttp = "Over plain HTTP beyond this machine the password can be read by whoever sees the network: "
            + "put a reverse proxy with https in front (docs/security.md).",
        NotSetUp = "Nothing is set up yet. Open the page, and type this code into it:",
        SetUp = "The drive is set up, and starts now.",
    };

    private static readonly ServeText Chinese = new()
    {
        Where = "网络盘地址",
        Users = "用户",
        PlainHttp = "在本机之外使用明文 HTTP 时，能看到网络流量的人可以读到密码：请在前面加一个提供 https 的反向代理（docs/security.md）。",
        NotSetUp = "尚未设置。请打开下面的网页，并在其中输入这个设置码：",
        SetUp = "设置完成，网络盘正在启动。",
    };

    public required string Where { get; init; }

    public required string Users { get; init; }

    public required string PlainHttp { get; init; }

    public required string NotSetUp { get; init; }

    public required string SetUp { get; init; }

    /// <summary>The texts of a language.</summary>
    public static ServeText For(TextLanguage language) => language == TextLanguage.Chinese ? Chinese : English;
}

namespace Pan123Dav.Console;

/// <summary>What the setup page says beside what <c>setup</c> says too.</summary>
internal sealed record SetupPageText
{
    private static readonly SetupPageText English = new()
    {
        Title = "Set up the drive",
        Intro = "A few answers, and other programs and devices see your 123 direct links as a drive.",
        Code = "Setup code",
        CodeHelp = "It stands in the console or the container's log: setup code: XXXX-XXXX-XXXX",
        Links = "Links, one a line, or a tree text",
        TreeKept = "There is a tree.txt already: leave this empty to use it. It is kept in any case.",
        Reach = "Who may reach the drive",
        Domain = "Domain, if you have one",
        Submit = "Set up",
        Mistakes = "Not set up yet:",
        WrongCode = "The setup code is wrong.",
        Throttled = "Too many wrong codes. Try again later, or start the gateway anew, which prints another code.",
        TooLarge = "The form is too large.",
        Unreadable = "This is no form that can be read.",
        AlreadyDone = "The drive is set up already.",
        Done = "The drive is set up, and starts now.",
        Repaired = "What was made of the links:",
        Open = "Open the drive",
        User = "User: {0}",
        SecretsAgain = "Type key and passwords once more: they are not sent back.",
    };

    private static readonly SetupPageText Chinese = new()
    {
        Title = "设置网络盘",
        Intro = "回答几个问题，其他程序和设备就能把您的 123 直链当作网络盘使用。",
        Code = "设置码",
        CodeHelp = "在控制台或容器日志中可以看到：setup code: XXXX-XXXX-XXXX",
        Links = "直链，每行一条；也可以是目录树文本",
        TreeKept = "已有 tree.txt：留空即使用它。无论如何都会保留原文件。",
        Reach = "谁可以访问",
        Domain = "域名（如果有）",
        Submit = "完成设置",
        Mistakes = "还没有设置好：",
        WrongCode = "设置码不正确。",
        Throttled = "输错的次数太多。请稍后再试，或重新启动网关以得到新的设置码。",
        TooLarge = "提交的内容太大。",
        Unreadable = "无法读取提交的表单。",
        AlreadyDone = "网络盘已经设置好了。",
        Done = "设置完成，网络盘正在启动。",
        Repaired = "对链接做了以下整理：",
        Open = "打开网络盘",
        User = "用户：{0}",
        SecretsAgain = "请重新输入私钥和密码：它们不会发回网页。",
    };

    public required string Title { get; init; }

    public required string Intro { get; init; }

    public required string Code { get; init; }

    public required string CodeHelp { get; init; }

    public required string Links { get; init; }

    public required string TreeKept { get; init; }

    public required string Reach { get; init; }

    public required string Domain { get; init; }

    public required string Submit { get; init; }

    public required string Mistakes { get; init; }

    public required string WrongCode { get; init; }

    public required string Throttled { get; init; }

    public required string TooLarge { get; init; }

    public required string Unreadable { get; init; }

    public required string AlreadyDone { get; init; }

    public required string Done { get; init; }

    public required string Repaired { get; init; }

    public required string Open { get; init; }

    public required string User { get; init; }

    public required string SecretsAgain { get; init; }

    /// <summary>The texts of a language.</summary>
    public static SetupPageText For(TextLanguage language) => language == TextLanguage.Chinese ? Chinese : English;
}

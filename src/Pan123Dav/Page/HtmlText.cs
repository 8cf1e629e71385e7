namespace Pan123Dav.Page;

/// <summary>The few words of the HTML listing, in the two languages of its readers.</summary>
internal sealed class HtmlText
{
    private static readonly HtmlText English = new()
    {
        Language = "en"u8.ToArray(),
        Home = "Home"u8.ToArray(),
        Name = "Name"u8.ToArray(),
        Size = "Size"u8.ToArray(),
        Modified = "Modified (UTC)"u8.ToArray(),
        Path = "Path"u8.ToArray(),
        Empty = "This folder is empty."u8.ToArray(),
    };

    private static readonly HtmlText Chinese = new()
    {
        Language = "zh-CN"u8.ToArray(),
        Home = "首页"u8.ToArray(),
        Name = "名称"u8.ToArray(),
        Size = "大小"u8.ToArray(),
        Modified = "修改时间 (UTC)"u8.ToArray(),
        Path = "路径"u8.ToArray(),
        Empty = "此文件夹为空。"u8.ToArray(),
    };

    public required byte[] Language { get; init; }

    public required byte[] Home { get; init; }

    public required byte[] Name { get; init; }

    public required byte[] Size { get; init; }

    public required byte[] Modified { get; init; }

    public required byte[] Path { get; init; }

    public required byte[] Empty { get; init; }

    /// <summary>The words for an <c>Accept-Language</c>: Chinese when it is what the reader names first.</summary>
    public static HtmlText For(string acceptLanguage) =>
        acceptLanguage.AsSpan().TrimStart().StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}

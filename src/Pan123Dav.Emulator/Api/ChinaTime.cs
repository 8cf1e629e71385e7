using System.Globalization;

namespace Pan123Dav.Emulator.Api;

/// <summary>Times as 123 writes them: of UTC+8, which knows no summer time.</summary>
internal static class ChinaTime
{
    private const string Plain = "yyyy-MM-dd HH:mm:ss";
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary><c>2024-04-30 11:58:36</c>, as the open platform has it.</summary>
    public static string Text(DateTimeOffset time) => time.ToOffset(Offset).ToString(Plain, CultureInfo.InvariantCulture);

    /// <summary><c>2024-04-30T11:58:36+08:00</c>, as the web interface has it.</summary>
    public static string Iso(DateTimeOffset time) => time.ToOffset(Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Text"/> writes.</summary>
    public static DateTimeOffset Parse(string name, string text) =>
        DateTime.TryParseExact(text, Plain, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, Offset)
            : throw ApiError.Missing(name);
}

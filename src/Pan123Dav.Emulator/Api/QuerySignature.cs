using System.Globalization;
using System.Text;

namespace Pan123Dav.Emulator.Api;

/// <summary>
/// Checks the parameter that 123's web pages add to each query: its name is the CRC-32 of the minute written in letters, its value
/// <c>{seconds}-{random}-{CRC-32 of seconds|random|path|web|3|name}</c>. Written apart from the gateway's, so that one shows the other's mistakes.
/// </summary>
internal static class QuerySignature
{
    private const string Letters = "adefghlmyi";
    private const string ChangedLetters = "qwrtpsjkzx";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="path">The path as it came.</param>
    /// <param name="query">The parameters.</param>
    /// <param name="now">The host's time, from which the signature's may differ by five minutes.</param>
    /// <param name="changed">Whether 123 writes other letters now.</param>
    public static bool IsGood(string path, IReadOnlyDictionary<string, string> query, DateTimeOffset now, bool changed) =>
        query.Any(parameter => parameter.Value.Split('-') is [var seconds, var random, var check]
            && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix)
            && unix < 253_402_300_800
            && (DateTimeOffset.FromUnixTimeSeconds(unix) - now).Duration() <= Tolerance
            && parameter.Key == NameAt(DateTimeOffset.FromUnixTimeSeconds(unix), changed)
            && check == Crc($"{seconds}|{random}|{path}|web|3|{parameter.Key}"));

    internal static string NameAt(DateTimeOffset time, bool changed)
    {
        var minute = time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
        return Crc(string.Concat(minute.Select(digit => (changed ? ChangedLetters : Letters)[digit - '0'])));
    }

    // CRC-32 of IEEE 802.3, bit by bit.
    internal static string Crc(string text)
    {
        var crc = uint.MaxValue;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return (~crc).ToString(CultureInfo.InvariantCulture);
    }
}

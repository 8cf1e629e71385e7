using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Pan123Dav.Storage.WebApi;

/// <summary>
/// What 123's web pages add to the query of each call. Not a secret but a habit of theirs: the name is made of the minute, the value of the moment,
/// a random number and the address's path. It has changed before.
/// </summary>
internal static class WebSignature
{
    /// <summary>One more than the highest random number.</summary>
    public const int RandomLimit = 10_000_000;

    // The pages count minutes in China's time, which knows no summer time.
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    private static ReadOnlySpan<byte> Letters => "adefghlmyi"u8;

    /// <summary><c>name=value</c> for a call that is sent now.</summary>
    /// <param name="path">The address's path, as it is sent, without query.</param>
    /// <param name="now">The moment.</param>
    /// <param name="random">From 0 to <see cref="RandomLimit"/>, that one left out.</param>
    public static string Create(string path, DateTimeOffset now, int random)
    {
        Span<byte> minute = stackalloc byte[12];
        now.ToOffset(Zone).TryFormat(minute, out _, "yyyyMMddHHmm", CultureInfo.InvariantCulture);
        foreach (ref var digit in minute)
        {
            digit = Letters[digit - '0'];
        }

        var name = Crc32.HashToUInt32(minute);
        var seconds = now.ToUnixTimeSeconds();
        var check = Crc32.HashToUInt32(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}|{random}|{path}|web|3|{name}")));
        return string.Create(CultureInfo.InvariantCulture, $"{name}={seconds}-{random}-{check}");
    }
}

using System.Text;
using CsCheck;
using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote.Listings;

public sealed class RemoteNameTests
{
    private const string Letters = "%25FEC08./\0\n\u0085a音";

    [Theory]
    [InlineData("", "%25")]
    [InlineData(".", "%2E")]
    [InlineData("..", "%2E%2E")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("100%/b", "100%25%2Fb")]
    [InlineData("a\u0000b\u007F", "a%00b%7F")]
    [InlineData("line\nbreak", "line%0Abreak")]
    [InlineData("next\u0085line", "next%C2%85line")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("%25", "%2525")]
    [InlineData("%2E", "%252E")]
    [InlineData("%C2%85", "%25C2%2585")]
    [InlineData("%41.txt", "%41.txt")]
    [InlineData("100%.txt", "100%.txt")]
    [InlineData("%2f", "%2f")]
    [InlineData("%", "%")]
    [InlineData("...", "...")]
    public void Escape_Name_KeepsItUnlessNoPathCanHoldIt(string name, string expected) => Assert.Equal(expected, RemoteName.Escape(name));

    [Fact]
    public void Escape_NastyNames_StayAsTheyAre() => Assert.All(NastyNames.ForStorages, name => Assert.Same(name, RemoteName.Escape(name)));

    [Fact]
    public void Escape_AnyName_FitsAPathAndComesBack() =>
        Gen.Int[0, Letters.Length - 1].Array[0, 8].Select(letters => string.Concat(letters.Select(letter => Letters[letter]))).Sample(name =>
        {
            var escaped = RemoteName.Escape(name);
            Assert.True(StoragePath.IsSegment(Encoding.UTF8.GetBytes(escaped)), escaped);
            Assert.Equal(name, Unescape(escaped));
        }, iter: 20_000);

    // The way back, which proves that no two names become one.
    private static string Unescape(string shown)
    {
        if (shown == "%25")
        {
            return "";
        }

        if (shown is "%2E" or "%2E%2E")
        {
            return shown.Replace("%2E", ".", StringComparison.Ordinal);
        }

        var bytes = new List<byte>();
        var isEscaped = false;
        for (var at = 0; at < shown.Length;)
        {
            if (OwnTriplets(shown.AsSpan(at)) is var length and > 0)
            {
                isEscaped = true;
                bytes.AddRange(Convert.FromHexString(shown.Substring(at, length).Replace("%", "", StringComparison.Ordinal)));
                at += length;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(shown[at..++at]));
            }
        }

        return isEscaped ? Encoding.UTF8.GetString([.. bytes]) : shown;
    }

    private static int OwnTriplets(ReadOnlySpan<char> text)
    {
        if (Triplet(text) is not { } first)
        {
            return 0;
        }

        return first is < 0x20 or 0x25 or 0x2F or 0x7F ? 3 : first == 0xC2 && text.Length >= 6 && Triplet(text[3..]) is >= 0x80 and < 0xA0 ? 6 : 0;
    }

    private static int? Triplet(ReadOnlySpan<char> text) =>
        text.Length >= 3 && text[0] == '%' && "0123456789ABCDEF".Contains(text[1]) && "0123456789ABCDEF".Contains(text[2])
            ? Convert.FromHexString(text[1..3])[0]
            : null;
}

using System.Globalization;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Storage.Tests.Signing;

public sealed class DirectLinkSigningTests
{
    private const string Key = "289ds32418bxdba";
    private const long Timestamp = 1689220731;

    public static TheoryData<string, ulong, long, string, string, string> Vectors
    {
        get
        {
            var data = new TheoryData<string, ulong, long, string, string, string>();
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors", "sign.tsv")).Where(line => line is not ['#', ..] and not ""))
            {
                var cells = line.Split('\t');
                data.Add(
                    cells[0], ulong.Parse(cells[1], CultureInfo.InvariantCulture),
                    long.Parse(cells[2], CultureInfo.InvariantCulture), cells[3], cells[4], cells[5]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Sign_Vector_GivesItsAuthKey(string key, ulong uid, long timestamp, string rand, string url, string authKey) =>
        Assert.Equal($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}auth_key={authKey}",
            DirectLinkUrlSigner.Sign(url, key, uid, timestamp, rand));

    [Fact]
    public void Vectors_AreAllThere() => Assert.Equal(12, Vectors.Count);

    // The right answer for the decoded path, and the one that a signer of the encoded path would give.
    [Theory]
    [InlineData("/13/电影/第 1 集 %231.mkv", "9a4f471de5d00398d5866de83401e234", "9fa0dcb9f9b16a51b0d22e47bcfbba0f")]
    [InlineData("/13/图.png", "3313d9d44d8d3735782e06fe6921d162", "a92522ac437a83e68192a69475968703")]
    [InlineData("/13/%E5%9B%BE.png", "3313d9d44d8d3735782e06fe6921d162", "a92522ac437a83e68192a69475968703")]
    [InlineData("/13/100%.txt", "9a3e26b09c304f10bdbe3002df6e7893", "db0041a5f657befae182de5c419886a8")]
    [InlineData("/13/100%25.txt", "9a3e26b09c304f10bdbe3002df6e7893", "db0041a5f657befae182de5c419886a8")]
    [InlineData("/13/a%2Bb%26c.txt", "90ca0a58ee644940439a46ab39fb4046", "cab5c81ad3f963928fc6a4198bfbd442")]
    [InlineData("/13/a%3fb.txt", "8176544f61292df7492050e087826a99", "4b5ec15bde70b4ff3d54fea2ea1fd501")]
    [InlineData("/files/1.txt", "78b30d6423671f28399079c273dbd3ef", "3bdacc0e031fd67fe829152f37c8fbad")]
    public void Sign_Path_IsHashedDecoded(string path, string right, string wrong)
    {
        var hash = DirectLinkUrlSigner.Sign("https://vip.123pan.cn" + path, Key, 13, Timestamp, "123").Split('-')[^1];

        Assert.Equal(right, hash);
        Assert.NotEqual(wrong, hash);
    }

    [Theory]
    [InlineData("https://vip.123pan.cn/13/files/1.txt#x")]
    [InlineData("http://[::1]:8080/13/files/1.txt")]
    [InlineData("http://user:word@音乐.中国/13/files/1.txt")]
    [InlineData("http://h/13/files/1.txt?a=/b/c")]
    public void Sign_WhatIsNotPath_IsNotHashed(string url) =>
        Assert.EndsWith("auth_key=1689220731-123-13-3bdacc0e031fd67fe829152f37c8fbad",
            DirectLinkUrlSigner.Sign(url, Key, 13, Timestamp, "123"), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://h/a", "https://h/a?auth_key=")]
    [InlineData("https://h/a?", "https://h/a?auth_key=")]
    [InlineData("https://h/a?b=1", "https://h/a?b=1&auth_key=")]
    [InlineData("https://h/a?b=1&", "https://h/a?b=1&auth_key=")]
    [InlineData("https://h/a/?b=/1", "https://h/a/?b=/1&auth_key=")]
    [InlineData("https://h", "https://h/?auth_key=")]
    [InlineData(" https://h/音#x ", "https://h/%E9%9F%B3?auth_key=")]
    public void Sign_Query_IsKeptAndAppendedTo(string url, string expected) =>
        Assert.StartsWith(expected + "1689220731-123-13-", DirectLinkUrlSigner.Sign(url, Key, 13, Timestamp, "123"), StringComparison.Ordinal);

    [Fact]
    public void Sign_EmptyKey_LeavesTheUrlUnsigned() =>
        Assert.Equal("https://h/a%20b?c", DirectLinkUrlSigner.Sign("https://h/a b?c", "", 13, Timestamp, "123"));

    [Fact]
    public void Sign_LongPathAndKey_IsHashedWhole()
    {
        var path = string.Concat(Enumerable.Repeat("/图", 2000));
        var key = new string('k', 3000);
        var text = $"{path}-{Timestamp}-123-13-{key}";
#pragma warning disable CA5351 // The algorithm that 123 checks.
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

        Assert.EndsWith(expected, DirectLinkUrlSigner.Sign("https://h" + path, key, 13, Timestamp, "123"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sign_WithoutRand_IsFreshHexEachTime()
    {
        var rands = Enumerable.Range(0, 100).Select(_ => DirectLinkUrlSigner.Sign("https://h/a", Key, 13, Timestamp).Split('-')[1]).ToArray();

        Assert.All(rands, rand => Assert.Matches("^[0-9a-f]{32}$", rand));
        Assert.Equal(rands.Length, rands.Distinct().Count());
    }

    [Theory]
    [InlineData("ftp://h/secret", "1")]
    [InlineData("secret", "1")]
    [InlineData("https://h:x/secret", "1")]
    [InlineData("https://h/secret", "")]
    [InlineData("https://h/secret", "a-b")]
    [InlineData("https://h/secret", "a&b")]
    [InlineData("https://h/secret", "音")]
    public void Sign_WrongInput_ThrowsWithoutRepeatingIt(string url, string rand)
    {
        var exception = Assert.Throws<FormatException>(() => DirectLinkUrlSigner.Sign(url, "hidden", 13, Timestamp, rand));

        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", exception.Message, StringComparison.Ordinal);
    }
}

using System.Text;
using CsCheck;
using Pan123Dav.Authentication;

namespace Pan123Dav.Tests.Authentication;

public sealed class BasicCredentialsTests
{
    [Theory]
    [InlineData("Basic QTpi", true)]
    [InlineData("basic QTpi", true)]
    [InlineData("BASIC\tQTpi", true)]
    [InlineData("Basic", true)]
    [InlineData("Basic ", true)]
    [InlineData("BasicQTpi", false)]
    [InlineData("Basi QTpi", false)]
    [InlineData("Bearer QTpi", false)]
    [InlineData("Digest username=\"Basic \"", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsBasic_Header_TellsTheScheme(string? header, bool expected) => Assert.Equal(expected, BasicCredentials.IsBasic(header));

    [Theory]
    [InlineData("Basic", "colon")]
    [InlineData("Basic ", "colon")]
    [InlineData("Basic ?", "base64")]
    [InlineData("Basic QTpi=", "base64")]
    [InlineData("Basic QTp", "base64")]
    [InlineData("Basic QT pi", "base64")]
    [InlineData("Basic 密码", "base64")]
    [InlineData("Basic QTpi, Basic QTpi", "base64")]
    [InlineData("Basic YW5uYQ==", "colon")]
    [InlineData("Basic YQBiOmM=", "control")] // a NUL in the name
    [InlineData("Basic YTpiCg==", "control")] // a line feed after the password
    [InlineData("Basic YTrCgA==", "control")] // U+0080 in UTF-8, and 0x80 in ISO-8859-1
    [InlineData("Basic YTqAgA==", "control")] // 0x80 twice: no UTF-8, and controls in ISO-8859-1
    public void TryRead_Malformed_SaysWhatIsWrong(string header, string expected)
    {
        Assert.False(BasicCredentials.TryRead(header, out var credentials, out var problem));
        Assert.Null(credentials);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_LongerThanTheLimit_IsMalformed()
    {
        var longest = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("a:" + new string('b', 6136)));
        Assert.Equal(BasicCredentials.MaxLength - 2, longest.Length);
        Assert.True(BasicCredentials.TryRead(longest, out _, out _));

        var tooLong = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("a:" + new string('b', 6139)));
        Assert.False(BasicCredentials.TryRead(tooLong, out _, out var problem));
        Assert.Contains("too long", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna", "secret")]
    [InlineData("anna", "se:cr:et")]
    [InlineData("anna", "")]
    [InlineData("", "secret")]
    [InlineData("DOMAIN\\anna", " with spaces ")]
    public void TryRead_Ascii_GivesOneReading(string name, string password)
    {
        Assert.True(BasicCredentials.TryRead(Header.Basic(name, password), out var credentials, out _));
        var reading = Assert.Single(credentials.Readings);
        Assert.Equal((name, password), (reading.Name, reading.Password));
    }

    [Fact]
    public void TryRead_ValidUtf8_GivesUtf8ThenLatin1()
    {
        Assert.True(BasicCredentials.TryRead(Header.Basic("jürgen", "pässword"), out var credentials, out _));
        Assert.Equal([("jürgen", "pässword"), ("jÃ¼rgen", "pÃ¤ssword")], credentials.Readings.Select(reading => (reading.Name, reading.Password)));
    }

    [Fact]
    public void TryRead_InvalidUtf8_GivesLatin1Only()
    {
        Assert.True(BasicCredentials.TryRead(Header.Basic("jürgen", "pässword§", Encoding.Latin1), out var credentials, out _));
        Assert.Equal([("jürgen", "pässword§")], credentials.Readings.Select(reading => (reading.Name, reading.Password)));
    }

    [Fact]
    public void TryRead_Chinese_GivesUtf8Only()
    {
        // Its bytes hold C1 controls when read as ISO-8859-1.
        Assert.True(BasicCredentials.TryRead(Header.Basic("用户", "密码"), out var credentials, out _));
        Assert.Equal([("用户", "密码")], credentials.Readings.Select(reading => (reading.Name, reading.Password)));
    }

    [Fact]
    public void TryRead_AnyBytes_ReadsThemOrSaysWhatIsWrong() =>
        Gen.Byte.Array[0, 64].Sample(bytes =>
        {
            if (BasicCredentials.TryRead(Header.Basic(bytes), out var credentials, out var problem))
            {
                Assert.InRange(credentials.Readings.Count, 1, 2);
                Assert.All(credentials.Readings, reading => Assert.True(Writes(reading, bytes)));
            }
            else
            {
                Assert.NotEmpty(problem);
            }
        });

    [Fact]
    public void TryRead_AnyText_NeverThrows() =>
        Gen.String.Sample(text => BasicCredentials.TryRead("Basic " + text, out var credentials, out var problem) == (credentials is not null)
            && credentials is null == problem is not null);

    private static bool Writes(DecodedCredentials reading, byte[] bytes)
    {
        var text = $"{reading.Name}:{reading.Password}";
        return Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes) || Encoding.Latin1.GetBytes(text).AsSpan().SequenceEqual(bytes);
    }
}

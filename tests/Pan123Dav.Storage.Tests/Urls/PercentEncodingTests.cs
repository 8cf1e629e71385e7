using System.Text;
using CsCheck;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.Tests.Urls;

public sealed class PercentEncodingTests
{
    [Fact]
    public void Encode_AnyBytes_DecodeToTheSame() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        var encoded = new byte[bytes.Length * 3];
        var length = PercentEncoding.Encode(bytes, encoded);
        var decoded = new byte[length];
        return decoded.AsSpan(0, PercentEncoding.DecodeLenient(encoded.AsSpan(0, length), decoded)).SequenceEqual(bytes);
    });

    [Fact]
    public void Encode_AnyText_IsWhatRfc3986Says() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var encoded = new byte[bytes.Length * 3];
        return Encoding.ASCII.GetString(encoded, 0, PercentEncoding.Encode(bytes, encoded)) == Uri.EscapeDataString(text);
    });

    [Fact]
    public void IsEncodingOf_AnyBytes_IsTrueOfNothingButTheEncoding() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Int[0, 120], Gen.Byte).Sample((bytes, at, other) =>
    {
        var buffer = new byte[bytes.Length * 3];
        var encoded = buffer.AsSpan(0, PercentEncoding.Encode(bytes, buffer)).ToArray();
        Assert.True(PercentEncoding.IsEncodingOf(encoded, bytes));
        Assert.False(PercentEncoding.IsEncodingOf([.. encoded, (byte)'x'], bytes));
        if (at < encoded.Length)
        {
            Assert.False(PercentEncoding.IsEncodingOf(encoded.AsSpan(0, at), bytes));
            Assert.Equal(encoded[at] == other, PercentEncoding.IsEncodingOf([.. encoded[..at], other, .. encoded[(at + 1)..]], bytes));
        }
    });

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("%41%4a%4A", "AJJ")]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%4g%41", "%4gA")]
    [InlineData("%%41%", "%A%")]
    [InlineData("a%2541", "a%41")]
    public void DecodeLenient_StrayPercent_StandsForItself(string encoded, string expected)
    {
        var inPlace = Encoding.ASCII.GetBytes(encoded);

        Assert.Equal(expected, Encoding.ASCII.GetString(inPlace, 0, PercentEncoding.DecodeLenient(inPlace, inPlace)));
    }
}

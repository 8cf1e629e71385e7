using System.Text;
using CsCheck;

namespace Pan123Dav.Storage.Tests;

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

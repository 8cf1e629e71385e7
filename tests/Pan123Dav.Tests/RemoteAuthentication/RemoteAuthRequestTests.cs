using System.Net;
using System.Text;
using CsCheck;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.RemoteAuthentication;

public sealed class RemoteAuthRequestTests
{
    private static readonly Gen<string> Piece = Gens.Of(
        "remote_addr=", "request_uri=", "1.2.3.4", "2001:db8::1", "/", "?", "&", "=", "%2F", "%2f",
        "%26", "%3F", "%", "%zz", "auth_key=", "pd=", "-", "1800000000-a-13-", "é", "\0", "a");

    private static readonly Gen<string> Query = Gen.OneOf(
        Piece.Array[0, 30].Select(string.Concat),
        Gen.String[0, 300],
        Gen.Int[0, 20_000].Select(length => "remote_addr=1.2.3.4&request_uri=/" + new string('%', length)));

    [Theory]
    [InlineData("1.2.3.4", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("2001%3adb8%3A%3A1", true)]
    [InlineData("::ffff:1.2.3.4", true)]
    [InlineData("256.1.1.1", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("01.2.3.4", false)]
    [InlineData("1..3.4", false)]
    [InlineData("1.2.3.4:80", false)]
    [InlineData("0x7f.0.0.1", false)]
    [InlineData("[::1]", false)]
    [InlineData("fe80::1%25eth0", false)]
    [InlineData("::1/64", false)]
    [InlineData("unknown", false)]
    [InlineData("", false)]
    public void Address_Text_IsTakenStrictly(string text, bool isTaken) => Assert.Equal(isTaken, VisitorAddress.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("1.2.3.4", "::ffff:1.2.3.4", true)]
    [InlineData("1.2.3.4", "::ffff:102:304", true)]
    [InlineData("1.2.3.4", "1.2.3.5", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("1.2.3.4", "::1.2.3.4", false)]
    public void Address_OfOneVisitor_IsOneNumber(string one, string other, bool isSame)
    {
        Assert.True(VisitorAddress.TryParse(Encoding.UTF8.GetBytes(one), out var first));
        Assert.True(VisitorAddress.TryParse(Encoding.UTF8.GetBytes(other), out var second));

        Assert.Equal(isSame, first == second);
    }

    [Fact]
    public void Address_AnyIPv4_IsTaken() => Gen.Byte.Array[4].Sample(
        bytes => Assert.True(VisitorAddress.TryParse(Encoding.ASCII.GetBytes(new IPAddress(bytes).ToString()), out var address) && address >> 63 == 1),
        iter: 2_000);

    [Theory]
    [InlineData("remote_addr=1.2.3.4&request_uri=/p?auth_key=k&pd=t", "/p", "k", "t")]
    [InlineData("remote_addr=1.2.3.4&request_uri=/p?auth_key=k&pd=t&auth_key=x&pd=y&request_uri=/q", "/p", "k", "t")]
    [InlineData("remote_addr=1.2.3.4&request_uri=/p?pd=&auth_key=&pd=t&auth_key=k", "/p", "", "")]
    [InlineData("remote_addr=1.2.3.4&request_uri=/p", "/p", "", "")]
    [InlineData("remote_addr=1.2.3.4&request_uri=/p?a?auth_key=k?&pd=t", "/p", "", "t")]
    [InlineData("remote_addr=1.2.3.4&request_uri=%2Fp%20%252F%3Fauth_key%3Dk%26pd%3Dt&auth_key=x&pd=y", "/p %2F", "k", "t")]
    [InlineData("a&&b=c&remote_addr=1.2.3.4&xrequest_uri=/no&request_uri=/p?auth_key=k", "/p", "k", "")]
    public void Parse_Query_TakesWhatStandsFirst(string query, string path, string authKey, string ticket)
    {
        Assert.True(RemoteAuthRequest.TryParse(Encoding.ASCII.GetBytes(query), new byte[query.Length], out var request));

        Assert.Equal((path, authKey, ticket),
            (Encoding.ASCII.GetString(request.Path), Encoding.ASCII.GetString(request.AuthKey), Encoding.ASCII.GetString(request.Ticket)));
    }

    [Fact]
    public async Task Judge_OfAnyText_RefusesAndNeverThrows()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        var authenticator = gateway.Services.GetService(typeof(RemoteAuthenticator)) as RemoteAuthenticator;

        Query.Sample(query => Assert.NotEqual(RemoteAuthReason.Granted, authenticator!.Judge(query)), iter: 20_000);
    }
}

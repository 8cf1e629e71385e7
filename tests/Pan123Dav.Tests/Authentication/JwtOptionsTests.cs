using Pan123Dav.Authentication;
using Pan123Dav.Tests.Configuration;

namespace Pan123Dav.Tests.Authentication;

public sealed class JwtOptionsTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Theory]
    [InlineData("""{ "SigningKey": "c2hvcnQ=" }""", "S:SigningKey: is too short: HS256 needs 32 bytes or more, as `openssl rand -base64 32` prints them")]
    [InlineData("""{ "SigningKey": "no base64!" }""", "S:SigningKey: is not base64: write 32 random bytes in base64, as `openssl rand -base64 32` prints them")]
    [InlineData("""{ "Authority": "http://id.example" }""", "S:Authority: must be an https address: the keys that tokens are checked with come from there")]
    [InlineData("""{ "Authority": "id.example" }""",
        "S:Authority: must be an absolute http or https address such as https://host.example/path, without a user and password in it")]
    [InlineData($$"""{ "SigningKey": "{{Key}}", "Authority": "https://id.example" }""",
        "S:Authority: stands beside SigningKey: keep one of the two, the key for tokens of the `token` command, the address for those of a provider")]
    public void Read_Wrong_IsToldWithoutTheKey(string jwt, string mistake)
    {
        var (reader, errors) = TestConfiguration.Section(jwt);
        JwtOptions.Read(reader);
        Assert.Equal(mistake, Assert.Single(errors.Found).ToString());
    }

    [Theory]
    [InlineData("{}", false, "pan123dav", "pan123dav")]
    [InlineData($$"""{ "SigningKey": "{{Key}}", "Audience": "a", "Issuer": "i" }""", true, "a", "i")]
    [InlineData("""{ "Authority": "https://id.example/x" }""", true, "pan123dav", null)]
    [InlineData("""{ "Authority": "http://127.0.0.1:8080" }""", true, "pan123dav", null)]
    public void Read_Good_IsTaken(string jwt, bool isConfigured, string audience, string? issuer)
    {
        var (reader, errors) = TestConfiguration.Section(jwt);
        var options = JwtOptions.Read(reader);
        Assert.Empty(errors.Found);
        Assert.Equal((isConfigured, audience, issuer), (options.IsConfigured, options.Audience, options.Issuer));
        Assert.DoesNotContain(Key, options.ToString(), StringComparison.Ordinal);
    }
}

using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Pan123Dav.Commands;
using Pan123Dav.Tests.Configuration;

namespace Pan123Dav.Tests.Commands;

public sealed class TokenCommandTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(null, 30)]
    [InlineData("3", 3)]
    public async Task Token_ForAUser_SaysWhoAndForHowLong(string? days, int expected)
    {
        var run = await RunAsync($$"""{ "SigningKey": "{{Key}}" }""", ["--user", "anna", .. days is null ? Array.Empty<string>() : ["--days", days]]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var token = new JsonWebToken(run.Output.Trim());
        Assert.Equal(("HS256", "anna", "pan123dav", "pan123dav"), (token.Alg, token.Subject, token.Issuer, Assert.Single(token.Audiences)));
        Assert.Equal(Time.GetUtcNow().UtcDateTime.AddDays(expected), token.ValidTo);
        Assert.Equal(Time.GetUtcNow().UtcDateTime, token.ValidFrom);
    }

    [Theory]
    [InlineData("{}", "anna", "Pan123Dav:Jwt:SigningKey: error configuration: is missing")]
    [InlineData("""{ "Authority": "https://id.example" }""", "anna", "Pan123Dav:Jwt:Authority: error configuration: issues the tokens")]
    [InlineData("""{ "SigningKey": "AAAA" }""", "anna", "Pan123Dav:Jwt:SigningKey: error configuration: is too short")]
    [InlineData("""{ "SigningKey": "%%%" }""", "anna", "Pan123Dav:Jwt:SigningKey: error configuration: is not base64")]
    [InlineData($$"""{ "SigningKey": "{{Key}}" }""", "ana", "Pan123Dav:Users: error configuration: has no such user: did you mean anna?")]
    public async Task Token_WhatCannotBeMinted_Is78(string jwt, string user, string mistake)
    {
        var run = await RunAsync(jwt, "--user", user);

        Assert.Equal((78, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(mistake, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("--user")]
    [InlineData("--user", "anna", "--days", "0")]
    [InlineData("--user", "anna", "--days", "s3cret")]
    public async Task Token_WrongUsage_Is2(params string[] arguments) =>
        Assert.Equal(2, (await RunAsync($$"""{ "SigningKey": "{{Key}}" }""", arguments)).ExitCode);

    private static Task<CommandRun> RunAsync(string jwt, params string[] arguments)
    {
        var source = TestConfiguration.FromJson($$"""
            { "Pan123Dav": { "Mounts": [{ "OriginUrls": "https://h/a" }], "Users": [{ "Name": "anna", "Password": "x" }], "Jwt": {{jwt}} } }
            """);
        return CommandRun.OfAsync(TokenCommand.Create(() => CommandConfiguration.Create(source, "/srv"), Time), arguments);
    }
}

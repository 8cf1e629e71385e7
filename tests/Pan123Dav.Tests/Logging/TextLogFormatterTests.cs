using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.Logging;
using Pan123Dav.Logging;
using Serilog.Extensions.Logging;

namespace Pan123Dav.Tests.Logging;

public sealed class TextLogFormatterTests : IDisposable
{
    private readonly MemoryOutput _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Format_ForgedLine_StaysOneLine()
    {
        Log(LogFormat.Text, logger => Warn(logger, "a\r\n2026-01-01T00:00:00.000Z INF forged\u2028\u202e\0 电影", null));

        var line = Assert.Single(_output.Lines);
        Assert.EndsWith("WRN Category: \"Got\" a\\u000d\\u000a2026-01-01T00:00:00.000Z INF forged\\u2028\\u202e\\u0000 电影 of 7",
            line, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_Exception_IsIndentedAndScrubbed()
    {
        Log(LogFormat.Text, logger => Warn(logger, "x", Thrown()));

        Assert.True(_output.Lines.Length > 2);
        Assert.All(_output.Lines.Skip(1), line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
        AssertScrubbed();
    }

    [Fact]
    public void Json_Exception_IsScrubbedAndOneObjectALine()
    {
        Log(LogFormat.Json, logger => Warn(logger, "a\nb", Thrown()));

        using var json = JsonDocument.Parse(Assert.Single(_output.Lines));
        Assert.Equal("a\nb", json.RootElement.GetProperty("Text").GetString());
        Assert.Equal("Warning", json.RootElement.GetProperty("@l").GetString());
        Assert.StartsWith("System.InvalidOperationException: failed at https://h.example:8443/…",
            json.RootElement.GetProperty("@x").GetString(), StringComparison.Ordinal);
        AssertScrubbed();
    }

    [Theory]
    [InlineData("Microsoft.Hosting.Lifetime", "http://unix:/run/pan123dav/http.sock", "http://unix:/run/pan123dav/http.sock")]
    [InlineData("Microsoft.Hosting.Lifetime", "http://unix:/s/film.mkv?auth_key=1-2-3-4", "http://unix:/…")]
    [InlineData("Microsoft.Hosting.Lifetime", "http://unix:x@h.example/s/film.mkv", "http://h.example/…")]
    [InlineData("Microsoft.Hosting.Lifetime", "http://h.example/s/film.mkv", "http://h.example/…")]
    [InlineData("Another", "http://unix:/s/film.mkv", "http://unix:/…")]
    public void Format_ListeningAddress_StaysWholeOnlyWhereItIsASocket(string category, string address, string written)
    {
#pragma warning disable CA1848, CA1727, CA1873 // As the host writes it.
        Log(LogFormat.Text, logger => logger.LogInformation("Now listening on: {address}", address), category);
#pragma warning restore CA1848, CA1727, CA1873

        Assert.EndsWith("Now listening on: " + written, Assert.Single(_output.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    public void Format_ValuesOfAnyShape_AreScrubbed(string name)
    {
        var format = Enum.Parse<LogFormat>(name);
        const string text = "GET https://h.example/film.mkv?auth_key=1-2-3-4";
        Log(format, logger => Warn(logger, text, null));
#pragma warning disable CA1848, CA2254
        Log(format, logger => logger.LogWarning("{Address} {List} {@Object}", new Uri("https://h.example/film.mkv"), new[] { text }, new { Text = text }));
        Log(format, logger => logger.LogWarning("a template of " + text));
#pragma warning restore CA1848, CA2254

        Assert.Contains("https://h.example/…", _output.Text, StringComparison.Ordinal);
        AssertScrubbed();
    }

    [Fact]
    public void Scrub_CredentialsAnywhere_NeverStay()
    {
        const string secret = "dXNlcjpwYXNzd29yZA";
        string[] introductions =
        [
            "Basic ", "bearer\t", "BASIC  ", "\\x09Basic\\x09", "Authorization:", "authorization \t: ",
            "Cookie: a=", "auth_key=", "?sign=", "&pd=", "%26sign%3D", "https://h/",
        ];
        Gen.Select(Gen.String, Gen.Int[0, introductions.Length - 1].Select(i => introductions[i]), Gen.String).Sample(
            (before, introduction, after) => !SecretScrubbing.Scrub($"{before}{introduction}{secret} {after}").Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET https://u:p4ss@h/x failed", "u:p4ss", "GET https://h/… failed")]
    [InlineData("https://h/path?a=b", "https://h/path?a=b", "https://h/…")]
    [InlineData("bound to http://127.0.0.1:5000: in use", "", "bound to http://127.0.0.1:5000: in use")]
    [InlineData("?x=1&AUTH_KEY=1-2-3-4&y", "1-2-3-4", "?x=1&AUTH_KEY=…&y")]
    [InlineData("header 'Basic dXNlcjpwYXNz'", "dXNlcjpwYXNz", "header 'Basic …'")]
    [InlineData("Bearer eyJhbGciOi.eyJzdWIi.c2ln", "eyJhbGciOi", "Bearer …")]
    [InlineData("a Basic thing", "", "a Basic thing")]
    [InlineData("Basic authentication ends there", "", "Basic authentication ends there")]
    [InlineData("'Authorization : Basic dTpw'", "dTpw", "'Authorization : …")]
    [InlineData("'authorization\\x09:\\x09Basic\\x09dTpw'", "dTpw", "'authorization\\x09: …")]
    [InlineData("\\x09Basic\\x09dXNlcjpwYXNz", "dXNlcjpwYXNz", "\\x09Basic …")]
    [InlineData("basic\tdXNlcjpwYXNz", "dXNlcjpwYXNz", "basic …")]
    [InlineData("Cookie: pan123dav_session=dXNlcjpwYXNz; a=b", "dXNlcjpwYXNz", "Cookie: …")]
    [InlineData("\"Authorization\":\"dXNlcjpwYXNz\"", "dXNlcjpwYXNz", "\"Authorization\": …")]
    [InlineData("/d/a.mkv?sign=dXNlcjpwYXNz:0 HTTP/1.1", "dXNlcjpwYXNz", "/d/a.mkv?sign=… HTTP/1.1")]
    [InlineData("?a&pd=dXNlcjpwYXNz", "dXNlcjpwYXNz", "?a&pd=…")]
    [InlineData("%3Fsign%3DdXNlcjpwYXNz", "dXNlcjpwYXNz", "%3Fsign%3D…")]
    [InlineData("?access_token=dXNlcjpwYXNz", "dXNlcjpwYXNz", "?access_token=…")]
    public void Scrub_Text_KeepsWhatIsNoSecret(string text, string secret, string expected)
    {
        var scrubbed = SecretScrubbing.Scrub(text);

        Assert.Contains(expected, scrubbed, StringComparison.Ordinal);
        Assert.True(secret.Length == 0 || !scrubbed.Contains(secret, StringComparison.Ordinal), scrubbed);
        Assert.DoesNotContain("p4ss", scrubbed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dav/a", 10, "/dav/a")]
    [InlineData("/dav/abcdef", 5, "/dav/…")]
    [InlineData("a\tb\u007f\u00a0c", 100, "a\\u0009b\\u007f\\u00a0c")]
    [InlineData("x\ud83c\udfacy", 100, "x\ud83c\udfacy")]
    public void EscapedText_Of_KeepsWhatPrints(string text, int longest, string expected) => Assert.Equal(expected, EscapedText.Escape(text, longest));

    [Fact]
    public void EscapedText_OfHalfACharacter_EscapesIt() => Assert.Equal("lone \\ud83c end", EscapedText.Escape("lone " + (char)0xd83c + " end", 100));

    [Fact]
    public void EscapedText_OfPlainText_IsTheSameObject()
    {
        var plain = new string('a', 20);

        Assert.Same(plain, EscapedText.Escape(plain, 20));
    }

    private static readonly Action<ILogger, string, int, Exception?> WarnMessage =
        LoggerMessage.Define<string, int>(LogLevel.Warning, default, "\"Got\" {Text} of {Number}");

    private static void Warn(ILogger logger, string text, Exception? exception) => WarnMessage(logger, text, 7, exception);

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("failed at https://h.example:8443/1812/film.mkv?auth_key=1-2-3-4 with\nauth_key=5-6-7-8, Basic dXNlcjpwYXNz");
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private void AssertScrubbed() =>
        Assert.All(["film.mkv", "1-2-3-4", "5-6-7-8", "dXNlcjpwYXNz"], secret => Assert.DoesNotContain(secret, _output.Text, StringComparison.Ordinal));

    private void Log(LogFormat format, Action<ILogger> write, string category = "Category")
    {
        using var log = GatewayLogging.Create(GatewayLogging.CreateSink(new LogOutput(_output), format, TimeProvider.System), TimeProvider.System);
        using var provider = new SerilogLoggerProvider(log);
        write(provider.CreateLogger(category));
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Gateway;
using Pan123Dav.Shared;

namespace Pan123Dav.Tests.Gateway;

public sealed class SharedOptionsTests
{
    private const string Secret = "hunter2secret";

    [Theory]
    [InlineData("localhost:6379")]
    [InlineData("redis.example:6380,password=" + Secret + ",ssl=true,abortConnect=true")]
    [InlineData("[::1]:6379")]
    public void Redis_ReadableText_IsTaken(string text)
    {
        var (errors, options) = Read(("Redis", text));

        Assert.DoesNotContain(errors, error => error.Key.Contains("Shared", StringComparison.Ordinal));
        Assert.Equal(text, options.Redis);
        Assert.Equal(("pan123dav", WhenUnavailable.Refuse), (options.Prefix, options.WhenUnavailable));
        Assert.DoesNotContain(Secret, options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password=" + Secret)]
    [InlineData("localhost:6379,nonsense=1,password=" + Secret)]
    [InlineData("localhost:6379,ssl=perhaps,password=" + Secret)]
    [InlineData("http://localhost:6379")]
    [InlineData("localhost:6379,defaultDatabase=-5,password=" + Secret)]
    [InlineData("a host with blanks")]
    [InlineData(",,,")]
    public void Redis_UnreadableText_IsAMistakeThatTellsNoSecret(string text)
    {
        var (errors, _) = Read(("Redis", text));

        var error = Assert.Single(errors, error => error.Key == "Pan123Dav:Shared:Redis");
        Assert.DoesNotContain(Secret, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Prefix", "a b")]
    [InlineData("Prefix", "{a}")]
    [InlineData("Prefix", "a*")]
    [InlineData("WhenUnavailable", "Never")]
    [InlineData("Rediss", "x")]
    public void Key_WithAWrongValue_IsNamed(string key, string value) =>
        Assert.Single(Read((key, value)).Errors, error => error.Key == $"Pan123Dav:Shared:{key}");

    private static (IReadOnlyList<Pan123Dav.Configuration.ConfigurationError> Errors, SharedOptions Options) Read(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Pan123Dav:Shared:{value.Key}", (string?)value.Value))).Build();
        var errors = new Pan123Dav.Configuration.ConfigurationErrors();
        var options = SharedOptions.Read(
            new Pan123Dav.Configuration.SectionReader(configuration.GetSection("Pan123Dav:Shared"), errors));
        return (GatewayOptions.Read(configuration, Path.GetTempPath(), new FakeTimeProvider()).Errors, options);
    }
}

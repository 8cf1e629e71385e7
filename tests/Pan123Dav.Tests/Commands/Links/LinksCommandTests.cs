using Microsoft.Extensions.Configuration;
using Pan123Dav.Commands;
using Pan123Dav.Commands.Links;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Tests.RemoteAuthentication;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands.Links;

/// <summary>The command where something else than a gateway answers at its address.</summary>
public sealed class LinksCommandTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData("200", Ok + "<html>")]
    [InlineData("200", Ok)]
    [InlineData("200", Ok + "[]")]
    [InlineData("200", Ok + "null")]
    [InlineData("200", Ok + "{}")]
    [InlineData("200", Ok + """{"links":null}""")]
    [InlineData("200", Ok + """{"links":[null]}""")]
    [InlineData("200", Ok + """{"links":[{"number":1,"user":null,"path":null,"made":null}]}""")]
    [InlineData("200", Ok + """{"links":[{"number":"x"}]}""")]
    [InlineData("204", "HTTP/1.1 204 No Content\r\n\r\n")]
    public async Task Links_AnswerOfSomethingElse_IsOneLineAnd1(string status, string answer)
    {
        var run = await RunAsync(answer);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains($"error refused: {status} was the answer", Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_AnswerOfSomethingElse_IsOneLineAnd1()
    {
        var run = await RunAsync(Ok + """{"links":[]}""", "--stop", "3");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("error refused: 200 was the answer", run.Error, StringComparison.Ordinal);
    }

    private static async Task<CommandRun> RunAsync(string answer, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using (await RemoteAuth.StartAsync(("DataDirectory", folder["data"])))
        {
            // Makes the key.
        }

        Assert.NotNull(TicketKey.TryRead(folder["data"]));
        using var other = new OneAnswerHost(answer);
        var settings = GatewayHost.Settings(RemoteAuth.Tree, ("RemoteAuthentication:Enabled", "true"), ("DataDirectory", folder["data"]));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return await CommandRun.OfAsync(
            LinksCommand.Create(() => CommandConfiguration.Create(configuration, folder["."])), ["--url", $"http://{other.Authority}", .. arguments]);
    }
}

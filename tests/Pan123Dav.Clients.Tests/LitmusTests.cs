using System.Text.RegularExpressions;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>
/// litmus, the WebDAV compliance suite, which begins by writing: a read-only server refuses that, in
/// the way litmus expects of one, and nothing more is run.
/// </summary>
public sealed partial class LitmusTests(ClientHost host) : ClientTests(host)
{
    private static readonly string[] Suites = ["basic", "copymove", "props", "locks", "http"];

    [Fact]
    public async Task Run_AllSuites_EndsWhereAReadOnlyServerMust()
    {
        Tool.Require("litmus");
        var result = await new Tool("litmus", ["-k", Host.Root.AbsoluteUri, PublishedGateway.User, PublishedGateway.Password])
        {
            Folder = Host.NewFolder()
        }.RunAsync();

        Assert.Equal(string.Concat(Suites.Select(Expected)), Progress().Replace(result.Text, ""));
    }

    private static string Expected(string suite) => $"""
        -> running `{suite}':
         0. init.................. pass
         1. begin................. FAIL (Could not create new collection `/dav/litmus/' for tests: 405 Method Not Allowed
        Server must allow `MKCOL /dav/litmus/' for tests to proceed)
        <- summary for `{suite}': of 2 tests run: 1 passed, 1 failed. 50.0%

        """;

    // What a terminal writes over again, and where the details are.
    [GeneratedRegex("(?m)^\\r.*\\r|^See debug\\.log.*\\n")]
    private static partial Regex Progress();
}

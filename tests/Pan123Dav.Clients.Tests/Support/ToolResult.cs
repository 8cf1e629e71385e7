using System.Text;
using System.Text.RegularExpressions;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>What a program left behind.</summary>
internal sealed partial record ToolResult(Tool Tool, int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Itself, once it is sure that the program was content.</summary>
    public ToolResult Succeeded()
    {
        Assert.True(ExitCode == 0, Describe());
        return this;
    }

    /// <summary>The end of what it said, without what is secret.</summary>
    public string Describe()
    {
        var said = $"{Text}\n{Error}";
        said = said.Length > 4000 ? said[^4000..] : said;
        return Signature().Replace($"{Tool.Program} ended with {ExitCode}:\n{said}", "auth_key=…").Replace(PublishedGateway.Password,
            "…", StringComparison.Ordinal);
    }

    [GeneratedRegex("auth_key=[^\\s\"'&]+")]
    private static partial Regex Signature();
}

using System.Reflection;
using System.Text;
using Pan123Dav.Data;

namespace Pan123Dav.Commands.Setup;

/// <summary>
/// Caddy in front, as <c>deploy/</c> has it, for the settings in this very folder: it holds the key and the password's hash, so no secrets of their own
/// are needed, and the container runs as the folder's owner, who alone can read it.
/// </summary>
internal static class DomainFiles
{
    /// <summary>Name of Caddy's settings.</summary>
    public const string CaddyName = "Caddyfile";

    /// <summary>Name of the compose file.</summary>
    public const string ComposeName = "compose.yaml";

    private const string ExampleDomain = "drive.example.com";

    // Behind a line's indent. What is null goes, with the list or section below it.
    private static readonly Dictionary<string, string?> Replaced = new(StringComparer.Ordinal)
    {
        ["build: .."] = "image: pan123dav",
        ["- ./config:/config:ro"] = "- .:/config:ro",
        ["- data:/data"] = "- ./data:/data",
        ["data:"] = null,
        ["secrets:"] = null,
    };

    /// <summary>Caddy's settings for a domain.</summary>
    public static byte[] CreateCaddyfile(string domain) => Encoding.UTF8.GetBytes(Read(CaddyName).Replace(ExampleDomain, domain, StringComparison.Ordinal));

    /// <summary>The containers.</summary>
    public static byte[] CreateCompose()
    {
        var made = new StringBuilder("# Pan123Dav behind Caddy, which fetches and renews the certificate: docker compose up -d\n");
        var skipped = int.MaxValue;
        foreach (var line in Read(ComposeName).Split('\n').SkipWhile(line => line.StartsWith('#')))
        {
            var indent = line.Length - line.TrimStart(' ').Length;
            if (indent > skipped && line.Length > 0)
            {
                continue;
            }

            skipped = int.MaxValue;
            if (!Replaced.TryGetValue(line.Trim(), out var replacement))
            {
                made.Append(line).Append('\n');
            }
            else if (replacement is null)
            {
                skipped = indent;
            }
            else
            {
                made.Append(' ', indent).Append(replacement).Append('\n');
                made.Append(line.Trim().StartsWith("build", StringComparison.Ordinal) && !OperatingSystem.IsWindows()
                    ? string.Create(null, $"    user: \"{UnixUser.Id}:{UnixUser.GroupId}\"\n") : "");
            }
        }

        return Encoding.UTF8.GetBytes(made.ToString().TrimEnd('\n') + "\n");
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"deploy/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>Files that a program cannot handle itself, with the reason and the version it was seen with. Everything else it must read.</summary>
internal sealed record ClientLimit(string Reason, Func<ClientFile, bool> Applies)
{
    /// <summary>What is left of <paramref name="files"/>; what is left out is named in the test's output.</summary>
    public static IReadOnlyList<ClientFile> Without(IEnumerable<ClientFile> files, params ClientLimit[] limits)
    {
        var readable = new List<ClientFile>();
        foreach (var file in files)
        {
            if (limits.FirstOrDefault(limit => limit.Applies(file)) is { } limit)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"Left out: {file.Path}: {limit.Reason}");
            }
            else
            {
                readable.Add(file);
            }
        }

        return readable;
    }
}

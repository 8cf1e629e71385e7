namespace Pan123Dav.Tests.Support;

/// <summary>The checkout these tests were built in. Found from where they run: a deterministic build does not know its own path.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pan123Dav.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below a checkout.");
    }
}

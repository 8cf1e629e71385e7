namespace Pan123Dav.Clients.Tests.Support;

/// <summary>
/// Tests with one program; after each the origin must have seen no credentials and refused nothing, and the program must have got its content by
/// <paramref name="delivery"/> on default settings.
/// </summary>
public abstract class ClientTests(ClientHost host, string delivery = "redirect") : IClassFixture<ClientHost>, IDisposable
{
    protected ClientHost Host { get; } = host;

    protected ClientTree Tree => Host.Tree;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Host.AssertClean(delivery);
    }

    /// <summary>Every file was read right: <paramref name="copyOf"/> says where the program put it.</summary>
    internal static void AssertSame(IEnumerable<ClientFile> files, Func<ClientFile, string> copyOf)
    {
        Assert.Empty(files.Select(file => Difference(file, copyOf(file))).OfType<string>());
    }

    private static string? Difference(ClientFile file, string copy)
    {
        try
        {
            return Digest.OfFile(copy) == file.Sha256 ? null : $"{file.Path}: other bytes, {new FileInfo(copy).Length} of {file.Content.Length}";
        }
        catch (IOException e)
        {
            return $"{file.Path}: {e.Message}";
        }
    }
}

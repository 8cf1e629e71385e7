using Pan123Dav.Commands.Setup;
using Pan123Dav.Tests.Commands;

namespace Pan123Dav.Tests.Setup;

/// <summary>Runs of <c>setup</c> into a folder that goes away.</summary>
public abstract class SetupTest : IDisposable
{
    private protected const string Password = "four-quiet-brown-otters";

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    private protected string Settings => Path.Combine(Folder, "appsettings.json");

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private protected Task<CommandRun> RunAsync(string? input, params string[] arguments) => CommandRun.OfAsync(
        SetupCommand.Create(new StringReader(input ?? "")), arguments.Contains("--config") ? arguments : [.. arguments, "--config", Settings]);
}

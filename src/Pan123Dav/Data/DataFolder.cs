using System.Globalization;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;

namespace Pan123Dav.Data;

/// <summary>
/// The gateway's hold on its <c>DataDirectory</c>: two gateways on one would each grant the whole budget. The operating system's lock on a file dies with its
/// process, so nothing is left behind by one that was killed. Commands that only look at the database need no hold.
/// </summary>
internal sealed class DataFolder(ILogger<DataFolder> logger) : IDisposable
{
    private const string LockFile = "pan123dav.lock";

    // Beside the locked file, which nobody else can read.
    private const string ProcessFile = "pan123dav.pid";

    private FileStream? _lock;

    /// <summary>Takes hold until the end of the process, unless several gateways are meant to share the folder. One that cannot be written is told of, and no more.</summary>
    /// <exception cref="GatewayStartException">Another gateway has it.</exception>
    public void Hold(GatewayOptions options)
    {
        var folder = options.DataDirectory;
        try
        {
            OwnerOnly.CreateFolder(folder);
            if (!options.IsShared)
            {
                _lock = OwnerOnly.Open(Path.Combine(folder, LockFile), FileShare.None);
                File.WriteAllText(Path.Combine(folder, ProcessFile), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {Environment.MachineName}\n"));
            }

            OwnerOnly.Restrict(folder);
        }
        catch (IOException e) when (_lock is null && IsHeld(e))
        {
            throw new GatewayStartException(
                [new ConfigurationError($"{GatewayOptions.SectionName}:{nameof(GatewayOptions.DataDirectory)}", Describe(folder))], []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.FolderNotHeld(logger, folder, e.Message);
        }
    }

    public void Dispose() => _lock?.Dispose();

    // EWOULDBLOCK of Linux and macOS, and ERROR_SHARING_VIOLATION.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string Describe(string folder)
    {
        var holder = "another gateway";
        try
        {
            var words = File.ReadAllText(Path.Combine(folder, ProcessFile)).Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length > 0 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            {
                holder = words.Length < 2 || words[1] == Environment.MachineName
                    ? string.Create(CultureInfo.InvariantCulture, $"another gateway, process {process}")
                    : string.Create(CultureInfo.InvariantCulture, $"another gateway, process {process} on {words[1]}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it stays nameless.
        }

        return $"{folder} is in use by {holder}, and two would each spend the whole budget: stop that one, or write a DataDirectory of its own for this one";
    }
}

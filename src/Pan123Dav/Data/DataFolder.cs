using System.Globalization;

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

    /// <summary>
    /// Takes hold until the end of the process, unless several gateways are meant to share the folder. One
    /// that cannot be written is told of, and no more.
    /// </summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="isShared">Several gateways are meant to use it.</param>
    /// <returns>What is wrong when another gateway has it, for the end of a sentence that begins with the key; else null.</returns>
    public string? Hold(string folder, bool isShared)
    {
        try
        {
            OwnerOnly.CreateFolder(folder);
            if (!isShared)
            {
                _lock = OwnerOnly.Open(Path.Combine(folder, LockFile), FileShare.None);
                File.WriteAllText(Path.Combine(folder, ProcessFile),
                    string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {Environment.MachineName}\n"));
            }

            OwnerOnly.Restrict(folder);
            return null;
        }
        catch (IOException e) when (_lock is null && IsHeld(e))
        {
            return Describe(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In a container users have no names, and the folder comes from outside.
            var problem = OperatingSystem.IsWindows() ? e.Message : $"{e.Message} User {UnixUser.Id} needs it: chown -R {UnixUser.Id} on the host";
            Log.FolderNotHeld(logger, folder, problem);
            return null;
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
            var words = File.ReadAllText(Path.Combine(folder, ProcessFile))
                .Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
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

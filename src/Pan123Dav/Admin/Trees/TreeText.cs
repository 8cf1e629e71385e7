using Pan123Dav.Admin.Problems;
using Pan123Dav.Admin.Settings;
using Pan123Dav.Data;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree;

namespace Pan123Dav.Admin.Trees;

/// <summary>The text of one mount, and where it stands.</summary>
/// <param name="Index">The mount's number in the configuration.</param>
/// <param name="Options">What is mounted, and where.</param>
/// <param name="Storage">Shows it.</param>
/// <param name="Key">The key of the configuration that holds it, where no file does.</param>
/// <param name="Setting">Which source sets that key; null for a text in a file.</param>
internal sealed record TreeText(int Index, MountOptions Options, ITreeStorage Storage, string Key, SettingsPlace? Setting)
{
    /// <summary>The most that is read and written here, in bytes.</summary>
    public const int MaxBytes = 32 << 20;

    /// <summary>What its versions are kept under.</summary>
    public string Place => Options.OriginUrlsFile ?? $"Pan123Dav:Mounts:{Options.Path}";

    /// <summary>Where it stands, for people and programs.</summary>
    public string Source => Setting is null ? "file" : Setting.File is null ? "environment" : "settings";

    /// <summary>The file that it stands in; null when it is in none.</summary>
    public string? File => Options.OriginUrlsFile ?? Setting?.Path;

    /// <summary>Why it cannot be written here; null when it can.</summary>
    public ApiProblem? FindProblem()
    {
        if (Options.OriginUrlsFile is not { } path)
        {
            return Setting!.Problem;
        }

        var file = new ReplaceableFile(path);
        return file.FindObstacle() is { } obstacle ? Obstacles.ToProblem(obstacle, path)
            : new FileInfo(file.Path) is { Exists: true, Length: > MaxBytes } ? TooLarge()
            : null;
    }

    /// <summary>The bytes as they stand there.</summary>
    /// <exception cref="ApiProblem">They cannot be read, or are too many.</exception>
    public byte[] Read()
    {
        if (Options.OriginUrlsFile is not { } path)
        {
            return System.Text.Encoding.UTF8.GetBytes(Options.OriginUrls ?? "");
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length > MaxBytes)
            {
                throw TooLarge();
            }

            var bytes = new byte[file.Length];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ApiProblem(StatusCodes.Status503ServiceUnavailable, "unreadable", static text => text.Unreadable)
            {
                RetryAfter = TimeSpan.FromSeconds(5),
            };
        }
    }

    private static ApiProblem TooLarge() => new(StatusCodes.Status409Conflict, "too-large", static text => text.TooLarge(MaxBytes));
}

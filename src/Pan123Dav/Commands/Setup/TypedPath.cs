namespace Pan123Dav.Commands.Setup;

/// <summary>A file's path as people type it, or as a desktop writes it when they drag the file into a terminal.</summary>
internal static class TypedPath
{
    /// <summary>Whether it is a <c>file:</c> URL.</summary>
    public static bool IsFileUrl(string answer) => answer.TrimStart().StartsWith("file://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path: without quotes, a shell's backslashes and <c>~</c>, or from a URL.</summary>
    public static string Read(string answer)
    {
        var path = answer.Trim().Trim('"', '\'');
        if (IsFileUrl(path) && Uri.TryCreate(path, UriKind.Absolute, out var url))
        {
            return url.LocalPath;
        }

        if (path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal))
        {
            path = Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        }

        return !OperatingSystem.IsWindows() && !File.Exists(path) && path.Replace("\\", "", StringComparison.Ordinal) is var plain && File.Exists(plain)
            ? plain
            : path;
    }
}

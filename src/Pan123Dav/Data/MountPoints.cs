using System.Text;

namespace Pan123Dav.Data;

/// <summary>What is mounted where, as Linux tells (proc(5), <c>/proc/self/mountinfo</c>). Elsewhere nothing is known.</summary>
internal static class MountPoints
{
    private const string Table = "/proc/self/mountinfo";

    // ID, parent, device, root, mount point, options.
    private const int PathField = 4;
    private const int OptionsField = 5;

    /// <summary>Whether something is mounted exactly there.</summary>
    public static bool Contains(string path) => Read().Any(mount => mount.Path == path);

    /// <summary>Whether the file system that holds <paramref name="path"/> is mounted read-only here.</summary>
    public static bool IsReadOnly(string path) =>
        Read().Where(mount => path == mount.Path || path.StartsWith(mount.Path.TrimEnd('/') + '/', StringComparison.Ordinal))
            .OrderBy(mount => mount.Path.Length).LastOrDefault().IsReadOnly;

    /// <summary>What the lines of the table tell.</summary>
    public static IEnumerable<(string Path, bool IsReadOnly)> Parse(IEnumerable<string> lines) => lines
        .Select(line => line.Split(' ')).Where(fields => fields.Length > OptionsField)
        .Select(fields => (Unescape(fields[PathField]), fields[OptionsField].Split(',').Contains("ro")));

    private static List<(string Path, bool IsReadOnly)> Read()
    {
        try
        {
            return File.Exists(Table) ? [.. Parse(File.ReadLines(Table))] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Blanks and backslashes are written as three octal digits.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
        {
            return field;
        }

        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                var digits = field.AsSpan(i + 1, 3);
                text.Append((char)(((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + (digits[2] - '0')));
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }

        return text.ToString();
    }
}

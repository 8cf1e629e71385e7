using System.Globalization;
using System.Net;
using Pan123Dav.Storage;

namespace Pan123Dav.Configuration;

/// <summary>The typed reads. A value is shown in a message only where it cannot be a secret put under the wrong key.</summary>
internal static class SectionValues
{
    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>A whole number within a range.</summary>
    public static long Integer(this SectionReader reader, string key, long absent, long minimum, long maximum)
    {
        if (reader.Text(key) is not { } text)
        {
            return absent;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        reader.AddError(key, maximum == long.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"must be a whole number, {minimum} or more")
            : string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {minimum} to {maximum}"));
        return absent;
    }

    /// <summary>A whole number of 64 bits without sign; 0 when absent.</summary>
    public static ulong Unsigned(this SectionReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return 0;
        }

        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        reader.AddError(key, string.Create(CultureInfo.InvariantCulture, $"must be a whole number, 0 or more and at most {ulong.MaxValue}"));
        return 0;
    }

    /// <summary>A whole number within a range; null when absent or wrong.</summary>
    public static long? OptionalInteger(this SectionReader reader, string key, long minimum, long maximum) =>
        reader.Text(key) is null || reader.Integer(key, -1, minimum, maximum) is var value && value < minimum ? null : value;

    /// <summary>A whole number of minutes, a minute to a year.</summary>
    public static TimeSpan Minutes(this SectionReader reader, string key, TimeSpan absent)
    {
        const int minutesAYear = 365 * 24 * 60;
        return TimeSpan.FromMinutes(reader.Integer(key, (long)absent.TotalMinutes, 1, minutesAYear));
    }

    /// <summary>A length of time as hours, minutes and seconds, at least one second and at most a day.</summary>
    public static TimeSpan Duration(this SectionReader reader, string key, TimeSpan absent)
    {
        if (reader.Text(key) is not { } text)
        {
            return absent;
        }

        // A number alone would be taken for days.
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
            && value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromDays(1))
        {
            return value;
        }

        reader.AddError(key, "must be hours, minutes and seconds, from 00:00:01 to 24 hours, such as 00:02:10");
        return absent;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static bool Boolean(this SectionReader reader, string key, bool absent)
    {
        if (reader.Text(key) is not { } text)
        {
            return absent;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        reader.AddError(key, "must be true or false");
        return absent;
    }

    /// <summary>One of an enumeration's names, letter case aside.</summary>
    public static T Name<T>(this SectionReader reader, string key, T absent)
        where T : struct, Enum => reader.Text(key) is null ? absent : reader.Name<T>(key) ?? absent;

    /// <summary>One of an enumeration's names, letter case aside: the first of them when absent, null when wrong.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="foreign">The name that stands for what another program calls by the text; null when it is none of its words.</param>
    public static T? Name<T>(this SectionReader reader, string key, Func<string, T?>? foreign = null)
        where T : struct, Enum
    {
        if (reader.Text(key) is not { } text)
        {
            return Enum.GetValues<T>()[0];
        }

        var names = Enum.GetNames<T>();
        if (names.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<T>(text, ignoreCase: true);
        }

        if (foreign?.Invoke(text) is { } ours)
        {
            reader.AddError(key, $"is AList's name for it: write {ours}");
            return null;
        }

        var known = names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
        reader.AddError(key, $"must be {known}{(SpellingSuggestion.Find(text, names) is { } nearest ? $": did you mean {nearest}?" : "")}");
        return null;
    }

    /// <summary>A moment: ISO 8601 with its zone.</summary>
    public static DateTimeOffset Moment(this SectionReader reader, string key, DateTimeOffset absent)
    {
        if (reader.Text(key) is not { } text)
        {
            return absent;
        }

        if (DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value))
        {
            return value;
        }

        reader.AddError(key, "must be a date and time with its zone, such as 2000-01-01T00:00:00Z");
        return absent;
    }

    /// <summary>A decoded path that starts with a slash; a slash at its end does not matter.</summary>
    public static StoragePath StoragePath(this SectionReader reader, string key, StoragePath absent) =>
        reader.Text(key) is { } text && TryPath(reader, key, text, out var path) ? path : absent;

    /// <summary>A list of decoded paths; null when absent.</summary>
    public static IReadOnlyList<StoragePath>? StoragePaths(this SectionReader reader, string key)
    {
        if (reader.Texts(key) is not { } texts)
        {
            return null;
        }

        var paths = new List<StoragePath>(texts.Count);
        foreach (var (itemKey, text) in texts)
        {
            if (TryPath(reader, itemKey, text, out var path))
            {
                paths.Add(path);
            }
        }

        return paths;
    }

    /// <summary>A file or folder, made absolute against <paramref name="contentRoot"/>; null when absent.</summary>
    public static string? FilePath(this SectionReader reader, string key, string contentRoot)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        if (!text.Any(char.IsControl))
        {
            return Path.GetFullPath(text, contentRoot);
        }

        reader.AddError(key, "must be the path of a file or folder, without control characters: "
            + "in JSON a backslash begins an escape, so write \\\\ for each, or / instead");
        return null;
    }

    /// <summary>An absolute http or https address without user information; null when absent.</summary>
    public static Uri? HttpAddress(this SectionReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0)
        {
            return AsciiAddress.From(uri);
        }

        reader.AddError(key, "must be an absolute http or https address such as https://host.example/path, without a user and password in it");
        return null;
    }

    /// <summary>A list of IP addresses and networks in CIDR form; empty when absent.</summary>
    public static IReadOnlyList<IPNetwork> Networks(this SectionReader reader, string key)
    {
        var networks = new List<IPNetwork>();
        foreach (var (itemKey, text) in reader.Texts(key) ?? [])
        {
            // IPAddress reads "10" as 0.0.0.10: only the dotted form is what its owner meant.
            var written = text.Contains(':', StringComparison.Ordinal) || text.Count(letter => letter == '.') == 3;
            if (written && IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (written && IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                reader.AddError(itemKey, "must be an IP address such as 172.18.0.2, or a network in CIDR form such as 172.18.0.0/16");
            }
        }

        return networks;
    }

    private static bool TryPath(SectionReader reader, string key, string text, out StoragePath path)
    {
        if (!Storage.StoragePath.TryParse(text, out path))
        {
            reader.AddError(key, "must be a path such as /films/2024, without . or .. segments and control characters");
            return false;
        }

        if (!text.StartsWith('/'))
        {
            reader.AddError(key, $"must start with a slash: write {path}");
            return false;
        }

        return true;
    }
}

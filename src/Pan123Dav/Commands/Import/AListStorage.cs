using System.Globalization;
using System.Text.Json;

namespace Pan123Dav.Commands.Import;

/// <summary>One storage of an AList or OpenList export. Values are read as they come: a number may be a text and the other way round.</summary>
/// <param name="Place">Where it stands, such as <c>storages[3]</c>.</param>
/// <param name="Common">What every storage has.</param>
/// <param name="Addition">What its driver has.</param>
internal sealed record AListStorage(string Place, JsonElement Common, JsonElement Addition)
{
    /// <summary>The kind of storage, as the program calls it.</summary>
    public string Driver => ForeignValue.Text(Common, "driver") ?? "";

    /// <summary>Where the program shows it.</summary>
    public string MountPath => ForeignValue.Text(Common, "mount_path") ?? "";

    /// <summary>Whether the program leaves it out.</summary>
    public bool IsDisabled => ForeignValue.Text(Common, "disabled") == "true";

    /// <summary>How WebDAV clients get content.</summary>
    public string WebDavPolicy => ForeignValue.Text(Common, "webdav_policy") ?? "";

    /// <summary>How long listings are kept, in minutes; 0 or below when nothing is said.</summary>
    public long CacheMinutes =>
        long.TryParse(ForeignValue.Text(Common, "cache_expiration"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes)
            ? minutes
            : 0;

    /// <summary>The first of the driver's values with one of these names that is not empty.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (ForeignValue.Text(Addition, name) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>Whether one of the driver's values with these names is true; null when there is none.</summary>
    public bool? Flag(params ReadOnlySpan<string> names) => Text(names) is { } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>Nothing secret.</summary>
    public override string ToString() => Place;
}

using Pan123Dav.Storage;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// A file's path in the drive, written against the path of its link, whose last segments are nearly always
/// the same: a byte that says how many, then what stands before them.
/// </summary>
internal static class TicketPath
{
    /// <summary>Writes as much of <paramref name="drive"/> as there is room for, whole segments. True when the end had to be left out.</summary>
    public static bool Write(StoragePath drive, ReadOnlySpan<byte> link, Span<byte> destination, out int written)
    {
        var own = drive.Utf8;
        var shared = CountShared(own, link, out var rest);
        var room = destination.Length - 1;
        if (rest <= room)
        {
            destination[0] = (byte)shared;
            own[..rest].CopyTo(destination[1..]);
            written = 1 + rest;
            return false;
        }

        // The whole path begins with what fits, up to a slash.
        var cut = own[..(room + 1)].LastIndexOf((byte)'/');
        cut = Math.Max(0, cut);
        destination[0] = 0;
        own[..cut].CopyTo(destination[1..]);
        written = 1 + cut;
        return true;
    }

    /// <summary>What was written.</summary>
    /// <param name="written">Of a ticket that is ours.</param>
    /// <param name="link">The path that it was written against.</param>
    /// <param name="isCut">Whether the end was left out.</param>
    public static StoragePath Read(ReadOnlySpan<byte> written, ReadOnlySpan<byte> link, bool isCut)
    {
        var before = written[1..];
        var shared = isCut ? default : TakeLast(link, written[0]);
        var joined = new byte[before.Length + (before.Length > 0 && shared.Length > 0 ? 1 : 0) + shared.Length];
        before.CopyTo(joined);
        if (before.Length > 0 && shared.Length > 0)
        {
            joined[before.Length] = (byte)'/';
        }

        shared.CopyTo(joined.AsSpan(joined.Length - shared.Length));
        return StoragePath.FromJoined(joined);
    }

    // How many segments at the end are the same, and how long what stands before them is, without the slash between.
    private static int CountShared(ReadOnlySpan<byte> drive, ReadOnlySpan<byte> link, out int rest)
    {
        var shared = 0;
        rest = drive.Length;
        while (rest > 0 && shared < byte.MaxValue)
        {
            var start = drive[..rest].LastIndexOf((byte)'/') + 1;
            var slash = link.LastIndexOf((byte)'/');
            if (slash < 0 || !link[(slash + 1)..].SequenceEqual(drive[start..rest]))
            {
                break;
            }

            shared++;
            link = link[..slash];
            rest = Math.Max(0, start - 1);
        }

        return shared;
    }

    private static ReadOnlySpan<byte> TakeLast(ReadOnlySpan<byte> link, int segments)
    {
        var start = link.Length;
        for (; segments > 0 && start > 0; segments--)
        {
            start = link[..start].LastIndexOf((byte)'/');
        }

        return start < 0 || start >= link.Length ? default : link[(start + 1)..];
    }
}

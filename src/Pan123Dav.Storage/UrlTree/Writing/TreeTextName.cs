using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pan123Dav.Storage.UrlTree.Writing;

/// <summary>Which names a tree text can hold at the start of a line, and what becomes of the others.</summary>
public static class TreeTextName
{
    /// <summary>
    /// Whether <paramref name="name"/>, UTF-8, is read back as it is: white space in front would be indent, and a hash with a blank would be a comment.
    /// </summary>
    public static bool Fits(ReadOnlySpan<byte> name) =>
        StoragePath.IsSegment(name)
        && (Rune.DecodeFromUtf8(name, out var first, out _) != OperationStatus.Done || !Rune.IsWhiteSpace(first))
        && !name.StartsWith("# "u8);

    /// <summary>The name with its first character percent-encoded: it fits, and people can still read it.</summary>
    /// <param name="name">A name that a path can hold, in UTF-8.</param>
    public static byte[] Escape(ReadOnlySpan<byte> name)
    {
        Rune.DecodeFromUtf8(name, out _, out var length);
        var escaped = new StringBuilder();
        foreach (var value in name[..length])
        {
            escaped.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return [.. Encoding.ASCII.GetBytes(escaped.ToString()), .. name[length..]];
    }
}

using System.Globalization;
using System.IO.Hashing;

namespace Pan123Dav.Commands.Strm;

/// <summary>A file that an earlier run or this one wrote.</summary>
/// <param name="Digest">Of what was written: a file that is other by now is somebody else's.</param>
/// <param name="Source">Which version of the drive's file it is a copy of; 0 for a link.</param>
internal readonly record struct WrittenFile(ulong Digest, ulong Source = 0)
{
    /// <summary>What tells two contents apart.</summary>
    public static ulong GetDigest(ReadOnlySpan<byte> content) => XxHash3.HashToUInt64(content);

    /// <summary>A line of the manifest. Names hold no control characters.</summary>
    public string ToLine(string name) => string.Create(CultureInfo.InvariantCulture, $"{Digest:x16}\t{Source:x16}\t{name}");

    /// <summary>Reads a line of the manifest; false for any other line, also for a name that leads out of the folder.</summary>
    public static bool TryParse(string line, out string name, out WrittenFile file)
    {
        var fields = line.Split('\t');
        name = fields[^1];
        file = default;
        if (fields.Length != 3 || !IsInside(name) || !TryParse(fields[0], out var digest) || !TryParse(fields[1], out var source))
        {
            return false;
        }

        file = new WrittenFile(digest, source);
        return true;
    }

    private static bool TryParse(string text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);

    private static bool IsInside(string name) =>
        name.Length > 0 && !Path.IsPathRooted(name)
            && name.Split('/').All(segment => segment is not ("" or "." or "..") && LocalName.FindFault(segment) is null);
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Pan123Dav.Emulator.Account;

/// <summary>One file or folder of the account.</summary>
/// <param name="Id">123's number of it; 0 is the root, which is never listed.</param>
/// <param name="ParentId">The folder it is in.</param>
/// <param name="Name">Any text, also such as no path can hold.</param>
/// <param name="Modified">When it changed last; told to the second, in UTC+8.</param>
public sealed record EmulatorItem(long Id, long ParentId, string Name, DateTimeOffset Modified)
{
    private static readonly ConditionalWeakTable<EmulatorContent, string> Digests = [];

    /// <summary>Its bytes; null for a folder.</summary>
    public EmulatorContent? Content { get; init; }

    /// <summary>Whether it has members.</summary>
    public bool IsFolder => Content is null;

    /// <summary>In the bin: the open platform lists it nevertheless.</summary>
    public bool Trashed { get; init; }

    /// <summary>123's state of review; above 100 the file is rejected.</summary>
    public int Status { get; init; }

    /// <summary>A folder whose files, at any depth, have direct links.</summary>
    public bool DirectLinks { get; init; }

    /// <summary>How many more members a folder is listed with: made up while they are listed, never held.</summary>
    public long MadeUpMembers { get; init; }

    /// <summary>Bytes.</summary>
    public long Size => Content?.Length ?? 0;

    /// <summary>The true MD5 of the content in lowercase hex; empty for a folder.</summary>
    public string Md5 => Content is null ? "" : Digests.GetValue(Content, Digest);

    private static string Digest(EmulatorContent content)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[64 * 1024];
        for (long at = 0; at < content.Length;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, content.Length - at));
            content.Read(at, part);
            md5.AppendData(part);
            at += part.Length;
        }

        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }
}

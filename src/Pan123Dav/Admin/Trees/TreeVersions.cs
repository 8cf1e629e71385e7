using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Pan123Dav.Data;

namespace Pan123Dav.Admin.Trees;

/// <summary>
/// Texts that were replaced, the last ten of each tree, in <c>DataDirectory</c>: a folder a tree, a file a version. Its name says all there is to know of it:
/// a number that only grows, when it was replaced, and the digest of the text.
/// </summary>
internal sealed partial class TreeVersions(IOptionsMonitor<ApiOptions> options, TimeProvider timeProvider)
{
    private const int MaxKept = 10;
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>Keeps a text. One that is the newest already is not kept twice.</summary>
    /// <param name="place">What tells the tree from others: its file, or the key of its mount.</param>
    /// <param name="text">The text that is to be replaced.</param>
    /// <exception cref="IOException">It cannot be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be kept.</exception>
    public void Keep(string place, ReadOnlySpan<byte> text)
    {
        var folder = GetFolder(place);
        var kept = List(folder);
        var digest = TextTag.GetDigest(text);
        if (kept.Count > 0 && kept[0].Digest == digest)
        {
            return;
        }

        OwnerOnly.CreateFolder(Path.GetDirectoryName(folder)!);
        OwnerOnly.CreateFolder(folder);
        var number = kept.Count == 0 ? 1 : kept[0].Number + 1;
        var now = timeProvider.GetUtcNow().UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        var id = string.Create(CultureInfo.InvariantCulture, $"{number:D6}-{now}-{digest}");

        // Under another name first, so that a process that is killed leaves no half of one.
        var temporary = Path.Combine(folder, $"{id}.tmp");
        File.Delete(temporary);
        try
        {
            ReplaceableFile.Write(temporary, text);
            File.Move(temporary, Path.Combine(folder, id));
        }
        finally
        {
            File.Delete(temporary);
        }

        foreach (var old in kept.Skip(MaxKept - 1))
        {
            File.Delete(Path.Combine(folder, old.Id));
        }
    }

    /// <summary>What is kept of a tree, the newest first.</summary>
    public IReadOnlyList<TreeVersion> GetAll(string place) => [.. List(GetFolder(place)).Select(version => version.ToModel())];

    /// <summary>A text that is kept; null when there is none of this name.</summary>
    public byte[]? Read(string place, string id)
    {
        var folder = GetFolder(place);
        return List(folder).FirstOrDefault(version => version.Id == id) is { } version ? File.ReadAllBytes(Path.Combine(folder, version.Id)) : null;
    }

    private static IReadOnlyList<Version> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return [.. new DirectoryInfo(folder).EnumerateFiles().Select(Version.Read).OfType<Version>().OrderByDescending(version => version.Number)];
    }

    private string GetFolder(string place) => Path.Combine(
        options.CurrentValue.DataDirectory, OwnerOnly.VersionsFolder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)).AsSpan(0, 8)));

    private sealed partial record Version(string Id, long Number, DateTimeOffset Replaced, string Digest, long Bytes)
    {
        public static Version? Read(FileInfo file) =>
            Name().Match(file.Name) is { Success: true } name
            && DateTimeOffset.TryParseExact(name.Groups[2].Value, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var replaced)
                ? new Version(file.Name, long.Parse(name.Groups[1].Value, CultureInfo.InvariantCulture), replaced, name.Groups[3].Value, file.Length)
                : null;

        public TreeVersion ToModel() => new() { Id = Id, Saved = Replaced, Bytes = Bytes, Etag = TextTag.FromDigest(Digest) };

        [GeneratedRegex("^([0-9]{6,12})-([0-9]{8}T[0-9]{9}Z)-([0-9a-f]{32})$")]
        private static partial Regex Name();
    }
}

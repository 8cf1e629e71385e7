using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Storage.Tests.Support;

/// <summary>A file or folder as one of 123's interfaces holds it.</summary>
internal sealed record RemoteNode(long Id, long Parent, string Name, bool IsFolder, long Size = 0, long? Modified = null, string Md5 = "")
{
    /// <summary>Everything in a tree text, numbered from 1001 on in the text's order; what the text does not know of a size is 0.</summary>
    public static IReadOnlyList<RemoteNode> OfText(string text)
    {
        var table = Trees.Read(text);
        return [.. Enumerable.Range(1, table.Count - 1).Select(row => new StorageEntry(table, row)).Select(entry => new RemoteNode(
            GetId(entry.Index),
            entry.Table.GetParent(entry.Index) is var parent and > 0 ? GetId(parent) : 0,
            Encoding.UTF8.GetString(entry.Name),
            entry.IsCollection,
            entry.Length ?? 0,
            entry.Modified,
            entry.IsCollection ? "" : GetMd5(table.GetPath(entry.Index))))];
    }

    /// <summary>32 hex digits of the test's own: nobody checks that they are an MD5.</summary>
    public static string GetMd5(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    private static long GetId(int row) => 1000 + row;
}

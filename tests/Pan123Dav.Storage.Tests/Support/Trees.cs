using System.Text;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.Support;

/// <summary>Shortens the reading of a text, and writes what came out of it as lines that a test can state.</summary>
internal static class Trees
{
    public static UrlTreeParseResult Parse(string text) => UrlTreeText.Parse(Encoding.UTF8.GetBytes(text));

    public static EntryTable Read(string text)
    {
        var result = Parse(text);
        Assert.Empty(Describe(result));
        return result.Table!;
    }

    /// <summary><c>/folder/</c> for a collection, <c>/file size time url</c> for a file, a dash where nothing is known.</summary>
    public static string[] Print(EntryTable table) =>
        [.. Enumerable.Range(1, table.Count - 1).Select(row => new StorageEntry(table, row)).Select(entry => entry.IsCollection
            ? table.GetPath(entry.Index) + "/"
            : $"{table.GetPath(entry.Index)} {Or(entry.Length)} {Or(table.GetGivenModified(entry.Index))} {table.GetUrl(entry.Index)}")];

    /// <summary><c>line:column code</c> of each diagnostic.</summary>
    public static string[] Describe(UrlTreeParseResult result) =>
        [.. result.Diagnostics.Select(diagnostic => $"{diagnostic.Line}:{diagnostic.Column} {diagnostic.Code}")];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static StoragePath Path(string text) => StoragePath.TryParse(text, out var path) ? path : throw new ArgumentException(text);

    private static string Or(long? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}

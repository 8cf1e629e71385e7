using Pan123Dav.Benchmarks.Load;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Benchmarks.Micro;

/// <summary>The load program's small tree, as text and parsed.</summary>
internal static class SampleTree
{
    public static byte[] Text(int files)
    {
        var path = System.IO.Path.GetTempFileName();
        try
        {
            TreeGenerator.Write(path, files, "first");
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static EntryTable Table() =>
        UrlTreeText.Parse(Text(TreeGenerator.Small)).Table ?? throw new InvalidOperationException("The generated tree has errors.");

    public static StoragePath Path(string href) =>
        StoragePath.TryParse(Uri.UnescapeDataString(href)["/dav".Length..], out var path) ? path : throw new ArgumentException("No path.", nameof(href));
}

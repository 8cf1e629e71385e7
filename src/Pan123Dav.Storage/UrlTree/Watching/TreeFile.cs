using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.UrlTree.Watching;

/// <summary>Reads a tree text from a file.</summary>
internal static class TreeFile
{
    /// <summary>Reads the file at <paramref name="path"/>; <paramref name="stamp"/> is what it was when the reading began.</summary>
    public static UrlTreeParseResult Load(string path, UrlTreeStorage owner, out TreeFileStamp stamp)
    {
        using var text = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.SequentialScan,
            BufferSize = 0,
        });
        stamp = TreeFileStamp.Read(path, text.SafeFileHandle);
        return UrlTreeText.Parse(text, owner, owner.Rules);
    }

    /// <summary>What to do about a file that cannot be read; null when <paramref name="exception"/> tells of something else.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "There is no such file. Create it, or correct 'OriginUrlsFile'.",
        UnauthorizedAccessException => "This program may not read the file, or it is a directory. Give it the right to read, or correct 'OriginUrlsFile'.",
        NotSupportedException => "This is no ordinary file. Write the path of one into 'OriginUrlsFile'.",
        IOException => $"The file cannot be read: {exception.Message}",
        _ => null,
    };
}

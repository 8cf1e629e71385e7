using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.UrlTree;

/// <summary>A storage of a tree text, whose file is read again when it changes.</summary>
public interface ITreeStorage : IStorage
{
    /// <summary>The tree that is served.</summary>
    EntryTable Table { get; }

    /// <summary>Why what its file holds now is not served, with the file's path; null while it is served.</summary>
    string? KeptOut { get; }

    /// <summary>What would become of a text here. Changes nothing.</summary>
    /// <param name="text">UTF-8, with or without a byte order mark.</param>
    UrlTreeParseResult Check(ReadOnlySpan<byte> text);

    /// <summary>Reads the file now, without waiting for the next look at it. False when what it holds is not served, or there is no file.</summary>
    bool Reload();
}

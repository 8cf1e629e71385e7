namespace Pan123Dav.Storage;

/// <summary>A storage of a tree text, whose file is read again when it changes.</summary>
public interface ITreeStorage : IStorage
{
    /// <summary>Why what its file holds now is not served, with the file's path; null while it is served.</summary>
    string? KeptOut { get; }
}

namespace Pan123Dav.Storage.Views;

/// <summary>A storage that shows only a part of another one, and can say so of a path without looking whether anything is there.</summary>
public interface IPathRules
{
    /// <summary>Whether no rule keeps what stands at <paramref name="path"/> from being seen.</summary>
    bool Allows(StoragePath path);
}

namespace Pan123Dav.Commands.Doctor;

/// <summary>A file that stands for all of its mount.</summary>
/// <param name="Path">Where it stands in the drive, decoded.</param>
/// <param name="Url">Its link without a signature; empty when it has none.</param>
internal readonly record struct SampleFile(string Path, string Url)
{
    /// <summary>Where the link's path ends and its query begins, if it has one.</summary>
    public int PathEnd => Url.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? query : Url.Length;

    /// <summary>Whether the link's path has escapes in it, for blanks and what is not ASCII.</summary>
    public bool HasEscapedPath => Url.AsSpan(0, PathEnd).Contains('%');

    /// <summary>Where it stands, and not its link.</summary>
    public override string ToString() => Path;
}

namespace Pan123Dav.Commands.Doctor;

/// <summary>A file that stands for all of its mount.</summary>
/// <param name="Path">Where it stands in the drive, decoded.</param>
/// <param name="Url">Its link without a signature; empty when it has none.</param>
internal readonly record struct SampleFile(string Path, string Url)
{
    /// <summary>Where it stands, and not its link.</summary>
    public override string ToString() => Path;
}

using Pan123Dav.Configuration;

namespace Pan123Dav.Media.Strm;

/// <summary>Section <c>Pan123Dav:Strm</c>: the drive as <c>.strm</c> files at <c>/strm</c>.</summary>
internal sealed record StrmOptions
{
    /// <summary>Whether it is there.</summary>
    public bool Enabled { get; init; }

    public static StrmOptions Read(SectionReader reader) => new() { Enabled = reader.Boolean(nameof(Enabled), absent: false) };
}

using System.Globalization;

namespace Pan123Dav.Emulator;

/// <summary>One file that the host serves.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Modified">When it changed last; the fraction of a second is not shown, HTTP has none.</param>
public sealed record EmulatorFile(EmulatorContent Content, DateTimeOffset Modified)
{
    private readonly string? _entityTag;

    /// <summary>What <c>Content-Type</c> says; null goes by the extension of the name.</summary>
    public string? ContentType { get; init; }

    /// <summary>The strong entity tag, in quotes; made of time and length unless it is set.</summary>
    public string EntityTag
    {
        get => _entityTag ?? string.Create(CultureInfo.InvariantCulture, $"\"{Modified.ToUnixTimeSeconds():x}-{Content.Length:x}\"");
        init => _entityTag = value;
    }

    /// <summary>The name that tells the content type where the path does not end in it; null goes by the path.</summary>
    public string? Name { get; init; }

    /// <summary>Served without a signature, as an address that a redirect leads to.</summary>
    public bool Public { get; init; }
}

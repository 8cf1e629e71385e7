using Pan123Dav.Emulator;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>One file of the tree that the programs read.</summary>
/// <param name="Path">Where the gateway shows it, decoded, such as <c>/names/why?.txt</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ClientFile(string Path, EmulatorContent Content)
{
    private readonly Lazy<string> _sha256 = new(() => Digest.Of(Content.ToArray()));

    /// <summary>False for a file whose size the tree text does not tell.</summary>
    public bool SizeKnown { get; init; } = true;

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Sha256 => _sha256.Value;
}

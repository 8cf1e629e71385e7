using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Mounts;

/// <summary>Something that is wrong with a mount, or may be.</summary>
/// <param name="MountIndex">The mount's place among those that were loaded.</param>
/// <param name="Source">The tree file as it is configured, or the key of the configuration that it is about.</param>
/// <param name="Diagnostic">What it is.</param>
public sealed record MountDiagnostic(int MountIndex, string Source, TreeDiagnostic Diagnostic);

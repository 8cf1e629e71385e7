namespace Pan123Dav.Metadata;

/// <summary>What a content host said of a file.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">Unix seconds, null when it did not say.</param>
internal readonly record struct DiscoveredMetadata(long Length, long? Modified);

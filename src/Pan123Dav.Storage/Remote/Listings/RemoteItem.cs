namespace Pan123Dav.Storage.Remote.Listings;

/// <summary>One file or folder as 123 lists it. Trashed and rejected ones never come this far.</summary>
/// <param name="Id">What the service calls it; never the root.</param>
/// <param name="Name">As 123 writes it: it may be a name that no path can hold.</param>
/// <param name="IsFolder">Whether it has members.</param>
/// <param name="Size">Bytes; 0 for a folder, null when the service does not say.</param>
/// <param name="Md5">32 lower-case hex digits; empty when 123 does not say.</param>
/// <param name="S3KeyFlag">What the web interface wants back when a link is asked for; empty elsewhere.</param>
/// <param name="Modified">Unix seconds; null when 123 does not say or says nonsense.</param>
internal sealed record RemoteItem(RemoteId Id, string Name, bool IsFolder, long? Size, string Md5, string S3KeyFlag, long? Modified);

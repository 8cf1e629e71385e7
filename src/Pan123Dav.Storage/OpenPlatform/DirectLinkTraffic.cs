namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>A line of 123's own count of direct-link traffic.</summary>
/// <param name="Id">123's name for the line.</param>
/// <param name="FileName">As 123 writes it.</param>
/// <param name="FilePath">Where the file stands, as 123 writes it.</param>
/// <param name="DirectLink">The unsigned link.</param>
/// <param name="FileSize">Bytes.</param>
/// <param name="IsImageBed">Whether it is of the image bed and not of the files.</param>
/// <param name="TotalTraffic">Bytes that were spent.</param>
public sealed record DirectLinkTraffic(string Id, string FileName, string FilePath, string DirectLink, long FileSize, bool IsImageBed, long TotalTraffic);

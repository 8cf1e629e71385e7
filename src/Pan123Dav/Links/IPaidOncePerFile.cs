namespace Pan123Dav.Links;

/// <summary>
/// Metadata of endpoints whose links are paid for once for a user and file within a link's life, whatever address they are asked from: a media server resolves
/// the address, and the viewer's player comes from elsewhere for the same film.
/// </summary>
internal interface IPaidOncePerFile;

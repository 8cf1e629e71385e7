namespace Pan123Dav.Storage.WebDav;

/// <summary>One <c>response</c> of a multistatus (RFC 4918 section 14.24), with what a listing needs of its properties that were found (2xx).</summary>
/// <param name="Href">As it stands there.</param>
/// <param name="Status">Of the response as a whole; null when it has property statuses instead.</param>
/// <param name="IsCollection">What <c>resourcetype</c> says; null when it says nothing.</param>
/// <param name="Length">Bytes; null when unknown.</param>
/// <param name="Modified">Unix seconds; null when unknown or not after 1970.</param>
internal sealed record MultiStatusResponse(string Href, int? Status, bool? IsCollection, long? Length, long? Modified);

namespace Pan123Dav.Storage;

/// <summary>What a link's own host wants in the <c>Authorization</c> header, and which hosts may see it. It never leaves the gateway.</summary>
public interface ILinkAuthorization
{
    /// <summary>The header's value for a request to <paramref name="address"/>; null where it must not be sent, or where there is none.</summary>
    string? GetHeader(Uri address);
}

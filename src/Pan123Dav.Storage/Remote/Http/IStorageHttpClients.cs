namespace Pan123Dav.Storage.Remote.Http;

/// <summary>
/// The named HTTP clients that ask services. An interface of its own rather than <c>IHttpClientFactory</c>: what a program
/// registers there by <c>AddHttpClient</c> and these would hide one another.
/// </summary>
public interface IStorageHttpClients
{
    /// <summary>A client of one of the names of <c>StorageHttpClients</c>. Nobody disposes of it.</summary>
    HttpClient CreateClient(string name);
}

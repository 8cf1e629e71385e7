using Microsoft.Extensions.DependencyInjection;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>
/// The clients of <see cref="StorageHttpClients"/> in a container of their own, made when the first is asked for: most gateways have no mount that asks 123,
/// and what the clients consist of is a tenth of a start.
/// </summary>
public sealed class StorageClients : IStorageHttpClients, IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _services = new(static () => new ServiceCollection().AddStorageClients().BuildServiceProvider());

    /// <inheritdoc/>
    public HttpClient CreateClient(string name) => _services.Value.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    /// <summary>Waits for calls that are under way.</summary>
    public ValueTask DisposeAsync() => _services.IsValueCreated ? _services.Value.DisposeAsync() : default;
}

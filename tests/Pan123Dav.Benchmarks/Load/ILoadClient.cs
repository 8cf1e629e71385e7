namespace Pan123Dav.Benchmarks.Load;

/// <summary>Sends one request over and over on some connections.</summary>
internal interface ILoadClient
{
    string Name { get; }

    Task<LoadResult> RunAsync(ServerProcess server, LoadRequest request, int connections, TimeSpan duration);
}

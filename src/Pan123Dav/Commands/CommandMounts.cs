using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Data;
using Pan123Dav.Gateway;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Commands;

/// <summary>Mounts of the configuration as a command uses them: with the clients and the kept tokens that the gateway has, and without the gateway.</summary>
internal sealed class CommandMounts : IAsyncDisposable
{
    private readonly StorageClients _clients;
    private readonly MountTable _table;
    private readonly CancellationTokenSource _stopping;

    private CommandMounts(StorageClients clients, MountTable table, CancellationTokenSource stopping)
    {
        _clients = clients;
        _table = table;
        _stopping = stopping;
    }

    public MountTable Table => _table;

    public IReadOnlyList<Mount> All => _table.Mounts;

    /// <summary>Loads <paramref name="chosen"/>.</summary>
    /// <exception cref="GatewayStartException">A tree text has mistakes.</exception>
    public static async Task<CommandMounts> OpenAsync(
        GatewayOptions options, IReadOnlyList<MountOptions> chosen, TimeProvider time, ApiRates? rates, CancellationToken cancellationToken)
    {
        var clients = new StorageClients();
        var directory = new DataDirectory(options.DataDirectory);
        var stopping = new CancellationTokenSource();
        var result = await MountTable.LoadAsync(chosen, null, new StorageServices
        {
            TimeProvider = time,
            IsWatching = false,
            HttpClients = clients,
            Tokens = new TokenStore(new GatewayDatabase(directory), directory, NullLogger<TokenStore>.Instance),
            Rates = rates ?? new ApiRates(),
            Stopping = stopping.Token,
        }, cancellationToken);
        if (result.Table is not { } table)
        {
            stopping.Dispose();
            await clients.DisposeAsync();
            throw new GatewayStartException([], result.Diagnostics);
        }

        return new CommandMounts(clients, table, stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _table.DisposeAsync();
        await _clients.DisposeAsync();
        _stopping.Dispose();
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Data;
using Pan123Dav.Gateway;
using Pan123Dav.Metadata;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Commands.Doctor;

/// <summary>Enters into trees what the gateway has learnt of their files, where it has kept anything.</summary>
internal static class DiscoveredSizes
{
    public static async Task RecallAsync(GatewayOptions options, MountTable mounts, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using var kept = GatewayDatabase.OpenExisting(options.DataDirectory);
            if (kept is null)
            {
                return;
            }
        }
        catch (SqliteException)
        {
            // Then nothing is known, as far as anybody can tell.
            return;
        }

        var directory = new DataDirectory(options.DataDirectory);
        using var store = new MetadataStore(new GatewayDatabase(directory), directory, time, NullLogger<MetadataStore>.Instance);
        foreach (var mount in mounts.Mounts.Where(mount => mount.Options.Remote is null))
        {
            if (await mount.Storage.FindAsync(StoragePath.Root, cancellationToken) is { Table: var table })
            {
                store.ApplyKnown(table);
            }
        }
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.Remote.Tokens;

namespace Pan123Dav.Storage.Remote;

/// <summary>What storages need of the program around them.</summary>
public sealed record StorageServices
{
    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where loads, reloads and faults are logged.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Sees each tree text's tree, also after its file was read again, before it is served.</summary>
    public Action<EntryTable>? Prepare { get; init; }

    /// <summary>Names in ASCII that nothing at the root of all mounts may have, letter case aside: the program has addresses of its own there.</summary>
    public IReadOnlyList<string> ReservedNames { get; init; } = [];

    /// <summary>Whether clients come over https, so that browsers refuse what links over http.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether files of tree texts are read again when they change.</summary>
    public bool IsWatching { get; init; } = true;

    /// <summary>The clients that ask 123; null where nothing is to be asked, as when a configuration is only checked.</summary>
    public IStorageHttpClients? HttpClients { get; init; }

    /// <summary>Where tokens are kept; null to keep them in memory alone.</summary>
    public ITokenStore? Tokens { get; init; }

    /// <summary>Told of each answer: the path of the mount that asked, and its code, of which there are a few.</summary>
    public Action<string, string>? Answered { get; init; }

    /// <summary>Counts the answers to one mount.</summary>
    internal StorageAnswers? Answers { get; init; }

    /// <summary>How often 123 is asked.</summary>
    public ApiRates Rates { get; init; } = new();

    /// <summary>Bounds the links that are being made for each user.</summary>
    internal PendingLinkLimit PendingLinks { get; } = new();

    /// <summary>Ends the calls to 123 that are under way, also those that others wait for: nothing is asked from here on.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>The same for one mount.</summary>
    internal StorageServices For(MountOptions mount) =>
        Answered is { } answered ? this with { Answers = new StorageAnswers(mount.Path.ToString(), answered) } : this;
}

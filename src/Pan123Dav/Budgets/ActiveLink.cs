using System.Net;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>A file for which somebody has a link that still works, or waits for one. Its members are used under its lock only.</summary>
internal sealed class ActiveLink(ActiveLinkKey key)
{
    private long _expires = long.MaxValue;
    private FileUsage? _counted;

    /// <summary>Whose file it is.</summary>
    public ActiveLinkKey Key { get; } = key;

    /// <summary>Taken for a few comparisons, by requests for this very file.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The bytes paid for.</summary>
    public PaidByteRanges Ranges { get; } = new();

    /// <summary>What was taken from the budgets for it.</summary>
    public FileCharge Charge { get; } = new();

    /// <summary>Whether a link was paid for.</summary>
    public bool HasLink { get; set; }

    /// <summary>Whether a link was made, of those that take a while.</summary>
    public bool IsMade { get; set; }

    /// <summary>How many requests ask all gateways at the moment whether it is paid for.</summary>
    public int Asking { get; set; }

    /// <summary>Whether what was paid was given back: whoever still holds this must look for the file anew.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>What was paid for links that are being made; null when none is.</summary>
    public PendingCharge? Pending { get; set; }

    /// <summary>UTC ticks from which on everything has to be paid for anew. May be read without the lock.</summary>
    public long Expires
    {
        get => Volatile.Read(ref _expires);
        set => Volatile.Write(ref _expires, value);
    }

    /// <summary>Where its links are counted by file. May be used without the lock.</summary>
    /// <param name="day">When they were paid for.</param>
    /// <param name="path">Where the file stands.</param>
    /// <param name="directLink">Its direct link; empty when there is none, or nobody knows it.</param>
    public FileUsage CountedOn(DailyUsage day, StoragePath path, string directLink)
    {
        if (_counted is not { } counted || counted.Date != day.Date)
        {
            _counted = counted = day.Files.GetOrAdd(path);
        }

        if (directLink.Length > 0 && counted.LacksLink)
        {
            counted.Identify(directLink);
        }

        return counted;
    }
}

/// <summary>Who has paid for what: a second link for the same one costs nothing more.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Address">Where the user sits.</param>
/// <param name="Fingerprint">What the file is.</param>
/// <param name="PathHash">Where it stands.</param>
/// <param name="Use">Who got the link: one that the gateway kept to itself pays for none that is handed out.</param>
/// <param name="IsProbe">Whether it was got for a probe, which costs less and so pays for nobody who plays the file.</param>
internal readonly record struct ActiveLinkKey(
    string User, IPAddress Address, ulong Fingerprint, int PathHash, LinkUse Use = LinkUse.HandedOut, bool IsProbe = false);

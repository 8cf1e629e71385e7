using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Budgets;

/// <summary>
/// What one user has paid for a link that is being made, and who waits for it. It belongs to the file and not to a request: the first request pays,
/// those that come meanwhile ride along, and it is given back when the last of them goes away with nothing. Used under the file's lock.
/// </summary>
internal sealed class PendingCharge(DailyUsage day, UserUsage user)
{
    /// <summary>The day it was taken from.</summary>
    public DailyUsage Day { get; private set; } = day;

    /// <summary>The user's part of that day.</summary>
    public UserUsage User { get; private set; } = user;

    /// <summary>Links taken for what is not made yet.</summary>
    public int Links { get; private set; }

    /// <summary>Bytes taken for what is not made yet.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many requests wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>Whether 123 was asked for it on behalf of one of them.</summary>
    public bool WasAsked { get; set; }

    /// <summary>One more waits, who paid this much. What was paid on another day must be settled before.</summary>
    public void Join(DailyUsage day, UserUsage user, int links, long bytes)
    {
        (Day, User) = (day, user);
        Waiting++;
        Links += links;
        Bytes += bytes;
    }

    /// <summary>One waits no longer; whether that was the last.</summary>
    public bool Leave() => --Waiting == 0;

    /// <summary>What was taken until now is final.</summary>
    public (int Links, long Bytes) Settle()
    {
        var settled = (Links, Bytes);
        (Links, Bytes, WasAsked) = (0, 0, false);
        return settled;
    }
}

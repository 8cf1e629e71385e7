using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Links;

/// <summary>
/// Bytes that are passed on for a link that stays here: no more than are paid for, and paid for as they were passed on once it is disposed of.
/// </summary>
/// <param name="request">Who asked for what.</param>
/// <param name="link">Where the bytes are.</param>
/// <param name="charge">What is paid.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class PaidTransfer(FileRequest request, SignedLink link, TransferCharge charge, TimeProvider timeProvider) : IDisposable
{
    private long _passedOn;

    /// <summary>Where the bytes are.</summary>
    public SignedLink Link { get; } = link;

    /// <summary>Bytes that were passed on until now. May be read from another thread.</summary>
    public long PassedOn => Volatile.Read(ref _passedOn);

    /// <summary>What the client is told when a budget was spent meanwhile; null while none was.</summary>
    public DavException? Refusal { get; private set; }

    /// <summary>So many bytes will be passed on, as the answer's head says. False when they cannot be paid for.</summary>
    public async ValueTask<bool> TryReserveAsync(long bytes)
    {
        var spent = await charge.ReserveAsync(bytes);
        Refusal = spent == SpentBudget.None ? null : LinkIssuer.Refusal(spent, UsageLedger.UntilNextDay(timeProvider.GetUtcNow()));
        return Refusal is null;
    }

    /// <summary>So many bytes more are passed on now. False when they cannot be paid for, and must stay here.</summary>
    public ValueTask<bool> TryPassOnAsync(int bytes)
    {
        if (_passedOn + bytes > charge.Paid)
        {
            return PayAndPassOnAsync(bytes);
        }

        _passedOn += bytes;
        return new(true);
    }

    public void Dispose()
    {
        charge.End(_passedOn);
        request.TellOfLink(charge.Paid);
    }

    private async ValueTask<bool> PayAndPassOnAsync(int bytes)
    {
        if (!await TryReserveAsync(_passedOn + bytes))
        {
            return false;
        }

        Volatile.Write(ref _passedOn, _passedOn + bytes);
        return true;
    }
}

namespace Pan123Dav.Emulator.Api;

/// <summary>A fault in force, with how often it is still to happen.</summary>
internal sealed class ActiveApiFault(EmulatedApiFault fault)
{
    private long _calls;

    /// <summary>The fault, when it happens to this call too.</summary>
    public EmulatedApiFault? Take()
    {
        var call = Interlocked.Increment(ref _calls) - fault.After;
        return call > 0 && (fault.Times is not { } times || call <= times) ? fault : null;
    }
}

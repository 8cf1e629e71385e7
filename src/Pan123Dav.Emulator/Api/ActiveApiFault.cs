namespace Pan123Dav.Emulator.Api;

/// <summary>A fault in force, with how often it is still to happen.</summary>
internal sealed class ActiveApiFault(EmulatedApiFault fault)
{
    private int _left = fault.Times ?? 0;

    /// <summary>The fault, when it happens to this call too.</summary>
    public EmulatedApiFault? Take() => fault.Times is null || Interlocked.Decrement(ref _left) >= 0 ? fault : null;
}

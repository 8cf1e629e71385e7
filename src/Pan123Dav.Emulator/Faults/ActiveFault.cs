namespace Pan123Dav.Emulator.Faults;

/// <summary>A fault in force, with what it has left to do.</summary>
internal sealed class ActiveFault(EmulatorFault fault)
{
    private int _refusals = fault.RefuseFirst;

    public static ActiveFault None { get; } = new(new EmulatorFault());

    public EmulatorFault Fault => fault;

    /// <summary>Whether this request is one of those to be refused.</summary>
    public bool TakeRefusal() => fault.RefuseFirst > 0 && Interlocked.Decrement(ref _refusals) >= 0;
}
